"""What may be asked to move."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.intervention_ladder.sibling.events import Arrangement
from shared.commands import Code, Day, Model, Name, Words
from shared.departures import Explained

EndReason = Literal[
    "goals_met", "needs_ended", "replaced", "consent_withdrawn", "does_not_work", "planned_end",
    "turned_18", "moved_municipality", "other",
]  # fmt: skip


class ExitPlan(Model):
    """How the child comes out of the measure again: the day aimed at, and the step after it."""

    target_on: Day = Field(examples=["2016-10-11"])
    next_step: Code = Field(examples=["T4"])
    how: Words = Field(examples=["Weekends with the aunt from June; moving there in October."])


class End(Model):
    """End one measure on the day the move takes effect: that day is the first without it."""

    measure_id: UUID
    reason: EndReason = Field(examples=["replaced"])


class Alternative(Model):
    """Something else that was considered, and why it was not chosen (R4)."""

    measure_type: Code | None = Field(default=None, examples=["kinship_care"])
    reason: Words = Field(examples=["Her aunt cannot take her in before the summer."])


class Siblings(Model):
    """Whether a child that is placed lives with its siblings, and why."""

    arrangement: Arrangement = Field(examples=["apart"])
    reasons: Words = Field(examples=["Her brother stays with their father, where he thrives."])


class Start(Model):
    """Start one measure on the day the move takes effect.

    A place is a provision of the portfolio, or else it is named. `step` is for a type that may
    stand on several steps; `goalIds` are the goals that the measure is to reach.
    """

    measure_type: Code = Field(examples=["residential_institution"])
    step: Code | None = Field(default=None, examples=["T6"])
    decision_id: UUID | None = Field(
        default=None, description="The decision it rests on; universal support needs none."
    )
    planned_end_on: Day = Field(examples=["2017-01-11"])
    provision_id: UUID | None = None
    site: Name | None = Field(default=None, examples=["Egelund"])
    provider: Code | None = Field(default=None, examples=["provider-1"])
    coordinator: Code | None = Field(default=None, examples=["caseworker-1"])
    goal_ids: list[UUID] = Field(default=[], max_length=50)
    purpose_codes: list[Code] = Field(default=[], max_length=20)
    exit_plan: ExitPlan | None = None


class MakeMove(Explained):
    """End these measures and start those, on one day and for one stated reason.

    One call for a first measure, a step down, a step up, a swap and an end. Changes on one day
    are netted: kinship care in place of an institution is one step down. A legal impossibility is
    refused; a departure from good practice is recorded with the reason given in `explanations`.
    """

    effective_on: Day = Field(examples=["2016-01-11"])
    ends: list[End] = Field(default=[], max_length=20)
    starts: list[Start] = Field(default=[], max_length=20)
    rationale: Words = Field(examples=["She cannot stay at home now; the step fits her needs."])
    alternatives_considered: list[Alternative] = Field(default=[], max_length=20)
    planned: bool = Field(default=True, description="False when a place broke down, say.")
    siblings: Siblings | None = Field(
        default=None, description="For a placement of a child that has siblings."
    )


MoveCommand = MakeMove
