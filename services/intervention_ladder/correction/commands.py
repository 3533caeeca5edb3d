"""What may be asked to be put right."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.intervention_ladder.exit_plan.commands import ActivateExitPlan, RecordExitPlan
from services.intervention_ladder.measure.commands import (
    AdjustMeasure,
    ChangeSite,
    ContinueMeasure,
)
from services.intervention_ladder.move.commands import EndReason
from services.intervention_ladder.parallel.commands import ClassifyParallel
from services.intervention_ladder.return_option.commands import SetReturnOption
from services.intervention_ladder.safety_plan.commands import (
    ActivateSafetyPlan,
    EndSafetyPlan,
    ReviewSafetyPlan,
)
from services.intervention_ladder.sibling.commands import ExplainSiblingPlacement
from shared.commands import Code, Command, Day, Model, Name, Words

RecordKind = Literal[
    "MeasureStarted", "MeasureEnded", "MeasureAdjusted", "MeasureContinued", "SiteChanged",
    "ExitPlanRecorded", "ExitPlanActivated", "ReturnOptionSet", "ParallelClassified",
    "SiblingPlacementExplained", "SafetyPlanActivated", "SafetyPlanReviewed", "SafetyPlanEnded",
]  # fmt: skip


class StartedOtherwise(Model):
    """How a measure had really started: the whole of it. It keeps its ladder and its end."""

    started_on: Day = Field(examples=["2016-01-12"])
    measure_type: Code = Field(examples=["residential_institution"])
    step: Code | None = Field(default=None, examples=["T6"])
    decision_id: UUID | None = None
    planned_end_on: Day = Field(examples=["2017-01-11"])
    provision_id: UUID | None = None
    site: Name | None = Field(default=None, examples=["Egelund"])
    provider: Code | None = Field(default=None, examples=["provider-1"])
    coordinator: Code | None = Field(default=None, examples=["caseworker-1"])
    goal_ids: list[UUID] = Field(default=[], max_length=50)
    purpose_codes: list[Code] = Field(default=[], max_length=20)


class EndedOtherwise(Model):
    """How a measure had really ended: the first day without it, and why."""

    ended_on: Day = Field(examples=["2016-10-03"])
    reason: EndReason = Field(examples=["replaced"])


Statement = (
    StartedOtherwise | EndedOtherwise | AdjustMeasure | ContinueMeasure | ChangeSite
    | RecordExitPlan | ActivateExitPlan | SetReturnOption | ClassifyParallel
    | ExplainSiblingPlacement | ActivateSafetyPlan | ReviewSafetyPlan | EndSafetyPlan
)  # fmt: skip
"""What can have been recorded wrongly, as it would have been said."""


class CorrectLadder(Command):
    """Put right what was recorded wrongly on the ladder, or take back what never happened.

    `recordKind` and `recordId` name it as its record does; a measure's start and end have the
    measure's id. `instead` is the whole of it as it should have been said, judged by the rules of
    its own day. Nothing that was recorded later may have become impossible by it. The way on the
    ladder moves with it; `asOf` before the correction answers as it did.
    """

    record_kind: RecordKind = Field(examples=["MeasureEnded"])
    record_id: UUID
    corrected_on: Day = Field(examples=["2016-10-10"])
    reason: Words = Field(examples=["The day had been taken from the plan."])
    retracted: bool = Field(default=False, description="It never happened.", examples=[False])
    instead: Statement | None = Field(
        default=None,
        description="As it should have been said; none when it is retracted.",
        examples=[{"endedOn": "2016-10-03", "reason": "replaced"}],
    )


CorrectionCommand = CorrectLadder
