"""What a child's ladder remembers: the last that was said of each thing, and what it comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from services.intervention_ladder.exit_plan.events import ExitPlanActivated, ExitPlanRecorded
from services.intervention_ladder.measure.events import MeasureAdjusted, SiteChanged
from services.intervention_ladder.measures import Measure
from services.intervention_ladder.move.events import MeasureEnded, MeasureStarted
from services.intervention_ladder.news.events import (
    CaseEndHeard,
    CaseHeard,
    ChildHeard,
    DecisionHeard,
    InvestigationHeard,
    NetworkMappingHeard,
    SiblingGoneHeard,
    SiblingHeard,
)
from services.intervention_ladder.readings import Basis, BasisChanged, Stretch
from services.intervention_ladder.return_option.events import ReturnOptionSet
from services.intervention_ladder.steps import Period, periods
from shared.calendar import age_on
from shared.things import find

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Ladder:
    """One child's ladder, folded from its facts."""

    things: Mapping[tuple[type, UUID], Any] = field(default_factory=dict)
    stretches: tuple[Stretch, ...] = ()

    def all(self, kind: type[Kind]) -> Sequence[Kind]:
        """Everything of a kind, in the order in which it was first recorded."""
        return [each for each in self.things.values() if isinstance(each, kind)]

    def one(self, kind: type[Kind], id: UUID | None) -> Kind | None:  # noqa: A002 - its name everywhere
        """What was said last of a kind about one thing."""
        found = self.things.get((kind, id)) if id else None
        return found if isinstance(found, kind) else None

    def with_(self, fact: Any) -> "Ladder":  # noqa: ANN401 - any fact
        """The ladder with a fact in the place of the last one about the same thing."""
        return replace(self, things={**self.things, (type(fact), fact.id): fact})

    def without(self, kind: type, id: UUID) -> "Ladder":  # noqa: A002
        """The ladder without what was said of a kind about one thing."""
        gone = (kind, id)
        return replace(self, things={key: each for key, each in self.things.items() if key != gone})

    def read(self, stretches: tuple[Stretch, ...]) -> "Ladder":
        """The ladder with its way as it was read last."""
        return replace(self, stretches=stretches)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The way on the ladder, by what each measure pinned."""
        return periods(self.stretches)

    @property
    def case(self) -> CaseHeard | None:
        return next(iter(self.all(CaseHeard)), None)

    @property
    def opened_on(self) -> date | None:
        return self.case.opened_on if self.case else None

    @property
    def closed_on(self) -> date | None:
        return next((each.closed_on for each in self.all(CaseEndHeard)), None)

    def open_on(self, day: date) -> bool:
        return (
            self.opened_on is not None
            and self.opened_on <= day
            and (self.closed_on is None or day < self.closed_on)
        )

    @property
    def born_on(self) -> date | None:
        return next((each.born_on for each in self.all(ChildHeard)), None)

    def age_on(self, day: date) -> int | None:
        """The child's age in whole years, when it is known."""
        return age_on(self.born_on, day) if self.born_on else None

    def siblings_on(self, day: date) -> Sequence[SiblingHeard]:
        gone = {each.id: each.left_on for each in self.all(SiblingGoneHeard)}
        return [each for each in self.all(SiblingHeard) if day < gone.get(each.id, date.max)]

    @property
    def measures(self) -> Sequence[Measure]:
        """Every measure that is believed to have run, or to run."""
        return [self._measure(each) for each in self.all(MeasureStarted)]

    def _measure(self, said: MeasureStarted) -> Measure:
        end = self.one(MeasureEnded, said.id)
        mine = [each for each in self.all(MeasureAdjusted) if each.measure_id == said.id]
        sites = [each for each in self.all(SiteChanged) if each.measure_id == said.id]
        return Measure(
            said=said,
            ended_on=end.ended_on if end else None,
            end_reason=end.reason if end else None,
            adjustments=tuple(sorted(mine, key=lambda each: each.adjusted_on)),
            sites=tuple(sorted(sites, key=lambda each: each.changed_on)),
        )

    def running(self, day: date) -> Sequence[Measure]:
        return [each for each in self.measures if each.runs_on(day)]

    def measure(self, id: UUID | None) -> Measure | None:  # noqa: A002
        return find(self.measures, id)

    def decision(self, id: UUID | None) -> DecisionHeard | None:  # noqa: A002
        return self.one(DecisionHeard, id)

    def bases(self, measure_id: UUID) -> tuple[Basis, ...]:
        """What a measure has rested on, as last read; none while that is its first decision."""
        read = self.one(BasisChanged, measure_id)
        return read.bases if read else ()

    def return_option(self, id: UUID | None) -> ReturnOptionSet | None:  # noqa: A002
        return self.one(ReturnOptionSet, id)

    def exit_plan_of(self, measure_id: UUID) -> ExitPlanRecorded | None:
        """The newest way out of a measure."""
        plans = [each for each in self.all(ExitPlanRecorded) if each.measure_id == measure_id]
        return max(plans, key=lambda each: each.recorded_on, default=None)

    def leaving(self, measure_id: UUID, day: date) -> bool:
        """Whether the way out of a measure has begun."""
        begun = self.all(ExitPlanActivated)
        return any(each.measure_id == measure_id and each.activated_on <= day for each in begun)

    def investigated_by(self, day: date) -> InvestigationHeard | None:
        """The first investigation that was completed by a day."""
        done = [each for each in self.all(InvestigationHeard) if each.completed_on <= day]
        return min(done, key=lambda each: each.completed_on, default=None)

    def mapped_by(self, day: date) -> NetworkMappingHeard | None:
        """The latest mapping of the network by a day."""
        done = [each for each in self.all(NetworkMappingHeard) if each.mapped_on <= day]
        return max(done, key=lambda each: each.mapped_on, default=None)

    def placed_before(self, day: date) -> Measure | None:
        """A placement that began before a day."""
        return next(
            (each for each in self.measures if each.placement and each.started_on < day), None
        )
