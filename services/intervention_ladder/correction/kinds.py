"""What can be corrected, beside measures: how each kind is said, and about which thing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.intervention_ladder.exit_plan import events as exit_plan
from services.intervention_ladder.exit_plan.commands import ActivateExitPlan, RecordExitPlan
from services.intervention_ladder.measure import events as measure
from services.intervention_ladder.measure.commands import (
    AdjustMeasure,
    ChangeSite,
    ContinueMeasure,
)
from services.intervention_ladder.parallel import events as parallel
from services.intervention_ladder.parallel.commands import ClassifyParallel
from services.intervention_ladder.return_option import events as return_option
from services.intervention_ladder.return_option.commands import SetReturnOption
from services.intervention_ladder.safety_plan import events as safety_plan
from services.intervention_ladder.safety_plan.commands import (
    ActivateSafetyPlan,
    EndSafetyPlan,
    ReviewSafetyPlan,
)
from services.intervention_ladder.sibling import events as sibling
from services.intervention_ladder.sibling.commands import ExplainSiblingPlacement
from shared.commands import Command


def its_measure(fact: Any) -> UUID:  # noqa: ANN401 - any fact about a measure
    measure_id: UUID = fact.measure_id
    return measure_id


def itself(fact: Any) -> UUID:  # noqa: ANN401 - what it begins or ends has its id
    id_: UUID = fact.id
    return id_


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact, the command that brings it about, and what that is about."""

    fact: type[Any]
    command: type[Command]
    of: Callable[[Any], UUID | None]


KINDS: Mapping[str, Kind] = {
    each.fact.__name__: each
    for each in (
        Kind(measure.MeasureAdjusted, AdjustMeasure, its_measure),
        Kind(measure.MeasureContinued, ContinueMeasure, its_measure),
        Kind(measure.SiteChanged, ChangeSite, its_measure),
        Kind(exit_plan.ExitPlanRecorded, RecordExitPlan, its_measure),
        Kind(exit_plan.ExitPlanActivated, ActivateExitPlan, itself),
        Kind(return_option.ReturnOptionSet, SetReturnOption, lambda _: None),
        Kind(parallel.ParallelClassified, ClassifyParallel, lambda _: None),
        Kind(sibling.SiblingPlacementExplained, ExplainSiblingPlacement, its_measure),
        Kind(safety_plan.SafetyPlanActivated, ActivateSafetyPlan, lambda _: None),
        Kind(safety_plan.SafetyPlanReviewed, ReviewSafetyPlan, itself),
        Kind(safety_plan.SafetyPlanEnded, EndSafetyPlan, itself),
    )
}
