"""What follow-up remembers: what it was told, the meetings and follow-ups held, what is owed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from services.followup import events, obligations, told
from services.followup.obligations import Obligations
from services.followup.steps import TAKEN, StepHeard, Steps, remember, undo
from services.followup.terms import Trigger

Told = events.Heard | events.MeetingPlanned | events.MeetingHeld | events.FollowUpHeld
Kind = TypeVar("Kind")
HEARD_OF: Mapping[
    str, type[Told]
] = {  # as what a neighbour's fact is kept, if it can be taken back
    "InvestigationStarted": events.InvestigationHeard,
    "InvestigationCompleted": events.InvestigationEndHeard,
    "DecisionMade": events.DecisionHeard,
    "CaseClosed": events.CaseEndHeard,
    "FamilyMoved": told.FamilyMoveHeard,
    "NotificationUrgencyAssessed": events.UrgencyHeard,
    "NotificationAcknowledged": events.AcknowledgementHeard,
}


@dataclass(frozen=True, slots=True)
class State:
    """One stream, a case's or a notification's: the latest that is known about each thing."""

    told: Mapping[tuple[type, UUID], Told] = field(default_factory=dict)
    obligations: Obligations = field(default_factory=dict)
    steps: Steps = field(default_factory=dict)

    def all(self, kind: type[Kind]) -> Sequence[Kind]:
        """Everything of a kind, in the order in which it was first heard of."""
        return [each for each in self.told.values() if isinstance(each, kind)]

    def one(self, kind: type[Kind], id: UUID | None) -> Kind | None:  # noqa: A002
        """What is known of a kind about one thing."""
        found = self.told.get((kind, id)) if id else None
        return found if isinstance(found, kind) else None

    @property
    def stream(self) -> UUID | None:
        """The case or the notification; None before its own service has told of it."""
        heads: list[events.CaseHeard | events.NotificationHeard]
        heads = [*self.all(events.CaseHeard), *self.all(events.NotificationHeard)]
        return heads[0].id if heads else None

    @property
    def end(self) -> events.CaseEndHeard | None:
        return next(iter(self.all(events.CaseEndHeard)), None)

    @property
    def closed_on(self) -> date | None:
        return self.end.closed_on if self.end else None

    def open_on(self, day: date) -> bool:
        """Whether the case is open; the day it closes is the first without it."""
        opened = any(each.opened_on <= day for each in self.all(events.CaseHeard))
        return opened and (self.closed_on is None or day < self.closed_on)

    def reviewable(self) -> Sequence[events.MeasureHeard]:
        """The measures that are followed up: those that rest on a decision."""
        return [each for each in self.all(events.MeasureHeard) if each.decision_id]

    def ended_on(self, measure: events.MeasureHeard) -> date | None:
        """The first day without a measure, if there is one."""
        end = self.one(events.MeasureEndHeard, measure.id)
        return end.ended_on if end else None

    def runs_on(self, measure: events.MeasureHeard, day: date) -> bool:
        ended_on = self.ended_on(measure)
        return measure.started_on <= day and (ended_on is None or day < ended_on)

    def reviews(self, measure: events.MeasureHeard) -> Sequence[Trigger]:
        """The follow-ups of a measure in order, meetings that fulfil one among them; one a day."""
        held: list[events.FollowUpHeld | events.MeetingHeld]
        held = [*self.all(events.FollowUpHeld), *self.all(events.MeetingHeld)]
        return one_a_day(
            Trigger(fact=type(each).__name__, id=each.id, on=each.held_on)
            for each in held
            if measure.id in each.measure_ids and self.runs_on(measure, each.held_on)
        )

    def network_meetings(self) -> Sequence[Trigger]:
        return one_a_day(
            Trigger(fact="MeetingHeld", id=each.id, on=each.held_on)
            for each in self.all(events.MeetingHeld)
            if each.meeting_kind == "network"
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
        case events.FollowUpCorrected():
            held = state.one(events.FollowUpHeld, fact.id)
            return tell(state, replace(held, held_on=fact.held_on)) if held else state
        case told.RetractionHeard(record_kind=kind) if kind in TAKEN:
            return replace(state, steps=undo(state.steps, kind, fact.id))
        case told.RetractionHeard():
            return forget(state, HEARD_OF[fact.record_kind], fact.id)
        case StepHeard():
            return replace(state, steps=remember(state.steps, fact))
        case _ if isinstance(fact, events.OfObligation):
            return replace(state, obligations=obligations.evolve(state.obligations, fact))
        case _:
            return tell(state, fact)


def tell(state: State, fact: Told) -> State:
    return replace(state, told={**state.told, (type(fact), fact.id): fact})


def forget(state: State, kind: type[Told], id: UUID) -> State:  # noqa: A002 - its name everywhere
    gone = (kind, id)
    return replace(state, told={key: each for key, each in state.told.items() if key != gone})
