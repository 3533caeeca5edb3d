"""What a measure must rest on: a decision that carries it, consent, and an investigation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from services.intervention_ladder.definitions import DEFINITIONS, MeasureType, Step
from services.intervention_ladder.measures import Measure
from services.intervention_ladder.news.events import (
    AppealHeard,
    AppealSettledHeard,
    CommitteeHeard,
    ConsentEndHeard,
    ConsentHeard,
    DecisionHeard,
    ExtensionHeard,
    GoalHeard,
    SuspensionHeard,
)
from services.intervention_ladder.rules import Judged, Judgements, Read, number, started
from services.intervention_ladder.state import Ladder
from shared.calendar import add_months, age_on

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A measure as it is, or would be: what is judged, whoever asks."""

    kind: MeasureType
    step: Step
    decision_id: UUID | None
    started_on: date
    ended_on: date | None
    planned_end_on: date
    purpose_codes: Sequence[str]
    goal_ids: Sequence[UUID]


def claim_of(measure: Measure) -> Claim:
    """What a recorded measure claims."""
    definition, said = DEFINITIONS[measure.definition], measure.said
    return Claim(
        kind=definition.known_type(said.measure_type),
        step=definition.known_step(said.step),
        decision_id=said.decision_id,
        started_on=said.started_on,
        ended_on=measure.ended_on,
        planned_end_on=said.planned_end_on,
        purpose_codes=said.purpose_codes,
        goal_ids=said.goal_ids,
    )


def of_claim(claim: Claim, ladder: Ladder, beside: Sequence[Measure]) -> Judgements:
    """Everything that a measure must meet, beside those that run on."""
    yield Judged("measure-type-valid-on-start", claim.kind.starts_on(claim.started_on))
    yield Judged("planned-end-after-start", claim.started_on < claim.planned_end_on)
    yield from of_decision(claim, ladder)
    yield from of_placement(claim, ladder, beside)
    yield from of_aftercare(claim, ladder)
    goals = [ladder.one(GoalHeard, each) for each in claim.goal_ids]
    if goals:
        yield Judged("goals-set", all(goals), of_goals(goals))


def of_goals(goals: Sequence[GoalHeard | None]) -> tuple[Read, ...]:
    return tuple(Read("GoalSet", each.id, each.set_on) for each in goals if each)


def of_decision(claim: Claim, ladder: Ladder) -> Judgements:
    """A measure rests on a decision that carries it on its first day."""
    if not claim.kind.needs_decision and claim.decision_id is None:
        return
    decision = ladder.decision(claim.decision_id)
    if decision is None:
        yield Judged("decision-made", met=False)
        return
    read = (Read("DecisionMade", decision.id, decision.decided_on),)
    yield Judged("decision-made", decision.kind == "grant", read)
    yield from in_force(decision, claim.started_on, ladder)
    yield consent_in_force(decision, claim, ladder)
    covers = claim.kind.decided_as in decision.measure_types
    yield Judged("decision-covers-measure", covers, read)
    yield Judged("measure-type-in-regime", bool(claim.kind.of(decision.regime)), read)
    if covers:
        yield Judged("section-on-step", decision.section in claim.step.of(decision.regime), read)
    if covers and claim.purpose_codes and decision.purpose_codes:
        covered = {*claim.purpose_codes} <= {*decision.purpose_codes}
        yield Judged("decision-covers-purpose", covered, read)


def in_force(decision: DecisionHeard, day: date, ladder: Ladder) -> Judgements:
    """A decision carries a measure from the day it is made, until it is over."""
    read = (Read("DecisionMade", decision.id, decision.decided_on),)
    yield Judged("decision-in-force-on-start", decision.decided_on <= day, read)
    committee = ladder.one(CommitteeHeard, decision.id)
    if committee:
        asked = Read("ProvisionalDecisionConsidered", decision.id, committee.considered_on)
        refused = committee.outcome == "refused" and committee.considered_on <= day
        yield Judged("committee-did-not-refuse", not refused, (asked,))
    lapses_on = lapse_of(decision, ladder)
    if lapses_on:
        yield Judged("decision-not-lapsed", day < lapses_on, read)
    later = [each for each in ladder.all(DecisionHeard) if each.replaces == decision.id]
    replaced = [each for each in later if each.decided_on <= day]
    by = tuple(Read("DecisionMade", each.id, each.decided_on) for each in replaced)
    yield Judged("decision-not-replaced", not replaced, by or read)
    yield from of_appeals(decision, day, ladder)
    if decision.expected_months:
        over_on = add_months(decision.decided_on, decision.expected_months)
        yield Judged("decision-duration-not-over", day < over_on, read)


