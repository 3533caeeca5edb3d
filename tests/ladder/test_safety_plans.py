"""A safety plan says who sees to what, is looked at again, and ends."""

from uuid import UUID

from services.intervention_ladder.definitions import DEFINITIONS
from services.intervention_ladder.domain import on
from services.intervention_ladder.safety_plan.commands import (
    ActivateSafetyPlan,
    EndSafetyPlan,
    ReviewSafetyPlan,
)
from services.intervention_ladder.safety_plan.events import (
    SafetyPlanActivated,
    SafetyPlanEnded,
    SafetyPlanReviewed,
)
from services.intervention_ladder.steps import periods
from tests.decider import NEW, given
from tests.ladder import story
from tests.ladder.story import CASE, LadderGiven, day, known, move, start, started

COPENHAGEN = DEFINITIONS["copenhagen@1"]


def plan(
    on_day: str = "2016-01-11", review_on: str = "2016-02-08", *with_: UUID
) -> ActivateSafetyPlan:
    return ActivateSafetyPlan(
        started_on=day(on_day), review_on=day(review_on), plan="Her grandmother sleeps there.",
        people=["Karen Prøve"], measure_ids=[*with_],
    )  # fmt: skip


def look(on_day: str = "2016-02-08", again_on: str = "2016-03-07") -> ReviewSafetyPlan:
    return ReviewSafetyPlan(
        reviewed_on=day(on_day), review_on=day(again_on), assessment="It holds."
    )


def over(on_day: str = "2016-06-01") -> EndSafetyPlan:
    return EndSafetyPlan(ended_on=day(on_day), reasons="Home has been calm.")


def planned() -> LadderGiven:
    return story.ready().when(plan()).after


def test_it_runs_beside_the_measures_and_is_no_step() -> None:
    assert story.way(planned()) == [("T0", "2015-10-12", None)]


def test_where_it_is_a_step_it_stands_above_help_at_home_and_below_a_placement() -> None:
    past = story.ready().past
    ladder = given(on(COPENHAGEN), *past).when(plan()).after
    helped = ladder.when(move("2016-02-01", start("family_treatment")), id=CASE).after
    ended = helped.when(over(), of=NEW, id=story.GOAL)
    assert [each[0] for each in story.way(ended)] == ["T0", "T3S", "T3"]


def test_a_plan_that_ran_beside_is_a_step_when_another_ladder_reads_it() -> None:
    stretches = known(planned()).stretches
    assert [each.step for each in periods(stretches, COPENHAGEN)] == ["T0", "T3S"]


def test_it_goes_with_measures_that_run() -> None:
    helped = story.ready().when(move("2016-01-11", start("family_treatment"))).after
    treatment = started(NEW)
    assert helped.when(plan("2016-02-01", "2016-03-01", treatment), id=CASE).facts
    early = helped.when(plan("2016-01-10", "2016-03-01", treatment), id=CASE)
    early.then_refused("measure-runs")


def test_it_is_looked_at_again_on_a_day_to_come() -> None:
    story.ready().when(plan(review_on="2016-01-11")).then_refused("safety-plan-looked-at-again")
    looked = planned().when(look(), of=NEW)
    assert looked.the(SafetyPlanReviewed).review_on == day("2016-03-07")
    planned().when(look("2016-02-08", "2016-02-08"), of=NEW).then_refused(
        "safety-plan-looked-at-again"
    )


def test_it_ends_once_and_after_the_day_it_began() -> None:
    ended = planned().when(over(), of=NEW)
    assert ended.the(SafetyPlanEnded).ended_on == day("2016-06-01")
    ended.after.when(over("2016-07-01"), of=NEW).then_refused("safety-plan-in-force")
    ended.after.when(look("2016-06-01", "2016-07-01"), of=NEW).then_refused("safety-plan-in-force")
    planned().when(over("2016-01-11"), of=NEW).then_refused("safety-plan-in-force")


def test_a_plan_that_nobody_made_is_not_there() -> None:
    story.ready().when(over(), of=CASE).then_unknown()
    story.ready().when(look(), of=CASE).then_unknown()


def test_who_it_names_and_what_it_says_are_sealed() -> None:
    made = story.ready().when(plan()).the(SafetyPlanActivated)
    assert "Karen" not in repr(made)
    assert made.people[0].words(None) == "Karen Prøve"
