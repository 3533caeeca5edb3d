"""What follow-ups ask of measures: to be changed when they do not work, to be lowered when they do.

Rule R6: what a follow-up finds not to work is reviewed, until it is changed or there are reasons to
go on. Rule R5: what works could be less; the step is proposed, and nobody is moved by it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.intervention_ladder.bases import resting_on
from services.intervention_ladder.definitions import (
    DEFINITIONS,
    UNDER_ASSESSMENT,
    LadderDefinition,
    Named,
    Step,
)
from services.intervention_ladder.measure.events import (
    MeasureAdjusted,
    MeasureContinued,
    SiteChanged,
)
from services.intervention_ladder.measures import Measure
from services.intervention_ladder.move.basis import claim_of, consent_in_force, in_force
from services.intervention_ladder.news.events import FollowUpHeard
from services.intervention_ladder.rules import Finding, Judged, Read, findings
from services.intervention_ladder.state import Ladder


@dataclass(frozen=True, slots=True)
class Review:
    """A follow-up found that a measure does not work. `closed_by` is what was done about it."""

    measure_id: UUID
    follow_up_id: UUID
    since: date
    closed_by: Read | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A measure works: this lower step is the next. It takes a person to move the child."""

    measure_id: UUID
    follow_up_id: UUID
    since: date
    step: Step | Named


def reviews(ladder: Ladder, day: date) -> Iterator[Review]:
    """Every review that was begun by a day, in the order of days."""
    for held in in_order(ladder, day):
        for verdict in held.verdicts:
            measure = ladder.measure(verdict.measure_id)
            if verdict.works is False and measure:
                answer = answered(ladder, measure, held.held_on, day)
                yield Review(measure.id, held.id, held.held_on, answer)


def open_reviews(ladder: Ladder, day: date) -> Iterator[Review]:
    """Those that nothing has been done about."""
    return (each for each in reviews(ladder, day) if each.closed_by is None)


def proposals(ladder: Ladder, day: date) -> Iterator[Proposal]:
    """A lower step for each measure that runs and was last found to work."""
    found: dict[UUID, tuple[FollowUpHeard, bool | None]] = {}
    for held in in_order(ladder, day):
        found |= {each.measure_id: (held, each.works) for each in held.verdicts}
    for measure in ladder.running(day):
        if measure.id not in found:
            continue
        held, works = found[measure.id]
        if works and answered(ladder, measure, held.held_on, day) is None:
            yield Proposal(measure.id, held.id, held.held_on, next_step(ladder, measure))


def in_order(ladder: Ladder, day: date) -> list[FollowUpHeard]:
    held = [each for each in ladder.all(FollowUpHeard) if each.held_on <= day]
    return sorted(held, key=lambda each: each.held_on)


def answered(ladder: Ladder, measure: Measure, since: date, day: date) -> Read | None:
    """The first change of a measure, or reasoned continuation, from one day to another."""
    done = [*changes(ladder, measure)]
    if measure.ended_on is not None:
        done.append(Read("MeasureEnded", measure.id, measure.ended_on))
    since_then = [each for each in done if since <= each.on <= day]
    return min(since_then, key=lambda each: each.on, default=None)


def changes(ladder: Ladder, measure: Measure) -> Iterator[Read]:
    for adjusted in measure.adjustments:
        yield Read(MeasureAdjusted.__name__, adjusted.id, adjusted.adjusted_on)
    for site in measure.sites:
        yield Read(SiteChanged.__name__, site.id, site.changed_on)
    for continued in ladder.all(MeasureContinued):
        if continued.measure_id == measure.id:
            yield Read(MeasureContinued.__name__, continued.id, continued.continued_on)


def next_step(ladder: Ladder, measure: Measure) -> Step | Named:
    """The step that its way out leads to, when that is lower; else the next one below."""
    definition = DEFINITIONS[measure.definition]
    plan = ladder.exit_plan_of(measure.id)
    planned = definition.step(plan.next_step) if plan else None
    if planned and planned.order < measure.order:
        return planned
    return below(definition, measure.order)


def below(definition: LadderDefinition, order: float) -> Step | Named:
    lower = [each for each in definition.steps if each.order < order]
    return max(lower, key=lambda each: each.order, default=UNDER_ASSESSMENT)


def notices(ladder: Ladder, measure: Measure, day: date) -> Sequence[Finding]:
    """What no longer holds of a measure that runs on: its decision, a consent, its time (R9)."""
    judged = [Judged("measure-within-planned-end", day < measure.planned_end_on)]
    decision = ladder.decision(resting_on(ladder, measure, day))
    if decision:
        claim = replace(claim_of(measure), started_on=day, decision_id=decision.id)
        judged += [*in_force(decision, day, ladder), consent_in_force(decision, claim, ladder)]
    return [each for each in findings(day, judged) if not each.met]
