"""A service's application: health, measurements, problem documents, and a document to rely on."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match

from shared.database import Unavailable
from shared.deadline import Timed
from shared.decider import Refused, Unknown
from shared.editions import NotInForce
from shared.eventlog import StaleVersion
from shared.http.guard import Guarded
from shared.http.openapi import describe
from shared.http.route import TRYING
from shared.http.validation import input_error
from shared.identity import InternalTokens, NotAuthenticated, NotForThisCase
from shared.problems import BY_STATUS, InputError, Invalid, Said, problem, unmet_of
from shared.sealing import Erased
from shared.telemetry import Metrics, Observed

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]
Ready = Callable[[], AsyncIterator[tuple[str, bool, dict[str, Any]]]]

METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
PLAIN: Sequence[tuple[type[Exception], str]] = (
    (NotAuthenticated, "unauthenticated"),
    (NotForThisCase, "not-found"),
    (Unknown, "not-found"),
    (StaleVersion, "stale"),
)


def create_service(
    title: str,
    description: str,
    *,
    metrics: Metrics,
    tokens: InternalTokens,
    ready: Ready,
    lifespan: Lifespan,
) -> FastAPI:
    """An application that speaks problem documents and can be operated."""
    app = FastAPI(
        title=title,
        description=description,
        version="1",
        lifespan=lifespan,
        redirect_slashes=False,
        openapi_url=None,
        middleware=[Middleware(Observed, metrics=metrics), Middleware(Timed), Middleware(Guarded)],
    )
    app.state.tokens = tokens
    add_routes(app.router, operations(metrics, ready))
    speak_problems(app)
    describe(app)
    return app


def add_routes(to: APIRouter, router: APIRouter) -> None:
    """Put a router's routes on another, flat.

    An included router stays a router, and every request is matched against its routes three times.
    """
    to.routes.extend(router.routes)


def operations(metrics: Metrics, ready: Ready) -> APIRouter:
    """What operations and orchestrators ask."""
    router = APIRouter(tags=["operations"], include_in_schema=False)

    @router.get("/livez")
    async def livez() -> dict[str, str]:
        return {"status": "alive"}

    @router.get("/readyz")
    @router.get("/startupz")
    async def readyz() -> JSONResponse:
        checks = {name: {"ready": good, **more} async for name, good, more in ready()}
        good = all(check["ready"] for check in checks.values())
        headers = {"Cache-Control": "no-store"} | ({} if good else {"Retry-After": "2"})
        return JSONResponse({"ready": good, "checks": checks}, 200 if good else 503, headers)

    @router.get("/metrics")
    async def measurements() -> Response:
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return router


def speak_problems(app: FastAPI) -> None:
    """Answer every error as a problem document, the framework's own too."""

    @app.exception_handler(Refused)
    async def refused(request: Request, error: Refused) -> Response:
        return problem(request, "refused", unmet=unmet_of(error.unmet))

    @app.exception_handler(Erased)
    async def erased(request: Request, _: Erased) -> Response:
        unmet = {
            "rule": "key-not-destroyed",
            "da": "Sagens nøgle er destrueret; der kan ikke skrives mere i den.",
            "en": "The case's key has been destroyed; nothing more can be written in it.",
            "source": "GDPR art. 17; arkivloven",
        }
        return problem(request, "refused", unmet=[unmet])

    @app.exception_handler(NotInForce)
    async def before_the_law(request: Request, _: NotInForce) -> Response:
        unmet = {
            "rule": "edition-in-force",
            "da": "Der er ingen regler i systemet, som gjaldt den dag.",
            "en": "The system holds no rules that were in force on that day.",
            "source": "Lov om Lovtidende; ADR 0009",
        }
        return problem(request, "refused", unmet=[unmet])

    @app.exception_handler(Invalid)
    async def invalid(request: Request, error: Invalid) -> Response:
        errors = [each.model_dump() for each in error.errors]
        return problem(request, "invalid-input", errors=errors)

    @app.exception_handler(RequestValidationError)
    async def malformed(request: Request, error: RequestValidationError) -> Response:
        return await invalid(request, Invalid(*map(in_request, error.errors())))

    @app.exception_handler(Said)
    async def said(request: Request, error: Said) -> Response:
        return problem(request, error.code, headers=error.headers)

    @app.exception_handler(Unavailable)
    async def unavailable(request: Request, error: Unavailable) -> Response:
        again = {"Retry-After": str(error.retry_after)} if error.retry_after else {}
        return problem(request, "unavailable", headers=again)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        code = BY_STATUS.get(HTTPStatus(error.status_code), "invalid-input")
        allow = {"Allow": methods_at(app, request)} if code == "method-not-allowed" else {}
        return problem(request, code, headers={**(error.headers or {}), **allow})

    for kind, code in PLAIN:
        app.add_exception_handler(kind, _plain(code))


def _plain(code: str) -> Callable[[Request, Exception], Response]:
    return lambda request, _: problem(request, code)


def in_request(error: dict[str, Any]) -> InputError:
    """An error in the body, or in a header, a query key or the path: those are named instead."""
    where, *place = error["loc"]
    if where == "body":
        inside = () if error["type"] == "json_invalid" else tuple(place)
        return input_error({**error, "loc": inside})
    return input_error(error).model_copy(update={"pointer": str(error["loc"][-1])[:500]})


def methods_at(app: FastAPI, request: Request) -> str:
    """Everything that can be done at a path, found by trying: nested routers hide theirs.

    A word of our own (`_batch`) is no id, though it stands where one could.
    """
    ours = [each for each in app.routes if getattr(each, "path", "") == request.scope["path"]]

    def possible(method: str) -> bool:
        scope = {**request.scope, "method": method, TRYING: True}
        return any(route.matches(scope)[0] is Match.FULL for route in ours or app.routes)

    return ", ".join(filter(possible, METHODS))
