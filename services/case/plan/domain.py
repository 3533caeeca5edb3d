"""What follows from planning."""

from dataclasses import replace
from typing import Any, assert_never

from services.case.plan import commands, events
from services.case.plan.rules import of_approval, of_draft, of_goal
from services.case.rules import unmet
from services.case.state import Case, Plan
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed, sealed
from shared.things import changed

Facts = list[events.PlanEvent]


def evolve(case: Case, fact: events.PlanEvent) -> Case:
    """Remember plans; no rule asks for goals."""
    match fact:
        case events.PlanDrafted():
            plan = Plan(id=fact.id, plan_kind=fact.plan_kind, drafted_on=fact.drafted_on)
            return replace(case, plans=(*case.plans, plan))
        case events.PlanApproved():
            return replace(case, plans=changed(case.plans, fact.id, approved_on=fact.approved_on))
        case _:
            return case


def what_follows(asked: Asked[Any], command: commands.PlanCommand, case: Case) -> Facts:
    """Facts of planning.

    Raises:
        Unknown: when the plan is not in the case.
    """
    match command:
        case commands.DraftPlan():
            return drafted(asked, command, case)
        case commands.ApprovePlan():
            return approved(asked, command, case)
        case commands.SetGoal():
            return aimed(asked, command, case)
        case _:
            assert_never(command)


def drafted(asked: Asked[Any], draft: commands.DraftPlan, case: Case) -> Facts:
    require(unmet(draft.drafted_on, of_draft(draft, case, day_of(asked.at))))
    plan = events.PlanDrafted(
        id=asked.id,
        plan_kind=draft.plan_kind,
        drafted_on=draft.drafted_on,
        change_theory=sealed(draft.change_theory),
    )
    return [plan]


def approved(asked: Asked[Any], approval: commands.ApprovePlan, case: Case) -> Facts:
    plan = case.plan(asked.of)
    if plan is None:
        raise Unknown
    day = approval.approved_on
    require(unmet(day, of_approval(approval, plan, case, day_of(asked.at))))
    return [events.PlanApproved(id=plan.id, plan_kind=plan.plan_kind, approved_on=day)]


def aimed(asked: Asked[Any], goal: commands.SetGoal, case: Case) -> Facts:
    if case.plan(goal.plan_id) is None:
        raise Unknown
    require(unmet(goal.set_on, of_goal(goal, case, day_of(asked.at))))
    aim = events.GoalSet(
        id=asked.id,
        plan_id=goal.plan_id,
        set_on=goal.set_on,
        deadline_on=goal.deadline_on,
        goal=Sealed(goal.goal),
    )
    return [aim]
