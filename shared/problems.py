"""Every error a client can see, as RFC 9457 problem details. The only map from error to status.

What was sent is never echoed: it may hold a child's name. Errors say where and why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse

from shared.telemetry import trace_id

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = "2"  # seconds
ALWAYS: Mapping[HTTPStatus, Mapping[str, str]] = {  # what a status must be said with
    HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": "Bearer"},
    HTTPStatus.SERVICE_UNAVAILABLE: {"Retry-After": RETRY_AFTER},
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its status, and its title and explanation in both languages."""

    status: HTTPStatus
    da: str
    en: str
    detail: str


KINDS: Mapping[str, Kind] = {
    "invalid-input": Kind(
        HTTPStatus.BAD_REQUEST,
        "Ugyldigt indhold",
        "Invalid input",
        "The request is malformed or fails validation; `errors` says where and why.",
    ),
    "unauthenticated": Kind(
        HTTPStatus.UNAUTHORIZED,
        "Ikke logget ind",
        "Not authenticated",
        "Send a valid bearer token.",
    ),
    "purpose-required": Kind(
        HTTPStatus.FORBIDDEN,
        "Formålet mangler",
        "Purpose required",
        "Say what you look this up for, as a code in the header Purpose.",
    ),
    "forbidden": Kind(
        HTTPStatus.FORBIDDEN,
        "Ikke tilladt",
        "Not allowed",
        "The token lacks the scope that this operation needs.",
    ),
    "not-found": Kind(
        HTTPStatus.NOT_FOUND,
        "Findes ikke",
        "Not found",
        "There is nothing here, or it is not yours to see.",
    ),
    "method-not-allowed": Kind(
        HTTPStatus.METHOD_NOT_ALLOWED,
        "Metoden er ikke tilladt",
        "Method not allowed",
        "The `Allow` header names what this resource can do.",
    ),
    "refused": Kind(
        HTTPStatus.CONFLICT,
        "Afvist af reglerne",
        "Refused by the rules",
        "The command is well-formed, but rules are unmet; `unmet` lists them all.",
    ),
    "feed-restarted": Kind(
        HTTPStatus.GONE,
        "Strømmen er begyndt forfra",
        "The feed began anew",
        "The order of events was given out anew. Begin again without `after`.",
    ),
    "stale": Kind(
        HTTPStatus.PRECONDITION_FAILED,
        "Sagen er ændret",
        "Changed meanwhile",
        "Somebody changed this first. Read it again, then decide.",
    ),
    "too-large": Kind(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "For stort",
        "Too large",
        "A request body may hold 1 MiB.",
    ),
    "too-slow": Kind(
        HTTPStatus.REQUEST_TIMEOUT,
        "For langsomt",
        "Too slow",
        "The request did not arrive in time. Send it again over a new connection.",
    ),
    "headers-too-large": Kind(
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
        "For store headere",
        "Headers too large",
        "The request line and its headers may hold 32 KiB.",
    ),
    "unsupported-media-type": Kind(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "Medietypen understøttes ikke",
        "Unsupported media type",
        "Send application/json.",
    ),
    "key-reused": Kind(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "Nøglen er brugt",
        "Key already used",
        "This Idempotency-Key was used for another request.",
    ),
    "precondition-required": Kind(
        HTTPStatus.PRECONDITION_REQUIRED,
        "If-Match mangler",
        "Precondition required",
        "Send If-Match with the ETag of the version you read.",
    ),
    "too-many-requests": Kind(
        HTTPStatus.TOO_MANY_REQUESTS,
        "For mange kald",
        "Too many requests",
        "Slow down, and try again after the seconds in Retry-After.",
    ),
    "internal-error": Kind(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Intern fejl",
        "Internal error",
        "Something is wrong here. Nothing of your request was half done; the trace id finds it.",
    ),
    "unavailable": Kind(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Midlertidigt utilgængelig",
        "Temporarily unavailable",
        "Try again after the seconds in Retry-After, with the same Idempotency-Key.",
    ),
}
BY_STATUS = {kind.status: code for code, kind in KINDS.items()}


class InputError(BaseModel):
    """Where the input is wrong (a JSON pointer, or the name of a header or query key), and why."""

    pointer: str = Field(max_length=500)
    code: str = Field(max_length=100)
    detail: str = Field(max_length=500)


class UnmetRule(BaseModel):
    """A rule that stands in the way: its id, both languages, and its legal source."""

    rule: str = Field(max_length=100)
    da: str = Field(max_length=1000)
    en: str = Field(max_length=1000)
    source: str = Field(max_length=300)


class Problem(BaseModel):
    """An RFC 9457 problem document."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(max_length=200)
    title: str = Field(max_length=200)
    status: int = Field(ge=400, le=599)
    detail: str = Field(max_length=500)
    instance: str = Field(max_length=500)
    code: str = Field(max_length=100)
    trace_id: str = Field(alias="traceId", max_length=64)
    errors: list[InputError] = Field(default=[], max_length=1000)
    unmet: list[UnmetRule] = Field(default=[], max_length=200)


class Invalid(Exception):
    """The request is malformed; says everything that is wrong with it."""

    def __init__(self, *errors: InputError) -> None:
        super().__init__(", ".join(error.code for error in errors))
        self.errors = errors


class Said(Exception):
    """A problem by its code, for everything that needs no further words."""

    def __init__(self, code: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.headers = headers


def problem(
    request: Request, code: str, *, headers: Mapping[str, str] | None = None, **extra: Any
) -> JSONResponse:
    """Write a problem document in the language the client accepts."""
    kind = KINDS[code]
    danish = request.headers.get("accept-language", "").lower().startswith("da")
    body = {
        "type": f"/v1/problems/{code}",
        "title": kind.da if danish else kind.en,
        "status": kind.status,
        "detail": kind.detail,
        "instance": f"/traces/{trace_id()}",  # never the path: it may have been typed by hand
        "code": code,
        "traceId": trace_id(),
        **extra,
    }
    fixed = {"Cache-Control": "no-store", "Content-Language": "da" if danish else "en"}
    return JSONResponse(
        body,
        kind.status,
        headers={**fixed, **ALWAYS.get(kind.status, {}), **(headers or {})},
        media_type=MEDIA_TYPE,
    )


def problems(*codes: str) -> dict[int | str, dict[str, Any]]:
    """Declare problems on a route, so that they show in the OpenAPI document."""
    return {
        int(KINDS[code].status): {
            "model": Problem,
            "description": KINDS[code].en,
            "content": {MEDIA_TYPE: {}},
        }
        for code in codes
    }


def unmet_of(rules: Iterable[Any]) -> list[dict[str, str]]:
    return [asdict(each) for each in rules]