def of_appeals(decision: DecisionHeard, day: date, ladder: Ladder) -> Judgements:
    """An appeal holds a decision up only when that was granted; the board can annul it."""
    for appeal in ladder.all(AppealHeard):
        if appeal.decision_id != decision.id:
            continue
        settled = ladder.one(AppealSettledHeard, appeal.id)
        over = settled is not None and settled.settled_on <= day
        if settled and settled.outcome == "annulled":
            read = (Read("AppealDecided", appeal.id, settled.settled_on),)
            yield Judged("decision-not-annulled", not over, read)
        if suspended := ladder.one(SuspensionHeard, appeal.id):
            read = (Read("AppealSuspended", appeal.id, suspended.suspended_on),)
            waits = suspended.suspended_on <= day and not over
            yield Judged("decision-not-suspended", not waits, read)


def lapse_of(decision: DecisionHeard, ladder: Ladder) -> date | None:
    """The first day that a decision does not carry: as extended, as approved, or as made."""
    extended = ladder.one(ExtensionHeard, decision.id)
    approved = ladder.one(CommitteeHeard, decision.id)
    said = (extended and extended.lapses_on, approved and approved.lapses_on, decision.lapses_on)
    return next((each for each in said if each), None)


def consent_in_force(decision: DecisionHeard, claim: Claim, ladder: Ladder) -> Judged:
    """No consent that the decision rests on is gone, unless the same party has given it again."""
    gone = [
        each
        for each in ladder.all(ConsentEndHeard)
        if decision.id in each.decision_ids
        and each.withdrawn_on <= claim.started_on
        and claim.kind.decided_as in (each.measure_types or decision.measure_types)
        and not given_again(each, decision, claim, ladder)
    ]
    read = tuple(Read("ConsentWithdrawn", each.id, each.withdrawn_on) for each in gone)
    return Judged("consent-in-force", not gone, read)


def given_again(
    gone: ConsentEndHeard, decision: DecisionHeard, claim: Claim, ladder: Ladder
) -> bool:
    """Whether a party that withdrew its consent has given another since, that holds on the day.

    It covers the measure, and what the decision is for.
    """
    purposes = {*decision.purpose_codes}
    ended = {
        each.id for each in ladder.all(ConsentEndHeard) if each.withdrawn_on <= claim.started_on
    }
    return any(
        each.party_id == gone.party_id
        and each.id not in ended
        and claim.kind.decided_as in each.measure_types
        and (not each.purpose_codes or purposes <= {*each.purpose_codes})
        and gone.withdrawn_on <= each.given_on <= claim.started_on
        for each in ladder.all(ConsentHeard)
    )


def of_placement(claim: Claim, ladder: Ladder, beside: Sequence[Measure]) -> Judgements:
    """A child is placed after an investigation, and in one place at a time."""
    if not claim.step.placement:
        return
    decision = ladder.decision(claim.decision_id)
    done = ladder.investigated_by(claim.started_on)
    if not claim.kind.aftercare:
        acute = decision is not None and decision.acute
        read = (Read("InvestigationCompleted", done.id, done.completed_on),) if done else ()
        yield Judged("investigation-before-placement", acute or done is not None, read)
    others = [
        each
        for each in beside
        if each.placement and each.overlaps(claim.started_on, claim.ended_on)
    ]
    yield Judged("one-active-placement", not others, started(*others))


def of_aftercare(claim: Claim, ladder: Ladder) -> Judgements:
    """Aftercare (efterværn, ungestøtte) is for those who are of age, until they are 23."""
    born_on, day = ladder.born_on, claim.started_on
    if not claim.kind.aftercare or born_on is None:
        return
    age = age_on(born_on, day)
    yield Judged("aftercare-from-18", age >= number("aftercare_from_years", day))
    last = age_on(born_on, claim.planned_end_on - A_DAY)
    yield Judged("aftercare-until-23", last < number("aftercare_until_years", day))
