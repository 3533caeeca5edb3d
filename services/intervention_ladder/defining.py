"""Definitions in the log: each version is a fact of its own stream, so that neighbours learn it."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from services.intervention_ladder.definitions import LadderDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedStep:
    code: str
    order: float
    band: str
    placement: bool
    da: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedType:
    code: str
    step: str
    category: str
    da: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderDefined:
    """A version of a ladder came into use."""

    id: UUID
    definition: str
    steps: tuple[DefinedStep, ...]
    measure_types: tuple[DefinedType, ...]


def stream_of(definition: LadderDefinition) -> UUID:
    """The stream of a version of a ladder; the same in every municipality."""
    return uuid5(NAMESPACE_URL, f"indsats:ladder:{definition.name}")


def defined(definition: LadderDefinition) -> LadderDefined:
    """What the log says of a definition."""
    return LadderDefined(
        id=stream_of(definition),
        definition=definition.name,
        steps=tuple(
            DefinedStep(
                code=each.code,
                order=each.order,
                band=each.band,
                placement=each.placement,
                da=each.da,
                en=each.en,
            )
            for each in definition.steps
        ),
        measure_types=tuple(
            DefinedType(
                code=each.code,
                step=each.step.code,
                category=each.category,
                da=each.da,
                en=each.en,
            )
            for each in definition.measure_types
        ),
    )
