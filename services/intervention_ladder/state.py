"""What a ladder remembers: measures, the decisions they may rest on, and what must precede them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.intervention_ladder.events import (
    DecisionHeard,
    InvestigationHeard,
    MeasureStarted,
    NetworkMappingHeard,
    Period,
    ReturnOptionSet,
)
from shared.things import find


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure as it stands: `ended_on` is the first day without it."""

    id: UUID
    measure_type: str
    definition: str
    step: str
    order: float
    band: str
    placement: bool
    started_on: date
    planned_end_on: date
    fact: MeasureStarted
    ended_on: date | None = None

    @property
    def under_return_option(self) -> bool:
        return self.fact.under_return_option

    def runs_on(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)

    @property
    def in_error(self) -> bool:
        """Whether it was registered in error: it ended before it began."""
        return self.ended_on == self.started_on

    def runs_from(self, day: date) -> bool:
        """Whether it runs on the day or begins later."""
        return not self.in_error and (self.ended_on is None or day < self.ended_on)

    def left_by(self, day: date) -> bool:
        """Whether it ran, and has ended by the day."""
        return not self.in_error and self.ended_on is not None and self.ended_on <= day

    def can_end_on(self, day: date, *, in_error: bool) -> bool:
        """An end comes after the start; what was registered in error ends on its first day."""
        return self.started_on == day if in_error else self.started_on < day


def measure_of(fact: MeasureStarted) -> Measure:
    return Measure(
        id=fact.id,
        measure_type=fact.measure_type,
        definition=fact.definition,
        step=fact.step,
        order=fact.order,
        band=fact.band,
        placement=fact.placement,
        started_on=fact.started_on,
        planned_end_on=fact.planned_end_on,
        fact=fact,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """One child's ladder, folded from its facts."""

    opened_on: date | None = None
    closed_on: date | None = None
    measures: tuple[Measure, ...] = ()
    decisions: tuple[DecisionHeard, ...] = ()
    investigations: tuple[InvestigationHeard, ...] = ()
    network_mappings: tuple[NetworkMappingHeard, ...] = ()
    return_options: tuple[ReturnOptionSet, ...] = ()
    periods: tuple[Period, ...] = ()

    def open_on(self, day: date) -> bool:
        return (
            self.opened_on is not None
            and self.opened_on <= day
            and (self.closed_on is None or day < self.closed_on)
        )

    def running(self, day: date) -> Sequence[Measure]:
        return [each for each in self.measures if each.runs_on(day)]

    def measure(self, id: UUID) -> Measure | None:  # noqa: A002 - its name everywhere
        return find(self.measures, id)

    def decision(self, id: UUID | None) -> DecisionHeard | None:  # noqa: A002
        return find(self.decisions, id)

    def return_option(self, id: UUID | None) -> ReturnOptionSet | None:  # noqa: A002
        return find(self.return_options, id)

    def investigated_by(self, day: date) -> bool:
        return any(each.completed_on <= day for each in self.investigations)

    def mapped_by(self, day: date) -> bool:
        return any(each.mapped_on <= day for each in self.network_mappings)

    def placed_before(self, day: date) -> bool:
        return any(
            each.placement and each.started_on < day and not each.in_error for each in self.measures
        )
