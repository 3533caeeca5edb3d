"""What the law requires of plans and goals."""

from collections.abc import Iterator
from datetime import date

from services.case.plan import commands
from services.case.rules import FIRST_DAY, STATUTE_FOLDER, of_any_fact
from services.case.state import Case, Plan
from shared.editions import Editions, Row

PLAN_KINDS = Editions.read(STATUTE_FOLDER, "plan_kind", Row)


def of_draft(draft: commands.DraftPlan, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, draft.drafted_on, today)
    if PLAN_KINDS.on(max(draft.drafted_on, FIRST_DAY)).get(draft.plan_kind) is None:
        yield "plan-kind-in-force"


def of_approval(
    approval: commands.ApprovePlan, plan: Plan, case: Case, today: date
) -> Iterator[str]:
    yield from of_any_fact(case, approval.approved_on, today)
    if plan.approved_on is not None:
        yield "plan-approved-once"
    if approval.approved_on < plan.drafted_on:
        yield "approved-after-draft"


def of_goal(goal: commands.SetGoal, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, goal.set_on, today)
    if goal.deadline_on is not None and goal.deadline_on <= goal.set_on:
        yield "deadline-after-setting"
