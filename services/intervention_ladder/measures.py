"""A measure as it stands: what was said of it last, and what happened to it since."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.intervention_ladder.measure.events import MeasureAdjusted, SiteChanged
from services.intervention_ladder.move.events import MeasureStarted


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure; `ended_on` is the first day without it. Changes are in the order of their days."""

    said: MeasureStarted
    ended_on: date | None = None
    end_reason: str | None = None
    adjustments: tuple[MeasureAdjusted, ...] = ()
    sites: tuple[SiteChanged, ...] = ()

    @property
    def id(self) -> UUID:
        return self.said.id

    @property
    def measure_type(self) -> str:
        return self.said.measure_type

    @property
    def definition(self) -> str:
        return self.said.definition

    @property
    def step(self) -> str:
        return self.said.step

    @property
    def order(self) -> float:
        return self.said.order

    @property
    def placement(self) -> bool:
        return self.said.placement

    @property
    def started_on(self) -> date:
        return self.said.started_on

    @property
    def under_return_option(self) -> bool:
        return self.said.under_return_option

    @property
    def planned_end_on(self) -> date:
        """As it was said at the start, or adjusted last."""
        said = [each.planned_end_on for each in self.adjustments if each.planned_end_on]
        return said[-1] if said else self.said.planned_end_on

    @property
    def coordinator(self) -> str | None:
        said = [each.coordinator for each in self.adjustments if each.coordinator]
        return said[-1] if said else self.said.coordinator

    def runs_on(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)

    def runs_from(self, day: date) -> bool:
        """Whether it runs on the day or begins later."""
        return self.ended_on is None or day < self.ended_on

    def left_by(self, day: date) -> bool:
        """Whether it has ended by the day."""
        return self.ended_on is not None and self.ended_on <= day

    def overlaps(self, from_on: date, to_on: date | None) -> bool:
        """Whether it runs on any day from one until another."""
        return self.runs_from(from_on) and (to_on is None or self.started_on < to_on)
