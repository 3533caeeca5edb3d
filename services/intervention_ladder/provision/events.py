"""What the portfolio can offer (tilbudsvifte). Each provision has a stream and a key of its own.

Days are in Europe/Copenhagen; every end is exclusive. Carers are people: names are sealed.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionOpened:
    """A provision (tilbud) can take children from a day on.

    With a `unit` it is that unit's alone to know of, and with a `case_id` it is there for one
    child. Ages are whole years, both included.
    """

    id: UUID
    kind: str
    name: Sealed
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
    edition: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionDescribed:
    """What it can do, and for whom, as it is from now on."""

    id: UUID
    measure_types: tuple[str, ...]
    needs: tuple[str, ...]
    methods: tuple[str, ...]
    evidence_level: str
    age_from: int | None
    age_to: int | None
    described_on: date
    edition: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityChanged:
    """How many places there are from a day on; the last word about a day holds."""

    id: UUID
    capacity: int
    changed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSet:
    """What a day costs, in whole kroner, from a day until the next price."""

    id: UUID
    from_on: date
    dkk_per_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionClosed:
    """The first day on which nobody can be there any more."""

    id: UUID
    closed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTaken:
    """A stay takes a place, from a day until another; it follows from a child's ladder.

    Of one stay, the last word holds.
    """

    id: UUID
    measure_id: UUID
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceGivenBack:
    """A stay that was never there."""

    id: UUID


ProvisionEvent = (
    ProvisionOpened | ProvisionDescribed | CapacityChanged | PriceSet | ProvisionClosed
    | PlaceTaken | PlaceGivenBack
)  # fmt: skip
