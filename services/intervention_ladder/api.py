"""The ladder over HTTP: a table of what can be asked, and the questions it answers."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from services.intervention_ladder.application import LadderApplication
from services.intervention_ladder.correction.commands import CorrectLadder
from services.intervention_ladder.definitions import (
    DEFINITIONS,
    UNDER_ASSESSMENT,
    LadderDefinition,
    Named,
    Step,
)
from services.intervention_ladder.exit_plan.commands import ActivateExitPlan, RecordExitPlan
from services.intervention_ladder.explanation_views import ExplanationView, explained
from services.intervention_ladder.measure.commands import (
    AdjustMeasure,
    ChangeSite,
    ContinueMeasure,
)
from services.intervention_ladder.move.commands import MakeMove
from services.intervention_ladder.parallel.commands import ClassifyParallel
from services.intervention_ladder.provision import api as provision
from services.intervention_ladder.published import publish
from services.intervention_ladder.return_option.commands import SetReturnOption, UseReturnOption
from services.intervention_ladder.rules import warned
from services.intervention_ladder.safety_plan.commands import (
    ActivateSafetyPlan,
    EndSafetyPlan,
    ReviewSafetyPlan,
)
from services.intervention_ladder.sibling.commands import ExplainSiblingPlacement
from services.intervention_ladder.views import Definitions, LadderView, MeasureTypes, view
from shared.feed import add_feed
from shared.http import (
    AsOf,
    CaseId,
    Route,
    ValidAt,
    add_commands,
    add_record,
    add_records,
    add_routes,
    reads,
    with_version,
)
from shared.problems import Said

READ, WRITE = "ladder.read", "ladder.write"
CASE = "/cases/{case_id}"
MEASURE, PLACEMENT = f"{CASE}/measures/{{measure_id}}", f"{CASE}/placements/{{measure_id}}"
SAFETY_PLAN = f"{CASE}/safety-plans/{{safety_plan_id}}"
ROUTES = (
    Route(f"{CASE}/moves", MakeMove, WRITE),
    Route(f"{MEASURE}/adjustments", AdjustMeasure, WRITE),
    Route(f"{MEASURE}/continuations", ContinueMeasure, WRITE),
    Route(f"{MEASURE}/exit-plans", RecordExitPlan, WRITE, makes="exit-plans"),
    Route(f"{CASE}/exit-plans/{{exit_plan_id}}/activations", ActivateExitPlan, WRITE),
    Route(f"{PLACEMENT}/site-changes", ChangeSite, WRITE),
    Route(f"{PLACEMENT}/sibling-explanations", ExplainSiblingPlacement, WRITE),
    Route(f"{CASE}/return-options", SetReturnOption, WRITE),
    Route(
        f"{CASE}/return-options/{{option_id}}/activations", UseReturnOption, WRITE, makes="moves"
    ),
    Route(f"{CASE}/parallel-classifications", ClassifyParallel, WRITE),
    Route(f"{CASE}/safety-plans", ActivateSafetyPlan, WRITE),
    Route(f"{SAFETY_PLAN}/reviews", ReviewSafetyPlan, WRITE),
    Route(f"{SAFETY_PLAN}/ends", EndSafetyPlan, WRITE),
    Route(f"{CASE}/ladder-corrections", CorrectLadder, WRITE),
)
Definition = Annotated[
    str | None,
    Query(
        max_length=60,
        examples=["copenhagen@1"],
        description="Read by this ladder throughout; default: as each measure pinned its own.",
    ),
]


def create_router(application: LadderApplication) -> APIRouter:
    """Everything the ladder can be asked."""
    router = APIRouter(tags=["intervention ladder"])
    desk = application.desk(application.decider, warned, application.gather)
    add_commands(router, desk, ROUTES)
    add_records(router, desk, ROUTES, READ)
    for noun in ("measures", "placements", "exit-plans"):
        add_record(router, desk, f"{CASE}/{noun}", READ)
    add_feed(router, application.log, publish)
    add_ladder(router, application)
    add_explanation(router, application)
    add_definitions(router)
    add_routes(router, provision.create_router(application))
    return router


def add_ladder(router: APIRouter, application: LadderApplication) -> None:
    @router.get("/cases/{caseId}/ladder", operation_id="readLadder", **reads(READ))
    async def ladder(
        response: Response,
        case_id: CaseId,
        valid_at: ValidAt = None,
        as_of: AsOf = None,
        definition: Definition = None,
    ) -> LadderView:
        """Where the child stands, what runs, how it got there, and how it is to come out again."""
        seen = await application.see(case_id, valid_at, as_of)
        with_version(response, seen.version)
        return view(case_id, seen, defined(definition) if definition else None)


def defined(name: str) -> LadderDefinition:
    """Raises `Said` not-found when there is no such definition."""
    if name not in DEFINITIONS:
        raise Said("not-found")
    return DEFINITIONS[name]


def add_explanation(router: APIRouter, application: LadderApplication) -> None:
    @router.get("/cases/{caseId}/ladder/explanation", operation_id="explainLadder", **reads(READ))
    async def explanation(
        response: Response,
        case_id: CaseId,
        target: Annotated[
            str,
            Query(max_length=10, examples=["T4"], description="A step, by its code or number."),
        ],
    ) -> ExplanationView:
        """What a move to a step would take today: a dry run of the rules that would decide it."""
        seen = await application.see(case_id)
        step = step_called(application.definition, target)
        with_version(response, seen.version)
        return explained(case_id, seen, application.definition, step)


def step_called(definition: LadderDefinition, target: str) -> Step | Named:
    """A step by its code or its number; step 0 is off the ladder.

    Raises:
        Said: not-found, when the ladder has no such step.
    """
    if target in {UNDER_ASSESSMENT.code, "0"}:
        return UNDER_ASSESSMENT
    for step in definition.steps:
        if target in {step.code, f"{step.order:g}"}:
            return step
    raise Said("not-found")


def add_definitions(router: APIRouter) -> None:
    @router.get("/ladder-definitions", operation_id="listLadderDefinitions", **reads(READ))
    async def definitions() -> Definitions:
        """Every version of every ladder, with its steps and measure types."""
        return Definitions(items=[*DEFINITIONS.values()])

    @router.get("/ladder-definitions/{name}", operation_id="readLadderDefinition", **reads(READ))
    async def definition(
        name: Annotated[str, Path(max_length=60, examples=["default@1"])],
    ) -> LadderDefinition:
        """One version of one ladder."""
        return defined(name)

    @router.get("/measure-types", operation_id="listMeasureTypes", **reads(READ))
    async def measure_types(
        definition: Annotated[str, Query(max_length=60, examples=["default@1"])] = "default@1",
    ) -> MeasureTypes:
        """Every kind of measure on a ladder, with its step and its basis in both regimes."""
        return MeasureTypes(items=defined(definition).measure_types)
