"""The ladder over HTTP: a table of what can be asked, and the questions it answers."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from services.intervention_ladder import commands
from services.intervention_ladder.application import LadderApplication
from services.intervention_ladder.definitions import DEFINITIONS, LadderDefinition
from services.intervention_ladder.explanation import options
from services.intervention_ladder.published import publish
from services.intervention_ladder.rules import warned
from services.intervention_ladder.views import (
    Definitions,
    ExplanationView,
    LadderView,
    MeasureTypes,
    option_view,
    view,
)
from shared.feed import add_feed
from shared.http import (
    AsOf,
    CaseId,
    Route,
    ValidAt,
    add_commands,
    add_record,
    add_records,
    reads,
    with_version,
)
from shared.problems import Said
from shared.views import Label

READ, WRITE = "ladder.read", "ladder.write"
ROUTES = (
    Route("/cases/{case_id}/moves", commands.MakeMove, WRITE),
    Route("/cases/{case_id}/measures/{measure_id}/exit-plans", commands.RecordExitPlan, WRITE),
    Route("/cases/{case_id}/return-options", commands.SetReturnOption, WRITE),
    Route(
        "/cases/{case_id}/return-options/{option_id}/activations", commands.UseReturnOption, WRITE
    ),
    Route("/cases/{case_id}/parallel-classifications", commands.ClassifyParallel, WRITE),
)


def create_router(application: LadderApplication) -> APIRouter:
    """Everything the ladder can be asked."""
    router = APIRouter(tags=["intervention ladder"])
    desk = application.desk(application.decider, warned)
    add_commands(router, desk, ROUTES)
    add_records(router, desk, ROUTES, READ)
    add_record(router, desk, "/cases/{case_id}/measures", READ)
    add_feed(router, application.log, publish)
    add_ladder(router, application)
    add_explanation(router, application)
    add_definitions(router)
    return router


def add_ladder(router: APIRouter, application: LadderApplication) -> None:
    @router.get("/cases/{caseId}/ladder", operation_id="readLadder", **reads(READ))
    async def ladder(
        response: Response, case_id: CaseId, valid_at: ValidAt = None, as_of: AsOf = None
    ) -> LadderView:
        """Where the child stands, what runs, how it got there, and how it is to come out again."""
        seen = await application.see(case_id, valid_at, as_of)
        with_version(response, seen.version)
        return view(case_id, seen)


def add_explanation(router: APIRouter, application: LadderApplication) -> None:
    @router.get("/cases/{caseId}/ladder/explanation", operation_id="explainLadder", **reads(READ))
    async def explanation(
        response: Response,
        case_id: CaseId,
        target: Annotated[str, Query(max_length=10, examples=["T4"], description="A step.")],
    ) -> ExplanationView:
        """What a move to a step would take today: a dry run of the rules that would decide it."""
        seen = await application.see(case_id, None, None)
        if (step := application.definition.step(target)) is None:
            raise Said("not-found")
        with_version(response, seen.version)
        found = options(seen.ladder, application.definition, step, seen.on)
        return ExplanationView(
            case_id=case_id,
            on=seen.on,
            version=seen.version,
            target=Label.of(step),
            order=step.order,
            options=[option_view(each) for each in found],
        )


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
        if name not in DEFINITIONS:
            raise Said("not-found")
        return DEFINITIONS[name]

    @router.get("/measure-types", operation_id="listMeasureTypes", **reads(READ))
    async def measure_types(
        definition: Annotated[str, Query(max_length=60, examples=["default@1"])] = "default@1",
    ) -> MeasureTypes:
        """Every kind of measure on a ladder, with its step and its basis in both regimes."""
        if definition not in DEFINITIONS:
            raise Said("not-found")
        return MeasureTypes(items=DEFINITIONS[definition].measure_types)
