"""The gateway over HTTP: what it passes on, what it answers itself, and its documents."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, FastAPI, Path
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import Field

from services.gateway.application import GatewayApplication
from services.gateway.asking import Desk
from services.gateway.documents import comfortable
from services.gateway.exports.commands import EXPORT
from services.gateway.exports.taking import exports as taken
from services.gateway.indicators.references import References
from services.gateway.jobs.performing import BATCH
from services.gateway.jobs.performing import batches as performed
from services.gateway.operations import (
    PREFIX,
    Document,
    merged,
    operations,
    published_documents,
)
from services.gateway.queries import (
    agenda,
    batches,
    calendars,
    caseload,
    changes,
    counselling,
    dashboard,
    duplicates,
    emergencies,
    exports,
    inbox,
    indicators,
    jobs,
    knowledge,
    ladder_board,
    ladder_flows,
    ladder_times,
    me,
    movements,
    overview,
    portfolio,
    projections,
    read_log,
    reports,
    search,
    statistics,
    suggestions,
    timeline,
    workload,
)
from services.gateway.queries.public_feed import PublicFeed
from services.gateway.rights import Rights
from services.gateway.statistics.writing import Sender
from services.gateway.webhooks import api as webhooks
from shared.http import add_routes
from shared.http.route import OwnWord
from shared.problems import KINDS, Said, problems
from shared.views import Label, View

PLAIN = (  # questions that need the desk alone
    changes, counselling, emergencies, inbox, knowledge, ladder_flows, ladder_times, portfolio,
    timeline,
)  # fmt: skip
NAMING = (  # and those that show names
    agenda, caseload, duplicates, ladder_board, movements, overview, search,
)  # fmt: skip


class ProblemPage(View):
    """What a problem's `type` means."""

    code: str = Field(max_length=100)
    status: int
    title: Label
    detail: str = Field(max_length=500)


def add_everything(app: FastAPI, application: GatewayApplication) -> None:
    """Put the gateway's own questions, the forwarding table and the documents on an app."""
    desk = Desk(
        application.store,
        application.forwarding,
        application.cursors,
        application.clock,
        application.bell,
    )
    app.state.desk = desk
    add_questions(app.router, desk, application)
    documents = published_documents()
    for service, document in documents.items():
        for operation in operations(service, document):
            app.router.routes.append(application.forwarding.route(operation))
            application.rights.admit(
                operation.method, f"{PREFIX}{operation.path}", operation.id, operation.scope
            )
    app.router.routes.sort(key=lambda each: not isinstance(each, OwnWord))  # before any id
    admit_own(app, application.rights)
    application.worker.kinds = {
        BATCH: performed(app),
        EXPORT: taken(application.store, application.rights, application.jobs, application.clock),
    }
    add_document(app, lambda own_document: comfortable(merged(own_document, documents)))
    application.door.fields.document = app.openapi


def add_questions(to: APIRouter, desk: Desk, application: GatewayApplication) -> None:
    """What the gateway answers itself."""
    for query in PLAIN:
        add_routes(to, query.create_router(desk))
    for named in NAMING:
        add_routes(to, named.create_router(desk, application.names))
    add_routes(to, projections.create_router(desk, application.rebuilding, application.mending))
    add_routes(to, me.create_router(desk, application.rights, application.names))
    add_routes(to, statistics.create_router(desk, application.names, sender(application)))
    add_routes(to, read_log.create_router(desk, application.rights))
    references = References.read(application.settings.references)
    add_routes(to, indicators.create_router(desk, application.names, references))
    add_routes(to, reports.create_router(desk, application.masks, references))
    add_routes(to, dashboard.create_router(desk, application.rights))
    add_routes(to, batches.create_router(application.jobs))
    for as_file in (exports, jobs):
        add_routes(to, as_file.create_router(desk, application.rights, application.jobs))
    add_planning(to, desk, application)
    application.delivering.feed = lambda owner: PublicFeed(desk, owner)
    add_routes(to, webhooks.create_router(desk, application.delivering))
    add_routes(to, own())


def add_planning(to: APIRouter, desk: Desk, application: GatewayApplication) -> None:
    """What helps to plan: proposals, the workload, and calendars."""
    planning = application.planning
    for query in (suggestions, workload):
        add_routes(to, query.create_router(desk, planning.calendar, planning.full))
    router = calendars.create_router(
        desk, planning.links, planning.house, application.rights, application.door.spend
    )
    add_routes(to, router)


def sender(application: GatewayApplication) -> Sender:
    """The municipality, as it stands on what it reports."""
    told = application.settings
    return Sender(told.municipality, told.cvr, told.p_number, told.statistics_contact)


def admit_own(app: FastAPI, rights: Rights) -> None:
    """Let the gateway's own questions be asked, by who has the right to."""
    for route in app.routes:
        if isinstance(route, APIRoute) and route.path.startswith(PREFIX) and asked_by(route):
            scopes = asked_by(route)[0]["bearer"]
            for method in sorted(route.methods or ()):
                rights.admit(method, route.path, route.unique_id, scopes[0] if scopes else None)


def asked_by(route: APIRoute) -> list[dict[str, list[str]]]:
    """Which token a route asks for; none for who needs no token."""
    declared: list[dict[str, list[str]]] = (route.openapi_extra or {}).get("security", [])
    return declared


def add_document(app: FastAPI, merge: Callable[[Document], Document]) -> None:
    """Serve the one document clients read; the pages at /docs and /redoc show it."""
    written = app.openapi

    def document() -> Document:
        if not hasattr(app.state, "document"):
            app.state.document = merge(written())
        return app.state.document  # type: ignore[no-any-return]

    app.openapi = document  # type: ignore[method-assign]

    @app.get("/v1/openapi.json", include_in_schema=False)
    async def openapi() -> JSONResponse:
        return JSONResponse(app.openapi())


def own() -> APIRouter:
    """The gateway's own few things."""
    router = APIRouter(prefix="/v1", tags=["gateway"])

    @router.get(
        "/problems/{code}",
        operation_id="readProblem",
        responses=problems("invalid-input", "not-found", "too-many-requests", "internal-error"),
        openapi_extra={"security": []},
    )
    async def problem_page(
        code: Annotated[str, Path(max_length=100, examples=["refused"])],
    ) -> ProblemPage:
        """What a problem's `type` means, in both languages."""
        if code not in KINDS:
            raise Said("not-found")
        kind = KINDS[code]
        title = Label(code=code, da=kind.da, en=kind.en)
        return ProblemPage(code=code, status=kind.status, title=title, detail=kind.detail)

    return router
