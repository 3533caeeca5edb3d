"""Published of ladder definitions: each version has a stream of its own."""

from shared.contracts import Published


class DefinedStep(Published):
    code: str
    order: float
    band: str
    placement: bool
    da: str
    en: str


class DefinedType(Published):
    """A measure type on the ladder, and the step it stands on."""

    code: str
    step: str
    category: str
    da: str
    en: str


class LadderDefined(Published):
    """A version of a ladder came into use; the stream is its own."""

    definition: str
    steps: tuple[DefinedStep, ...]
    measure_types: tuple[DefinedType, ...]


Told = LadderDefined
