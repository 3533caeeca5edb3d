"""What follows from planning."""

from dataclasses import replace
from typing import Any, assert_never
from uuid import UUID

from services.case.plan import commands, events, rules
from services.case.plan.state import Goal, Plan
from services.case.rules import unmet
from services.case.state import Case
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed, sealed
from shared.things import changed, find

Facts = list[events.PlanEvent]


def evolve(case: Case, fact: events.PlanEvent) -> Case:
    """Remember plans and goals; no rule asks for positions and providers' plans."""
    match fact:
        case events.PlanDrafted() | events.PlanApproved() | events.PlanRevised():
            return replace(case, plans=planned(case.plans, fact))
        case events.GoalSet():
            aim = Goal(
                id=fact.id,
                plan_id=fact.plan_id,
                set_on=fact.set_on,
                status="not_started",
                status_on=fact.set_on,
            )
            return replace(case, goals=(*case.goals, aim))
        case events.GoalStatusSet():
            come = changed(case.goals, fact.goal_id, status=fact.status, status_on=fact.status_on)
            return replace(case, goals=come)
        case _:
            return case


def planned(
    plans: tuple[Plan, ...],
    fact: events.PlanDrafted | events.PlanApproved | events.PlanRevised,
) -> tuple[Plan, ...]:
    """The plans with what became of one of them."""
    match fact:
        case events.PlanDrafted():
            drafted = Plan(
                id=fact.id,
                plan_kind=fact.plan_kind,
                drafted_on=fact.drafted_on,
                supersedes=fact.supersedes,
            )
            return (*plans, drafted)
        case events.PlanApproved():
            plan = find(plans, fact.id)
            first = plan.approved_on if plan and plan.approved_on else fact.approved_on
            return changed(plans, fact.id, approved_on=first, pending=False)
        case events.PlanRevised():
            return changed(plans, fact.id, revised_on=fact.revised_on, pending=True)
        case _:
            assert_never(fact)


def what_follows(asked: Asked[Any], command: commands.PlanCommand, case: Case) -> Facts:
    """Facts of planning.

    Raises:
        Unknown: when the plan, a goal or the decision is not in the case.
    """
    match command:
        case commands.DraftPlan():
            return drafted(asked, command, case)
        case commands.ApprovePlan():
            return approved(asked, command, case)
        case commands.RevisePlan():
            return revised(asked, command, case)
        case commands.TakePlanPosition():
            return settled(asked, command, case)
        case commands.SetGoal():
            return aimed(asked, command, case)
        case commands.SetGoalStatus():
            return followed(asked, command, case)
        case commands.RecordProviderPlan():
            return answered(asked, command, case)
        case _:
            assert_never(command)


def plan_of(id: UUID | None, case: Case) -> Plan:  # noqa: A002 - its name everywhere
    plan = case.plan(id)
    if plan is None:
        raise Unknown
    return plan


def goal_of(id: UUID | None, case: Case) -> Goal:  # noqa: A002
    goal = case.goal(id)
    if goal is None:
        raise Unknown
    return goal


def drafted(asked: Asked[Any], draft: commands.DraftPlan, case: Case) -> Facts:
    if draft.supersedes is not None:
        plan_of(draft.supersedes, case)
    require(unmet(draft.drafted_on, rules.of_draft(draft, case, day_of(asked.at))))
    plan = events.PlanDrafted(
        id=asked.id,
        plan_kind=draft.plan_kind,
        drafted_on=draft.drafted_on,
        supersedes=draft.supersedes,
        change_theory=sealed(draft.change_theory),
    )
    return [plan]


def approved(asked: Asked[Any], approval: commands.ApprovePlan, case: Case) -> Facts:
    plan, day = plan_of(asked.of, case), approval.approved_on
    require(unmet(day, rules.of_approval(approval, plan, case, day_of(asked.at))))
    return [events.PlanApproved(id=plan.id, plan_kind=plan.plan_kind, approved_on=day)]


def revised(asked: Asked[Any], revision: commands.RevisePlan, case: Case) -> Facts:
    plan, day = plan_of(asked.of, case), revision.revised_on
    require(unmet(day, rules.of_revision(revision, plan, case, day_of(asked.at))))
    anew = events.PlanRevised(
        id=plan.id, plan_kind=plan.plan_kind, revised_on=day, changes=Sealed(revision.changes)
    )
    return [anew]


def settled(asked: Asked[Any], position: commands.TakePlanPosition, case: Case) -> Facts:
    decision = case.decision(position.decision_id)
    if position.decision_id is not None and decision is None:
        raise Unknown
    day = position.taken_on
    require(unmet(day, rules.of_position(position, decision, case, day_of(asked.at))))
    taken = events.PlanPositionTaken(
        id=asked.id,
        plan_kind=position.plan_kind,
        taken_on=day,
        decision_id=position.decision_id,
        reasons=Sealed(position.reasons),
        child_view=sealed(position.child_view),
    )
    return [taken]


def aimed(asked: Asked[Any], goal: commands.SetGoal, case: Case) -> Facts:
    plan = plan_of(goal.plan_id, case)
    if goal.parent_goal_id is not None:
        goal_of(goal.parent_goal_id, case)
    require(unmet(goal.set_on, rules.of_goal(goal, plan, case, day_of(asked.at))))
    aim = events.GoalSet(
        id=asked.id,
        plan_id=plan.id,
        parent_goal_id=goal.parent_goal_id,
        set_on=goal.set_on,
        deadline_on=goal.deadline_on,
        goal=Sealed(goal.goal),
    )
    return [aim]


def followed(asked: Asked[Any], status: commands.SetGoalStatus, case: Case) -> Facts:
    goal, day = goal_of(asked.of, case), status.status_on
    require(unmet(day, rules.of_status(status, goal, case, day_of(asked.at))))
    come = events.GoalStatusSet(
        id=asked.id,
        goal_id=goal.id,
        status=status.status,
        status_on=day,
        reason=sealed(status.reason),
    )
    return [come]


def answered(asked: Asked[Any], answer: commands.RecordProviderPlan, case: Case) -> Facts:
    plan, day = plan_of(asked.of, case), answer.received_on
    goals = [goal_of(each, case) for each in answer.goal_ids]
    require(unmet(day, rules.of_provider_plan(answer, plan, goals, case, day_of(asked.at))))
    recorded = events.ProviderPlanRecorded(
        id=asked.id,
        plan_id=plan.id,
        provider=answer.provider,
        received_on=day,
        goal_ids=tuple(each.id for each in goals),
        indicators=Sealed(answer.indicators),
    )
    return [recorded]
