"""Plans: whose they are, what takes whose place, and how far their goals have come."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid5

import pytest

from services.case.decision.events import DecisionMade
from services.case.events import Event
from services.case.plan import commands, events
from services.case.plan.commands import ApprovePlan, DraftPlan, SetGoal
from services.case.plan.events import GoalSet, PlanApproved, PlanDrafted
from tests.case import story
from tests.case.story import CASE, DECIDING, PLAN, WORDS, CaseGiven, case, opened
from tests.case.telling import publish

GOAL, OTHER, NEXT, DECISION = (uuid5(CASE, each) for each in ("goal", "other", "next", "d"))
SPRING = date(2024, 4, 22)
IN_SPRING = datetime(2024, 4, 22, 12, tzinfo=UTC)
IN_MAY = datetime(2016, 5, 2, 9, tzinfo=UTC)


def goal(id: UUID = GOAL, plan: UUID = PLAN) -> GoalSet:  # noqa: A002 - its name everywhere
    return GoalSet(
        id=id,
        plan_id=plan,
        parent_goal_id=None,
        set_on=date(2016, 1, 5),
        deadline_on=None,
        goal=WORDS,
    )


def come(status: str, on: date) -> events.GoalStatusSet:
    return events.GoalStatusSet(
        id=uuid5(GOAL, f"{status} {on}"), goal_id=GOAL, status=status, status_on=on, reason=None
    )


def planned(*more: Event) -> CaseGiven:
    """A case with an approved action plan of one goal."""
    return case(opened(), story.child(), story.drafted(), story.approved(), goal(), *more)


def superseding(on: date = date(2016, 3, 1)) -> tuple[PlanDrafted, PlanApproved]:
    """Another plan in the first one's place."""
    draft = PlanDrafted(
        id=NEXT, plan_kind="action_plan", drafted_on=on, supersedes=PLAN, change_theory=None
    )
    return draft, PlanApproved(id=NEXT, plan_kind="action_plan", approved_on=on)


def status(
    code: commands.GoalStatus, on: date = date(2016, 4, 8), reason: str | None = None
) -> commands.SetGoalStatus:
    return commands.SetGoalStatus(status=code, status_on=on, reason=reason)


def revision(on: date = date(2016, 3, 1)) -> commands.RevisePlan:
    return commands.RevisePlan(revised_on=on, changes="Kinship care instead.")


def answer(*goals: UUID, on: date = date(2016, 1, 25)) -> commands.RecordProviderPlan:
    return commands.RecordProviderPlan(
        provider="egelund", received_on=on, goal_ids=[*goals], indicators="In class until noon."
    )


def position(decision: UUID | None = None, **said: object) -> commands.TakePlanPosition:
    usual = {
        "plan_kind": "childs_plan",
        "taken_on": SPRING,
        "decision_id": decision,
        "reasons": "One measure, and everybody knows what it is for.",
    }
    return commands.TakePlanPosition.model_validate({**usual, **said})


def decided(section: str) -> DecisionMade:
    return DecisionMade(
        application_id=None,
        purpose_codes=(),
        lapses_on=None,
        id=DECISION,
        decided_on=date(2024, 4, 15),
        regime="BL",
        section=section,
        kind="grant",
        body="authority",
        measure_types=("kinship_care",),
        expected_months=12,
        acute=False,
        consent_ids=(),
        edition=date(2024, 1, 1),
        purpose=WORDS,
        reasons=WORDS,
        grounds=(),
        members_present=None,
        members_for=None,
        lawyer_offered=False,
        siblings_assessed=False,
        committee_due_on=None,
        replaces_decision_id=None,
        departures=(),
    )


def test_a_plan_is_drafted_approved_once_and_given_goals() -> None:
    draft = DraftPlan(plan_kind="action_plan", drafted_on=date(2015, 12, 22))
    drafted = case(opened()).when(draft, at=DECIDING, id=PLAN)
    assert drafted.the(PlanDrafted).plan_kind == "action_plan"
    approval = ApprovePlan(approved_on=date(2016, 1, 5))
    approved = drafted.after.when(approval, at=DECIDING, of=PLAN)
    assert approved.the(PlanApproved).id == PLAN
    approved.after.when(approval, at=DECIDING, of=PLAN).then_refused("plan-approved-once")
    aim = SetGoal(plan_id=PLAN, set_on=date(2016, 1, 5), goal="School every day.")
    assert approved.after.when(aim, at=DECIDING).the(GoalSet).plan_id == PLAN


def test_a_plan_is_of_a_kind_that_the_law_of_the_day_knows() -> None:
    ahead = DraftPlan(plan_kind="childs_plan", drafted_on=date(2015, 12, 22))
    case(opened()).when(ahead, at=DECIDING).then_refused("plan-kind-in-force")


def test_a_plan_is_not_approved_before_it_was_drafted() -> None:
    early = ApprovePlan(approved_on=date(2015, 12, 21))
    case(opened(), story.drafted()).when(early, at=DECIDING, of=PLAN).then_refused(
        "approved-after-draft"
    )


