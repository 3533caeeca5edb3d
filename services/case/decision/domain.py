"""What follows from planning and deciding."""

from dataclasses import replace
from typing import Any, assert_never

from services.case.decision import commands, events
from services.case.decision.rules import (
    Proposed,
    of_approval,
    of_draft,
    of_goal,
    unmet_decision,
)
from services.case.rules import in_force, unmet
from services.case.state import Case, Decision, Plan
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed, sealed
from shared.things import changed

Facts = list[events.DecisionEvent]


def evolve(case: Case, fact: events.DecisionEvent) -> Case:
    """Remember plans and decisions; no rule asks for goals."""
    match fact:
        case events.PlanDrafted():
            plan = Plan(id=fact.id, plan_kind=fact.plan_kind, drafted_on=fact.drafted_on)
            return replace(case, plans=(*case.plans, plan))
        case events.PlanApproved():
            return replace(case, plans=changed(case.plans, fact.id, approved_on=fact.approved_on))
        case events.DecisionMade():
            made = Decision(id=fact.id, decided_on=fact.decided_on)
            return replace(case, decisions=(*case.decisions, made))
        case _:
            return case


def what_follows(asked: Asked[Any], command: commands.DecisionCommand, case: Case) -> Facts:
    """Facts of planning and deciding.

    Raises:
        Unknown: when the plan or a named consent is not in the case.
    """
    match command:
        case commands.DraftPlan():
            return drafted(asked, command, case)
        case commands.ApprovePlan():
            return approved(asked, command, case)
        case commands.SetGoal():
            return aimed(asked, command, case)
        case commands.MakeDecision():
            return decided(asked, command, case)
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


def decided(asked: Asked[Any], decision: commands.MakeDecision, case: Case) -> Facts:
    """A decision under the law of its day, with the consents and the edition it rests on."""
    if any(case.consent(each) is None for each in decision.consent_ids or ()):
        raise Unknown
    proposed = Proposed(decision, case, day_of(asked.at))
    require(unmet_decision(proposed))
    wanted = set(decision.measure_types)
    made = events.DecisionMade(
        id=asked.id,
        decided_on=decision.decided_on,
        regime=decision.regime,
        section=decision.section,
        kind=decision.kind,
        body=decision.body,
        measure_types=tuple(decision.measure_types),
        expected_months=decision.expected_months,
        acute=decision.acute,
        consent_ids=tuple(each.id for each in proposed.consents if wanted & {*each.measure_types}),
        edition=in_force(decision.decided_on).in_force,
        purpose=sealed(decision.purpose),
        reasons=Sealed(decision.reasons),
    )
    return [made]
