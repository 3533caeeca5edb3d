"""What good practice asks of a move: departing from it is recorded with its reason, not refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.intervention_ladder.definitions import LadderDefinition, MeasureType, Step
from services.intervention_ladder.measures import Measure
from services.intervention_ladder.move import commands
from services.intervention_ladder.move.basis import of_goals
from services.intervention_ladder.news.events import GoalHeard
from services.intervention_ladder.parallel.events import ParallelClassified
from services.intervention_ladder.rules import Judged, Judgements, Read, number, started
from services.intervention_ladder.state import Ladder
from shared.calendar import add_months

FAMILY_LIKE, INSTITUTION = "family_care", "institution"


@dataclass(frozen=True, slots=True)
class Starting:
    """A measure that would start: what was asked, of which type, on which step."""

    asked: commands.Start
    kind: MeasureType
    step: Step


@dataclass(frozen=True, slots=True)
class Practised:
    """A move as good practice sees it: what starts, and what runs beside it."""

    move: commands.MakeMove
    ladder: Ladder
    definition: LadderDefinition
    starting: Sequence[Starting]
    staying: Sequence[Measure]

    @property
    def day(self) -> date:
        return self.move.effective_on


def of_practice(move: Practised) -> Judgements:
    """Every rule of good practice that a move can be judged by."""
    yield from of_alternatives(move)
    yield from of_placements(move)
    yield from of_parallel(move)
    yield from of_what_does_not_work(move)
    for each in move.starting:
        yield from of_start(each, move)


def of_alternatives(move: Practised) -> Judgements:
    """R4: a higher step is chosen among alternatives. Nothing forces a child to start at the first.

    R11: away from home, a family before an institution, from twelve years above all.
    """
    before = max((each.order for each in move.ladder.running(move.day)), default=0.0)
    raised = [each for each in move.starting if each.step.order > before]
    considered = move.move.alternatives_considered
    if any(each.kind.needs_decision for each in raised):
        yield Judged("alternatives-considered", bool(considered))
    age = move.ladder.age_on(move.day)
    of_age = age is not None and age >= number("family_like_from_years", move.day)
    if of_age and any(each.step.band == INSTITUTION for each in move.starting):
        thought_of = [move.definition.measure_type(each.measure_type or "") for each in considered]
        lived_in = [each for each in move.ladder.measures if each.said.band == FAMILY_LIKE]
        family_like = any(each and each.step.band == FAMILY_LIKE for each in thought_of)
        yield Judged("family-considered-first", family_like or bool(lived_in), started(*lived_in))


def of_placements(move: Practised) -> Judgements:
    """R4: the network is mapped before a first placement. Siblings are thought of."""
    if not any(each.step.placement for each in move.starting):
        return
    mapped = move.ladder.mapped_by(move.day)
    if not move.ladder.placed_before(move.day):
        read = (Read("NetworkMapped", mapped.id, mapped.mapped_on),) if mapped else ()
        yield Judged("network-mapped-before-placement", mapped is not None, read)
    if move.ladder.siblings_on(move.day):
        yield Judged("siblings-placement-explained", move.move.siblings is not None)


def of_parallel(move: Practised) -> Judgements:
    """R10: somebody coordinates measures that run side by side."""
    running = [each for each in move.staying if each.runs_on(move.day)]
    if not move.starting or len(running) + len(move.starting) < 2:  # noqa: PLR2004 - side by side
        return
    named = [each.coordinator for each in running]
    named += [each.asked.coordinator for each in move.starting]
    ids = {each.id for each in running}
    judged = [each for each in move.ladder.all(ParallelClassified) if ids & {*each.measure_ids}]
    read = tuple(Read("ParallelClassified", each.id, each.classified_on) for each in judged)
    yield Judged("coordinator-for-parallel-measures", any(named) or bool(judged), read)


def of_what_does_not_work(move: Practised) -> Judgements:
    """R6: what does not work gives way to something else."""
    failed = {end.measure_id for end in move.move.ends if end.reason == "does_not_work"}
    if failed:
        read = started(*(move.ladder.measure(each) for each in failed))
        yield Judged("something-else-starts", bool(move.starting), read)


def of_start(start: Starting, move: Practised) -> Judgements:
    """R8: a way out from day one. R9: goals, and some of them within six months."""
    if start.step.order >= number("exit_plan_from_step", move.day):
        yield Judged("exit-plan-from-day-one", start.asked.exit_plan is not None)
    age = move.ladder.age_on(move.day)
    if age is not None and (start.kind.age_from is not None or start.kind.age_to is not None):
        yield Judged("measure-type-fits-age", start.kind.fits(age))
    if start.kind.needs_decision:
        yield from of_aims(start.asked.goal_ids, move)


def of_aims(goal_ids: Sequence[UUID], move: Practised) -> Judgements:
    goals = [goal for each in goal_ids if (goal := move.ladder.one(GoalHeard, each))]
    yield Judged("goals-answered", bool(goal_ids), of_goals(goals))
    if goals:
        soon = add_months(move.day, number("goal_months", move.day))
        near = any(each.deadline_on and move.day <= each.deadline_on <= soon for each in goals)
        yield Judged("a-goal-within-six-months", near, of_goals(goals))
