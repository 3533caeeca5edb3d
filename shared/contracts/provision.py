"""Published of the portfolio of provisions (tilbudsvifte): codes, days, numbers and ids.

Each provision has a stream of its own. Its name never leaves the ladder: carers are people.
"""

from datetime import date
from uuid import UUID

from shared.contracts import Published


class ProvisionOpened(Published):
    """Something that can meet a need, from a day on.

    With a `unit` it is that unit's alone to know of, and with a `case_id` it is there for one
    child: carers are people. Ages are in whole years, both included.
    """

    kind: str
    provider: str
    unit: str | None
    case_id: UUID | None
    measure_types: tuple[str, ...]
    needs: tuple[str, ...]
    methods: tuple[str, ...]
    evidence_level: str
    age_from: int | None
    age_to: int | None
    capacity: int
    opened_on: date


class ProvisionDescribed(Published):
    """What it can do, and for whom, as it is from now on."""

    measure_types: tuple[str, ...]
    needs: tuple[str, ...]
    methods: tuple[str, ...]
    evidence_level: str
    age_from: int | None
    age_to: int | None
    described_on: date


class CapacityChanged(Published):
    """How many places there are from a day on."""

    capacity: int
    changed_on: date


class PriceSet(Published):
    """What a day costs, in whole kroner, from a day until the next price."""

    from_on: date
    dkk_per_day: int


class ProvisionClosed(Published):
    """The first day on which nobody can live there or be helped there any more."""

    closed_on: date


class PlaceTaken(Published):
    """A stay takes a place from a day until, not including, another; it replaces its last word."""

    id: UUID
    measure_id: UUID
    from_on: date
    until_on: date | None


class PlaceGivenBack(Published):
    """A stay that was never there: it was recorded wrongly."""

    id: UUID


Told = (
    ProvisionOpened | ProvisionDescribed | CapacityChanged | PriceSet | ProvisionClosed
    | PlaceTaken | PlaceGivenBack
)  # fmt: skip
