"""What is owed: a pure function of what is known, the law in force and the calendar.

Nothing here is remembered. Whatever is corrected, the whole is derived again, and the difference
to what is recorded becomes facts. An obligation's id follows from its stream, rule, subject and
trigger, so that it is the same one however often it is derived.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.followup import events, told
from services.followup.obligations import Obligation, Obligations
from services.followup.owing import End, Owing, earliest
from services.followup.procedure import Procedure
from services.followup.state import State
from services.followup.terms import Duty, Trigger
from shared.calendar import WorkingDays, day_of
from shared.contracts.case import Regime


@dataclass(frozen=True, slots=True)
class Basis:
    """From when a measure rests on which regime: its start, or a later decision."""

    trigger: Trigger
    regime: Regime


def derive(state: State, calendar: WorkingDays) -> Obligations:
    """Everything that is or was owed in a stream, and what became of it. Pure.

    Nothing is owed in a case, or about a notification, that its own service has not told of.
    """
    stream = state.stream
    return Deriving(state, calendar, stream).all() if stream else {}


@dataclass(frozen=True, slots=True)
class Deriving:
    """One derivation: the state it is made from, the calendar, and the stream it is for."""

    state: State
    calendar: WorkingDays
    stream: UUID

    def all(self) -> Obligations:
        owed = [
            *self.of_notification(),
            *self.of_investigations(),
            *self.of_measures(),
            *self.of_network(),
            *self.of_moves(),
        ]
        if self.state.one(events.CaseHeard, self.stream):
            owing = Owing(self.stream, self.calendar)
            owed += Procedure.of(self.state, owing, self.closed()).all()
        return {each.id: each for each in owed}

    def of_notification(self) -> Iterator[Obligation]:
        """D01: assess the urgency. D02: acknowledge, when there is anybody to answer."""
        for each in self.state.all(events.NotificationHeard):
            at = each.received_at
            received = Trigger(fact="NotificationReceived", id=each.id, on=day_of(at), at=at)
            yield from self.owed(Duty(rule="D01", subject=each.id), received, self.assessed())
            if each.answerable:
                duty = Duty(rule="D02", subject=each.id)
                yield from self.owed(duty, received, self.acknowledged())

    def assessed(self) -> Trigger | None:
        assessed = self.state.all(events.UrgencyHeard)
        if first := min(assessed, key=lambda each: each.assessed_at, default=None):
            at, kind = first.assessed_at, "NotificationUrgencyAssessed"
            return Trigger(fact=kind, id=first.id, on=day_of(at), at=at)
        return None

    def acknowledged(self) -> Trigger | None:
        acknowledged = self.state.all(events.AcknowledgementHeard)
        if first := min(acknowledged, key=lambda each: each.acknowledged_on, default=None):
            kind = "NotificationAcknowledged"
            return Trigger(fact=kind, id=first.id, on=first.acknowledged_on)
        return None

    def of_investigations(self) -> Iterator[Obligation]:
        """D06: complete the investigation, counted from when the municipality became aware."""
        for each in self.state.all(events.InvestigationHeard):
            duty = Duty(rule="D06", subject=each.id, regime=each.regime)
            aware = Trigger(fact="InvestigationStarted", id=each.id, on=each.aware_on)
            yield from self.owed(duty, aware, self.investigated(each.id), self.closed())

    def investigated(self, investigation: UUID) -> Trigger | None:
        end = self.state.one(events.InvestigationEndHeard, investigation)
        if end is None:
            return None
        return Trigger(fact="InvestigationCompleted", id=end.id, on=end.completed_on)

    def of_moves(self) -> Iterator[Obligation]:
        """D28: notify the municipality that the family moves to."""
        for each in self.state.all(told.FamilyMoveHeard):
            sent = self.state.one(told.MunicipalityNotificationHeard, each.id)
            kind = "IntermunicipalNotificationSent"
            answer = Trigger(fact=kind, id=sent.id, on=sent.sent_on) if sent else None
            reported = Trigger(fact="FamilyMoved", id=each.id, on=each.reported_on)
            duty = Duty(rule="D28", subject=each.id)
            yield from self.owed(duty, reported, answer, self.closed())

    def of_measures(self) -> Iterator[Obligation]:
        """D14 and D16: follow every measure up, from its start and from each follow-up of it.

        A stay under a return option is part of the measure before it and has no term of its own.
        """
        for measure in self.state.reviewable():
            if measure.under_return_option:
                continue
            reviews = self.state.reviews(measure)
            ended = earliest(self.closed(), self.ended(measure))
            bases = [*self.bases(measure)]
            for basis, later in zip(bases, [*bases[1:], None], strict=True):
                superseded = End(later.trigger.on, "new_decision") if later else None
                end = earliest(ended, superseded)
                until = superseded.on if superseded else date.max
                held = [each for each in reviews if basis.trigger.on <= each.on < until]
                yield from self.follow_ups(measure, basis, held, end)

    def bases(self, measure: events.MeasureHeard) -> Iterator[Basis]:
        """What a measure rests on in turn: its own decision, then those of another regime.

        A decision that a measure of its own was started on carries no other over.
        """
        start = Trigger(fact="MeasureStarted", id=measure.id, on=measure.started_on)
        regime = measure.regime
        yield Basis(start, regime)
        own = {each.decision_id for each in self.state.all(events.MeasureHeard)}
        decisions = self.state.all(events.DecisionHeard)
        for each in sorted(decisions, key=lambda decision: decision.decided_on):
            later = measure.started_on < each.decided_on
            covered = measure.measure_type in each.measure_types
            runs = self.state.runs_on(measure, each.decided_on)
            if later and covered and runs and each.regime != regime and each.id not in own:
                regime = each.regime
                yield Basis(Trigger(fact="DecisionMade", id=each.id, on=each.decided_on), regime)

    def follow_ups(
        self, measure: events.MeasureHeard, basis: Basis, held: Sequence[Trigger], end: End | None
    ) -> Iterator[Obligation]:
        answers = [*held, None]
        for rule, trigger, answer in zip(
            ["D14", *("D16" for _ in held)], [basis.trigger, *held], answers, strict=True
        ):
            duty = Duty(rule=rule, subject=measure.id, regime=basis.regime, step=measure.step)
            yield from self.owed(duty, trigger, answer, end)

    def of_network(self) -> Iterator[Obligation]:
        """D17: meet the network while measures run, from the first's start and every meeting."""
        meetings = self.state.network_meetings()
        for start, ended in self.active():
            end = earliest(self.closed(), ended)
            until = end.on if end else date.max
            held = [each for each in meetings if start.on <= each.on < until]
            duty = Duty(rule="D17", subject=self.stream)
            for trigger, answer in zip([start, *held], [*held, None], strict=True):
                yield from self.owed(duty, trigger, answer, end)

    def active(self) -> Iterator[tuple[Trigger, End | None]]:
        """The times in which at least one measure ran, each from its first measure's start."""
        first: Trigger | None = None
        until = date.min
        ran = [
            each for each in self.state.reviewable() if self.state.runs_on(each, each.started_on)
        ]
        for each in sorted(ran, key=lambda measure: measure.started_on):
            if first and until < each.started_on:
                yield first, End(until, "no_active_measure")
                first = None
            started = Trigger(fact="MeasureStarted", id=each.id, on=each.started_on)
            first = first or started
            until = max(until, self.state.ended_on(each) or date.max)
        if first:
            yield first, None if until == date.max else End(until, "no_active_measure")

    def ended(self, measure: events.MeasureHeard) -> End | None:
        ended_on = self.state.ended_on(measure)
        return End(ended_on, "measure_ended") if ended_on else None

    def closed(self) -> End | None:
        end = self.state.end
        return End(end.closed_on, "moved" if end.moved else "case_closed") if end else None

    def owed(
        self, duty: Duty, trigger: Trigger, answer: Trigger | None, end: End | None = None
    ) -> Iterator[Obligation]:
        return Owing(self.stream, self.calendar).owed(duty, trigger, answer, end)
