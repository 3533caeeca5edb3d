"""D14 to D16: follow every measure up, from its start and from each follow-up of it.

Under Barnets Lov the first comes with the end of a parallel assessment when that is earlier (D15),
and from then on a schedule of the case's own says when: that there is none is a finding.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.followup.heard.facts import MeasureHeard
from services.followup.obligation.reckoning import Count, Counts, Trigger
from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import FREQUENCY, SCHEDULE, Duty
from services.followup.owed.known import (
    End,
    Known,
    decided,
    earliest,
    first,
    started,
    trigger,
)
from services.followup.owed.schedules import Schedules
from shared.contracts.case import Regime, regime_on

COMPLETED = ("InvestigationCompleted", "TargetedAssessmentCompleted")


@dataclass(frozen=True, slots=True)
class Basis:
    """From when a measure is followed up anew, by which law, and why what was due is superseded."""

    trigger: Trigger
    regime: Regime
    reason: str = ""


def owed(known: Known) -> Iterator[Obligation]:
    """A stay under a return option is part of the measure before it and has no term of its own."""
    for measure in known.measures():
        if measure.under_return_option or not followed(known, measure):
            continue
        reviews = known.state.reviews(measure)
        ended = earliest(known.closed, known.ended(measure))
        stands = [*bases(known, measure)]
        for basis, later in zip(stands, [*stands[1:], None], strict=True):
            superseded = End(later.trigger.on, later.reason) if later else None
            until = superseded.on if superseded else date.max
            held = [each for each in reviews if basis.trigger.on <= each.on < until]
            chain = Chain(known, measure, basis, earliest(ended, superseded))
            yield from chain.owed(held)


def followed(known: Known, measure: MeasureHeard) -> bool:
    """What rests on a decision; and early support, where practice names its kind."""
    if measure.decision_id:
        return True
    reading, duty = known.reading, duty_of("D14", measure, measure.regime)
    row = reading.local.row(FREQUENCY, duty, measure.started_on, reading.municipality)
    return row is not None and bool(row[0].measure_types)


def duty_of(rule: str, measure: MeasureHeard, regime: Regime) -> Duty:
    return Duty(
        rule=rule,
        subject=measure.id,
        regime=regime,
        step=measure.step,
        measure_type=measure.measure_type,
        aftercare=measure.aftercare,
    )


def bases(known: Known, measure: MeasureHeard) -> Iterator[Basis]:
    """What a measure rests on in turn: its own decision, those of another regime, its places.

    A decision that a measure of its own was started on carries no other over.
    """
    own = {each.decision_id for each in known.measures()}
    later = [
        Basis(decided(each), each.regime, "new_decision")
        for each in known.decisions()
        if each.grants and measure.named_in(each.measure_types) and each.id not in own
    ]
    if known.reading.new_site_restarts:
        moves = known.steps(("SiteChanged",), measure.id)
        later += [Basis(trigger(step), measure.regime, "site_changed") for step in moves]
    stands = Basis(started(measure), measure.regime)
    yield stands
    for each in sorted(later, key=lambda basis: (basis.trigger.on, basis.trigger.id)):
        begun = measure.started_on < each.trigger.on
        if not begun or not known.state.runs_on(measure, each.trigger.on):
            continue
        if each.reason == "site_changed":
            each = replace(each, regime=stands.regime)  # noqa: PLW2901
        elif each.regime == stands.regime:
            continue
        stands = each
        yield stands


@dataclass(frozen=True, slots=True)
class Chain:
    """The follow-ups of one measure on one basis, each counted from the one before."""

    known: Known
    measure: MeasureHeard
    basis: Basis
    end: End | None

    def owed(self, held: Sequence[Trigger]) -> Iterator[Obligation]:
        begun, schedules = self.basis.trigger, Schedules.of(self.known, self.measure.id)
        answers = [*held, None]
        for place, (since, answer) in enumerate(zip([begun, *held], answers, strict=True)):
            if place and self.end and self.end.on <= since.on:
                return
            regime = self.law_of(since.on)
            if place == 0:
                duty, counts = duty_of("D14", self.measure, regime), self.first(since, regime)
            else:
                duty = duty_of("D16", self.measure, regime)
                counts = self.next(since, answer, schedules)
            yield from self.known.owed(duty, since, answer, self.end, self.undecided(counts))
            if place and self.measure.decision_id:
                duty = duty_of("schedule-decided", self.measure, regime)
                yield from self.scheduled(duty, since, schedules, is_first=place == 1)

    def law_of(self, day: date) -> Regime:
        """Which law a follow-up is held under (U9): the decision's, or that of the day."""
        return (
            self.basis.regime if self.known.reading.follow_up_law == "decision" else regime_on(day)
        )

    def first(self, since: Trigger, regime: Regime) -> Counts:
        """Three months, or the end of an assessment that ran beside the measure."""
        parallel = [
            Count("D15", trigger(step))
            for fact in COMPLETED
            for step in self.known.state.taken(fact)
            if since.on < step.on and regime == "BL"
        ]
        return Counts([Count("D14", since), *parallel], [Count(FREQUENCY, since)])

    def next(self, since: Trigger, answer: Trigger | None, schedules: Schedules) -> Counts:
        """What the case's own schedule says, or else how often its kind is followed up."""
        ends = [each.on for each in (answer, self.end) if each]
        if said := schedules.next(since.on, min(ends, default=date.max)):
            return Counts([Count("D16", since), Count(SCHEDULE, said)], [Count(SCHEDULE, said)])
        return Counts([Count("D16", since)], [Count(FREQUENCY, since)])

    def undecided(self, counts: Counts) -> Counts:
        """Only practice asks for a follow-up of what rests on no decision."""
        return counts if self.measure.decision_id else Counts((), counts.local)

    def scheduled(
        self, duty: Duty, since: Trigger, schedules: Schedules, *, is_first: bool
    ) -> Iterator[Obligation]:
        """A schedule is decided at the first follow-up, and again when one has run out."""
        decided_on = schedules.in_force(since.on)
        if is_first or (schedules.before(since.on) and not decided_on):
            answer = decided_on or first(schedules.after(since.on))
            yield from self.known.owed(duty, since, answer, self.end)
