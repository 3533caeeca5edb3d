"""A provision as it stands: what it can do, how many places it has, and who takes them when."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.intervention_ladder.provision.events import (
    CapacityChanged,
    PlaceTaken,
    PriceSet,
    ProvisionDescribed,
    ProvisionOpened,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One provision, folded from its facts."""

    opened: ProvisionOpened
    described: ProvisionOpened | ProvisionDescribed
    capacities: tuple[CapacityChanged, ...] = ()
    prices: tuple[PriceSet, ...] = ()
    places: tuple[PlaceTaken, ...] = ()
    closed_on: date | None = None

    @property
    def id(self) -> UUID:
        return self.opened.id

    def known_to(self, unit: str | None, case_id: UUID) -> bool:
        """Whether a unit may know of it when it is thought of for a child."""
        if self.opened.case_id is not None:
            return self.opened.case_id == case_id
        return self.opened.unit in {None, unit}

    def open_on(self, day: date) -> bool:
        return self.opened.opened_on <= day and (self.closed_on is None or day < self.closed_on)

    def capacity_on(self, day: date) -> int:
        """How many places there are on a day, by the last word about it."""
        said = [each for each in self.capacities if each.changed_on <= day]
        return max(said, key=lambda each: each.changed_on).capacity if said else 0

    def taken_on(self, day: date) -> int:
        return sum(
            each.from_on <= day and (each.until_on is None or day < each.until_on)
            for each in self.places
        )

    def room_from(self, day: date) -> bool:
        """Whether there is a free place on a day, and on every day after it that is known of."""
        edges = {day, *(each.from_on for each in self.places)}
        edges |= {each.changed_on for each in self.capacities}
        return all(self.taken_on(each) < self.capacity_on(each) for each in edges if each >= day)
