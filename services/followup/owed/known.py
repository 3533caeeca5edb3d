"""One derivation: what it is made from, and what every family of obligations asks of that. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from services.followup.heard.closings import Closing, Closings
from services.followup.heard.facts import DecisionHeard, MeasureHeard
from services.followup.heard.steps import StepHeard
from services.followup.obligation import events
from services.followup.obligation.reckoning import Counts, Trigger, due, is_late
from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.met_by import MET_BY
from services.followup.reading import Reading
from services.followup.state import State

Asked = tuple[str, UUID, UUID | None]  # a step's name, what it is of, and the party


@dataclass(frozen=True, slots=True)
class End:
    """The first day on which nothing new falls due, and why; and when that held for a time."""

    on: date
    reason: str
    for_a_time: Closings = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a stream, how its municipality reads the law, and what the clock passed.

    With `now`, an open obligation has passed by that moment; without, when it was noticed.
    """

    state: State
    stream: UUID
    reading: Reading
    answers: Mapping[Asked, Sequence[StepHeard]]
    unit: str | None
    now: datetime | None = None

    @classmethod
    def of(cls, state: State, stream: UUID, reading: Reading, now: datetime | None) -> "Known":
        answers: dict[Asked, list[StepHeard]] = {}
        for steps in state.steps.values():
            for each in steps:
                answers.setdefault((each.fact, each.of, each.party_id), []).append(each)
        return cls(state, stream, reading, answers, state.unit, now)

    def owed(
        self,
        duty: Duty,
        trigger: Trigger,
        answer: Trigger | None,
        end: End | None = None,
        counts: Counts | None = None,
    ) -> Iterator[Obligation]:
        """One obligation, if any layer sets a term: met by its answer, or lapsed at the end.

        An end after the due day changes nothing: what was missed stays missed.
        """
        found = due(duty, counts or Counts.of(duty.rule, trigger), self.reading)
        if found is None:
            return
        when, term = found
        arose = events.ObligationArose(
            id=uuid5(self.stream, f"{duty.rule}:{duty.subject}:{trigger.id}{duty.nth}"),
            rule=duty.rule,
            subject=duty.subject,
            due=when,
            satisfied_by=MET_BY.get(duty.rule, ()),
            lapses=term.lapses,
            unit=self.unit,
        )
        yield Obligation(arose, when, outcome(arose, answer, end))

    def passed(self, owed: Obligation) -> bool:
        """Whether its day is over, and it is still open."""
        if owed.outcome is not None:
            return False
        if self.now is not None:
            return owed.passed_at(self.now)
        recorded = self.state.obligations.get(owed.id)
        return recorded is not None and recorded.noticed_at is not None

    @property
    def closed(self) -> End | None:
        """The end of the case, and those after which it was opened again."""
        closings = self.state.closings
        if not closings:
            return None
        last = closings[-1]
        ends_on = date.max if last.reopened_on else last.end.closed_on
        return End(ends_on, reason_of(last), [each for each in closings if each.reopened_on])

    def ended(self, measure: MeasureHeard) -> End | None:
        ended_on = self.state.ended_on(measure)
        return End(ended_on, "measure_ended") if ended_on else None

    def decisions(self) -> Sequence[DecisionHeard]:
        """Every decision, by its day."""
        return sorted(self.state.all(DecisionHeard), key=lambda each: (each.decided_on, each.id))

    def measures(self) -> Sequence[MeasureHeard]:
        """Every measure, by the day of its start."""
        return sorted(self.state.all(MeasureHeard), key=lambda each: (each.started_on, each.id))

    def steps(self, facts: Iterable[str], of: UUID, party: UUID | None = None) -> list[StepHeard]:
        """The steps of these names that were taken in a thing, with a party."""
        return [step for fact in facts for step in self.answers.get((fact, of, party), ())]


def outcome(
    arose: events.ObligationArose, answer: Trigger | None, end: End | None
) -> events.Outcome | None:
    for each in end.for_a_time if end else ():
        closed_on = each.end.closed_on
        if each.holds_on(arose.due.due_on) and not (answer and answer.on < closed_on):
            return events.ObligationLapsed(id=arose.id, lapsed_on=closed_on, reason=reason_of(each))
    if answer:
        return events.ObligationMet(
            id=arose.id,
            met_on=answer.on,
            met_at=answer.at,
            by=answer.fact,
            by_id=answer.id,
            late=is_late(arose.due, answer),
        )
    if end and end.on <= arose.due.due_on:
        return events.ObligationLapsed(id=arose.id, lapsed_on=end.on, reason=end.reason)
    return None


def reason_of(closing: Closing) -> str:
    return "moved" if closing.end.moved else "case_closed"


def trigger(step: StepHeard) -> Trigger:
    return Trigger(fact=step.fact, id=step.id, on=step.on, at=step.at, until=step.until)


def decided(decision: DecisionHeard) -> Trigger:
    return Trigger(fact="DecisionMade", id=decision.id, on=decision.decided_on)


def started(measure: MeasureHeard) -> Trigger:
    return Trigger(fact="MeasureStarted", id=measure.id, on=measure.started_on)


def begun(measure: MeasureHeard) -> Trigger:
    """The move by which a measure began: several may begin by one."""
    return Trigger(fact="MoveMade", id=measure.move_id, on=measure.started_on)


def first(found: Iterable[Trigger], since: date = date.min) -> Trigger | None:
    """The earliest of some facts from a day on; of those of one day, the one heard of first."""
    return min((each for each in found if each.on >= since), key=moment, default=None)


def moment(trigger: Trigger) -> tuple[date, float]:
    return trigger.on, trigger.at.timestamp() if trigger.at else 0


def first_step(found: Iterable[StepHeard], since: date = date.min) -> Trigger | None:
    """The earliest of some steps from a day on."""
    return first(map(trigger, found), since)


def earliest(*ends: End | None) -> End | None:
    """The end that comes first, if there is any; on the same day, the first one named."""
    return min((each for each in ends if each), key=lambda end: end.on, default=None)


def episodes(
    known: Known, measures: Sequence[MeasureHeard], reason: str
) -> Iterator[tuple[MeasureHeard, End | None]]:
    """The times in which at least one of these measures ran, each by its first, and its end."""
    earliest_one: MeasureHeard | None = None
    until = date.min
    for each in measures:
        if not known.state.runs_on(each, each.started_on):
            continue
        if earliest_one and until < each.started_on:
            yield earliest_one, End(until, reason)
            earliest_one = None
        earliest_one = earliest_one or each
        until = max(until, known.state.ended_on(each) or date.max)
    if earliest_one:
        yield earliest_one, None if until == date.max else End(until, reason)


def marked(owed: Obligation, mark: str) -> Obligation:
    """The same, with one more thing said of how its day is to be read."""
    adjustment = "-".join(filter(None, [owed.due.adjustment, mark]))
    binding = replace(owed.due.binding, adjustment=adjustment)
    statutory = owed.due.basis == "statutory"
    due_so = replace(owed.due, statutory=binding) if statutory else replace(owed.due, local=binding)
    return replace(owed, arose=replace(owed.arose, due=due_so), due=due_so)