def test_a_goal_is_reached_after_it_was_set_and_belongs_to_a_plan() -> None:
    aim = SetGoal(
        plan_id=PLAN, set_on=date(2016, 1, 5), deadline_on=date(2016, 1, 5), goal="School."
    )
    case(opened(), story.drafted()).when(aim, at=DECIDING).then_refused("deadline-after-setting")
    case(opened()).when(aim, at=DECIDING).then_unknown()
    case(opened()).when(ApprovePlan(approved_on=story.DECIDED), at=DECIDING, of=PLAN).then_unknown()


def test_a_youth_plan_is_for_those_who_have_turned_sixteen() -> None:
    draft = DraftPlan(plan_kind="youth_plan", drafted_on=SPRING)
    sixteen = case(opened(), story.child(born_on=date(2008, 4, 22)))
    assert sixteen.when(draft, at=IN_SPRING).the(PlanDrafted).plan_kind == "youth_plan"
    younger = case(opened(), story.child(born_on=date(2008, 4, 23)))
    younger.when(draft, at=IN_SPRING).then_refused("plan-kind-fits-age")
    case(opened()).when(draft, at=IN_SPRING).then_refused("child-identified")


@pytest.mark.parametrize("kind", ["childs_plan", "youth_plan", "integrated"])
def test_there_are_no_plans_of_barnets_lov_before_it_and_no_action_plan_after(
    kind: commands.PlanKind,
) -> None:
    known = case(opened(), story.child())
    before = DraftPlan(plan_kind=kind, drafted_on=date(2023, 12, 31))
    known.when(before, at=IN_SPRING).then_refused("plan-kind-in-force")
    after = DraftPlan(plan_kind="action_plan", drafted_on=date(2024, 1, 1))
    known.when(after, at=IN_SPRING).then_refused("plan-kind-in-force")


def test_an_integrated_plan_asks_no_age() -> None:
    draft = DraftPlan(plan_kind="integrated", drafted_on=SPRING)
    assert case(opened()).when(draft, at=IN_SPRING).the(PlanDrafted).plan_kind == "integrated"


def test_a_revised_plan_waits_for_a_new_approval_and_stands_as_before_meanwhile() -> None:
    revised = planned().when(revision(), at=IN_MAY, of=PLAN)
    assert repr(revised.the(events.PlanRevised).changes) == "Sealed(…)"
    again = ApprovePlan(approved_on=date(2016, 3, 2))
    approved = revised.after.when(again, at=IN_MAY, of=PLAN)
    assert approved.the(PlanApproved).approved_on == date(2016, 3, 2)
    approved.after.when(again, at=IN_MAY, of=PLAN).then_refused("plan-approved-once")
    earlier = ApprovePlan(approved_on=date(2016, 2, 29))
    revised.after.when(earlier, at=IN_MAY, of=PLAN).then_refused("approved-after-draft")


def test_a_decision_can_still_rest_on_a_plan_that_was_revised_since() -> None:
    revised = events.PlanRevised(
        id=PLAN, plan_kind="action_plan", revised_on=date(2016, 3, 1), changes=WORDS
    )
    again = PlanApproved(id=PLAN, plan_kind="action_plan", approved_on=date(2016, 3, 2))
    agreed = (story.consent(story.MOTHER), story.consent(None))
    made = case(*story.ready(*agreed, revised, again)).when(story.placement(), at=IN_MAY)
    assert made.the(DecisionMade).decided_on == story.DECIDED


def test_a_plan_is_not_revised_before_it_was_drafted() -> None:
    early = revision(date(2015, 12, 21))
    planned().when(early, at=IN_MAY, of=PLAN).then_refused("revised-after-draft")
    case(opened()).when(revision(), at=IN_MAY, of=PLAN).then_unknown()


def test_once_another_plan_is_approved_in_its_place_nothing_more_is_planned_in_the_old() -> None:
    draft, approval = superseding()
    replaced = planned(draft, approval)
    aim = SetGoal(plan_id=PLAN, set_on=date(2016, 4, 1), goal="School every day.")
    replaced.when(aim, at=IN_MAY).then_refused("plan-not-superseded")
    replaced.when(revision(), at=IN_MAY, of=PLAN).then_refused("plan-not-superseded")
    replaced.when(answer(GOAL), at=IN_MAY, of=PLAN).then_refused("plan-not-superseded")
    again = DraftPlan(plan_kind="action_plan", drafted_on=date(2016, 4, 1), supersedes=PLAN)
    replaced.when(again, at=IN_MAY).then_refused("plan-not-superseded")
    planned(draft).when(aim, at=IN_MAY).the(GoalSet)


def test_a_draft_that_was_overtaken_is_not_approved() -> None:
    draft, approval = superseding()
    late = ApprovePlan(approved_on=date(2016, 4, 1))
    overtaken = case(opened(), story.drafted(), draft, approval)
    overtaken.when(late, at=IN_MAY, of=PLAN).then_refused("plan-not-superseded")


