"""What follow-up remembers: what it was told, what was recorded here, and what is owed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from services.followup import events
from services.followup.heard import closings, steps
from services.followup.heard.closings import Closings
from services.followup.heard.facts import (
    CaseEndHeard,
    CaseHeard,
    CaseReopenedHeard,
    ChildHeard,
    DecisionHeard,
    InvestigationHeard,
    MeasureEndHeard,
    MeasureHeard,
    NotificationHeard,
    RetractionHeard,
    UnitHeard,
)
from services.followup.heard.steps import StepHeard, Steps
from services.followup.meeting.events import MeetingHeld, MeetingPlanned, MeetingRescheduled
from services.followup.obligation import state as obligations
from services.followup.obligation.events import ObligationEvent
from services.followup.obligation.reckoning import Trigger
from services.followup.obligation.state import Obligations
from services.followup.retraction.events import RecordRetracted
from services.followup.review.events import FollowUpCorrected, FollowUpHeld

Kind = TypeVar("Kind")
KEPT_AS: Mapping[str, tuple[type[events.Told], ...]] = {
    "InvestigationStarted": (InvestigationHeard,),
    "DecisionMade": (DecisionHeard,),
    "MeasureStarted": (MeasureHeard, MeasureEndHeard),
    "MeasureEnded": (MeasureEndHeard,),
    "ChildIdentified": (ChildHeard,),
}
"""As what a neighbour's fact is kept, if it is no step and can be taken back."""
BRINGS_ABOUT = {kind.__name__: kind for kind in events.Told.__args__}


@dataclass(frozen=True, slots=True)
class State:
    """One stream, a case's or a notification's: the latest that is known about each thing."""

    told: Mapping[tuple[type, UUID], events.Told] = field(default_factory=dict)
    obligations: Obligations = field(default_factory=dict)
    steps: Steps = field(default_factory=dict)
    closings: Closings = ()

    def all(self, kind: type[Kind]) -> Sequence[Kind]:
        """Everything of a kind, in the order in which it was first heard of."""
        return [each for each in self.told.values() if isinstance(each, kind)]

    def one(self, kind: type[Kind], id: UUID | None) -> Kind | None:  # noqa: A002
        """What is known of a kind about one thing."""
        found = self.told.get((kind, id)) if id else None
        return found if isinstance(found, kind) else None

    def taken(self, fact: str) -> Sequence[StepHeard]:
        """The steps of a name, in the order in which they were heard of."""
        return self.steps.get(fact, ())

    @property
    def stream(self) -> UUID | None:
        """The case or the notification; None before its own service has told of it."""
        heads: list[CaseHeard | NotificationHeard]
        heads = [*self.all(CaseHeard), *self.all(NotificationHeard)]
        return heads[0].id if heads else None

    @property
    def unit(self) -> str | None:
        """The unit that is in charge, or that a notification was sent to."""
        said: list[CaseHeard | NotificationHeard | UnitHeard]
        said = [*self.all(CaseHeard), *self.all(NotificationHeard), *self.all(UnitHeard)]
        return said[-1].unit if said else None

    def open_on(self, day: date) -> bool:
        """Whether the case is open; the day it closes is the first without it."""
        opened = any(each.opened_on <= day for each in self.all(CaseHeard))
        return opened and not any(each.holds_on(day) for each in self.closings)

    def ended_on(self, measure: MeasureHeard) -> date | None:
        """The first day without a measure, if there is one."""
        end = self.one(MeasureEndHeard, measure.id)
        return end.ended_on if end else None

    def runs_on(self, measure: MeasureHeard, day: date) -> bool:
        ended_on = self.ended_on(measure)
        return measure.started_on <= day and (ended_on is None or day < ended_on)

    def lasts_on(self, measure: MeasureHeard, day: date) -> bool:
        """The same, with the day of its end, on which people meet to look back on it."""
        return self.runs_on(measure, day) or day == self.ended_on(measure)

    def reviews(self, measure: MeasureHeard) -> Sequence[Trigger]:
        """The follow-ups of a measure in order, meetings that fulfil one among them; one a day."""
        held: list[FollowUpHeld | MeetingHeld]
        held = [*self.all(FollowUpHeld), *self.all(MeetingHeld)]
        return one_a_day(
            Trigger(fact=type(each).__name__, id=each.id, on=each.held_on)
            for each in held
            if measure.id in each.measure_ids and self.lasts_on(measure, each.held_on)
        )


def one_a_day(held: Iterable[Trigger]) -> Sequence[Trigger]:
    """In order of days; of two on one day, the one that was recorded first."""
    days: dict[date, Trigger] = {}
    for each in held:
        days.setdefault(each.on, each)
    return [days[day] for day in sorted(days)]


def evolve(state: State, fact: events.FollowUpEvent) -> State:
    """Remember a fact."""
    match fact:
        case StepHeard():
            return replace(state, steps=steps.remember(state.steps, fact))
        case CaseEndHeard() | CaseReopenedHeard():
            return replace(state, closings=closings.remember(state.closings, fact))
        case RetractionHeard(record_kind=kind) if kind in KEPT_AS:
            return forget(state, fact.id, *KEPT_AS[kind])
        case RetractionHeard():
            return replace(state, steps=steps.undo(state.steps, fact.record_kind, fact.id))
        case RecordRetracted():
            return forget(state, fact.record_id, BRINGS_ABOUT[fact.record_kind])
        case FollowUpCorrected():
            held = state.one(FollowUpHeld, fact.id)
            return tell(state, replace(held, held_on=fact.held_on)) if held else state
        case MeetingRescheduled():
            planned = state.one(MeetingPlanned, fact.id)
            if planned is None:
                return state
            moved = replace(planned, planned_at=fact.planned_at, ends_at=fact.ends_at)
            return tell(tell(state, fact), moved)
        case _ if isinstance(fact, ObligationEvent):
            return replace(state, obligations=obligations.evolve(state.obligations, fact))
        case _:
            return tell(state, fact)


def tell(state: State, fact: events.Told) -> State:
    return replace(state, told={**state.told, (type(fact), fact.id): fact})


def forget(state: State, id: UUID, *kinds: type[events.Told]) -> State:  # noqa: A002 - as everywhere
    gone = {(kind, id) for kind in kinds}
    return replace(state, told={key: each for key, each in state.told.items() if key not in gone})
