"""What the law requires of plans and goals. Which kind is for whom is in `statute/`."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from services.case.decision.state import Decision
from services.case.plan import commands
from services.case.plan.state import Goal, Plan
from services.case.rules import STATUTE_FOLDER, of_any_fact, turned
from services.case.state import Case
from shared.editions import Editions, Row


class PlanKind(Row):
    """A kind of plan, and the age it is for, in whole years.

    `optional`: the law leaves it to judgement, but not for decisions under the sections that it
    is `mandatory_for`.
    """

    from_years: int | None = None
    optional: bool = False
    mandatory_for: tuple[str, ...] = ()


class GoalStatus(Row):
    """How far a goal has come; `closed`: nothing more is expected of it."""

    closed: bool


PLAN_KINDS = Editions.read(STATUTE_FOLDER, "plan_kind", PlanKind)
GOAL_STATUSES = Editions.read(Path(__file__).parent / "codes", "goal_status", GoalStatus)


def superseded(plan: Plan | None, case: Case) -> bool:
    """Whether another plan, once approved, has taken its place."""
    return plan is not None and any(
        each.supersedes == plan.id and each.approved_on is not None for each in case.plans
    )


def of_kind(code: str, case: Case, day: date) -> Iterator[str]:
    """The law of the day knows the kind of plan, and it is for children of this age."""
    kind = PLAN_KINDS.nearest(day).get(code)
    if kind is None:
        yield "plan-kind-in-force"
    elif kind.from_years is not None and case.identity is None:
        yield "child-identified"
    elif kind.from_years is not None and not turned(kind.from_years, case, day):
        yield "plan-kind-fits-age"


def of_draft(draft: commands.DraftPlan, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, draft.drafted_on, today)
    yield from of_kind(draft.plan_kind, case, draft.drafted_on)
    if superseded(case.plan(draft.supersedes), case):
        yield "plan-not-superseded"


def of_approval(
    approval: commands.ApprovePlan, plan: Plan, case: Case, today: date
) -> Iterator[str]:
    yield from of_any_fact(case, approval.approved_on, today)
    if not plan.pending:
        yield "plan-approved-once"
    if approval.approved_on < (plan.revised_on or plan.drafted_on):
        yield "approved-after-draft"
    if superseded(plan, case):
        yield "plan-not-superseded"


def of_revision(
    revision: commands.RevisePlan, plan: Plan, case: Case, today: date
) -> Iterator[str]:
    yield from of_any_fact(case, revision.revised_on, today)
    if revision.revised_on < (plan.revised_on or plan.drafted_on):
        yield "revised-after-draft"
    if superseded(plan, case):
        yield "plan-not-superseded"


def of_position(
    position: commands.TakePlanPosition, decision: Decision | None, case: Case, today: date
) -> Iterator[str]:
    day = position.taken_on
    yield from of_any_fact(case, day, today)
    yield from of_kind(position.plan_kind, case, day)
    kind = PLAN_KINDS.nearest(day).get(position.plan_kind)
    section = decision and f"{decision.regime} {decision.section}"
    if kind is not None and (not kind.optional or section in kind.mandatory_for):
        yield "plan-optional"


def of_goal(goal: commands.SetGoal, plan: Plan, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, goal.set_on, today)
    if goal.deadline_on is not None and goal.deadline_on <= goal.set_on:
        yield "deadline-after-setting"
    parent = case.goal(goal.parent_goal_id)
    if parent is not None and parent.plan_id != plan.id:
        yield "goals-of-the-same-plan"
    if superseded(plan, case):
        yield "plan-not-superseded"


def of_status(status: commands.SetGoalStatus, goal: Goal, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, status.status_on, today)
    if status.status_on < goal.status_on:
        yield "status-after-the-last"
    known = GOAL_STATUSES.nearest(status.status_on)
    if known[goal.status].closed and status.reason is None:
        yield "reopened-with-reason"


def of_provider_plan(
    answer: commands.RecordProviderPlan, plan: Plan, goals: Sequence[Goal], case: Case, today: date
) -> Iterator[str]:
    yield from of_any_fact(case, answer.received_on, today)
    if any(each.plan_id != plan.id for each in goals):
        yield "goals-of-the-same-plan"
    if answer.received_on < plan.drafted_on:
        yield "answered-after-draft"
    if superseded(plan, case):
        yield "plan-not-superseded"