def test_the_goals_of_a_plan_that_was_replaced_can_still_be_concluded() -> None:
    concluded = planned(*superseding()).when(status("reached"), at=IN_MAY, of=GOAL)
    assert concluded.the(events.GoalStatusSet).status == "reached"


def test_a_plan_takes_the_place_only_of_one_that_there_is() -> None:
    draft = DraftPlan(plan_kind="action_plan", drafted_on=date(2016, 4, 1), supersedes=PLAN)
    case(opened()).when(draft, at=IN_MAY).then_unknown()


def test_a_sub_goal_is_part_of_a_goal_of_the_same_plan() -> None:
    sub = SetGoal(plan_id=PLAN, parent_goal_id=GOAL, set_on=date(2016, 1, 6), goal="Up by seven.")
    assert planned().when(sub, at=IN_MAY).the(GoalSet).parent_goal_id == GOAL
    elsewhere = sub.model_copy(update={"plan_id": NEXT})
    planned(superseding()[0]).when(elsewhere, at=IN_MAY).then_refused("goals-of-the-same-plan")
    case(opened(), story.drafted()).when(sub, at=IN_MAY).then_unknown()


def test_a_goal_comes_nearer_day_by_day() -> None:
    begun = planned().when(status("in_progress"), at=IN_MAY, of=GOAL)
    assert begun.the(events.GoalStatusSet).goal_id == GOAL
    early = status("partly", date(2016, 4, 7))
    begun.after.when(early, at=IN_MAY, of=GOAL).then_refused("status-after-the-last")
    before = status("partly", date(2016, 1, 4))
    planned().when(before, at=IN_MAY, of=GOAL).then_refused("status-after-the-last")
    planned().when(status("partly", date(2016, 5, 3)), at=IN_MAY, of=GOAL).then_refused(
        "not-in-the-future"
    )
    planned().when(status("partly"), at=IN_MAY, of=OTHER).then_unknown()


@pytest.mark.parametrize("ended", ["reached", "given_up"])
def test_a_goal_that_was_reached_or_given_up_is_reopened_only_with_a_reason(ended: str) -> None:
    over = planned(come(ended, date(2016, 4, 8)))
    silent = status("in_progress", date(2016, 4, 20))
    over.when(silent, at=IN_MAY, of=GOAL).then_refused("reopened-with-reason")
    told = status("in_progress", date(2016, 4, 20), "She stays away again.")
    reopened = over.when(told, at=IN_MAY, of=GOAL)
    assert reopened.the(events.GoalStatusSet).reason is not None
    assert "stays away" not in publish(reopened.the(events.GoalStatusSet)).model_dump_json()


def test_a_provider_answers_goals_of_the_plan() -> None:
    answered = planned().when(answer(GOAL), at=IN_MAY, of=PLAN).the(events.ProviderPlanRecorded)
    assert (answered.plan_id, answered.goal_ids) == (PLAN, (GOAL,))
    early = answer(GOAL, on=date(2015, 12, 21))
    planned().when(early, at=IN_MAY, of=PLAN).then_refused("answered-after-draft")
    others = planned(superseding()[0], goal(OTHER, NEXT))
    others.when(answer(OTHER), at=IN_MAY, of=PLAN).then_refused("goals-of-the-same-plan")
    planned().when(answer(OTHER), at=IN_MAY, of=PLAN).then_unknown()


def test_a_supportive_measure_may_do_without_a_childs_plan_when_it_is_said_why() -> None:
    known = case(opened(), story.child(), decided("32(1)3"))
    taken = known.when(position(DECISION), at=IN_SPRING).the(events.PlanPositionTaken)
    assert (taken.plan_kind, taken.decision_id) == ("childs_plan", DECISION)
    assert "reasons" not in publish(taken).model_dump()


@pytest.mark.parametrize("section", ["46", "47"])
def test_a_placement_never_does_without_a_childs_plan(section: str) -> None:
    placed = case(opened(), story.child(), decided(section))
    placed.when(position(DECISION), at=IN_SPRING).then_refused("plan-optional")


def test_under_serviceloven_no_position_stands_in_for_an_action_plan() -> None:
    early = position(plan_kind="action_plan", taken_on=date(2016, 1, 5))
    case(opened(), story.child()).when(early, at=DECIDING).then_refused("plan-optional")


def test_a_position_is_about_a_decision_of_the_case_and_a_plan_of_the_day() -> None:
    case(opened()).when(position(DECISION), at=IN_SPRING).then_unknown()
    early = position(taken_on=date(2023, 12, 31))
    case(opened()).when(early, at=IN_SPRING).then_refused("plan-kind-in-force")
    young = case(opened(), story.child(born_on=date(2010, 4, 3)))
    young.when(position(plan_kind="youth_plan"), at=IN_SPRING).then_refused("plan-kind-fits-age")
