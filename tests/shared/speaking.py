"""Speaking HTTP with the sample service, and what every refusal of it has in common."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from httpx import Response

from tests.shared.conftest import Served

MARKER = "Mette-Marker-7741"
"""Stands for a name or a child's words: sent everywhere, and never to be seen again."""
DAY = date(2016, 1, 11).isoformat()
Sent = dict[str, Any]


async def open_notebook(
    served: Served, key: str | None = None, body: Sent | None = None, more: Sent | None = None
) -> Response:
    """Open a notebook."""
    return await served.client.post(
        "/cases",
        json={"openedOn": DAY} if body is None else body,
        headers=served.token() | {"Idempotency-Key": key or uuid4().hex} | (more or {}),
    )


async def notebook(served: Served) -> UUID:
    """A new notebook, at version 1."""
    answer = await open_notebook(served)
    assert answer.status_code == 201
    return UUID(answer.json()["id"])


async def write_line(
    served: Served,
    case: UUID,
    match: str | None = '"1"',
    body: Sent | None = None,
    more: Sent | None = None,
) -> Response:
    """Write a line in a notebook, with a token for it."""
    matches = {} if match is None else {"If-Match": match}
    return await served.client.post(
        f"/cases/{case}/lines",
        json=body or {"page": 1, "words": MARKER},
        headers=served.token(case) | matches | {"X-Said": MARKER} | (more or {}),
    )


def problem(answer: Response, status: int, code: str) -> Sent:
    """The problem document that this answer is."""
    assert answer.headers["content-type"] == "application/problem+json"
    said: Sent = answer.json()
    assert (answer.status_code, said["status"], said["code"]) == (status, status, code)
    assert said["type"] == f"/v1/problems/{code}"
    assert len(bytes.fromhex(said["traceId"])) == 16
    assert answer.headers["traceparent"].split("-")[1] == said["traceId"]
    assert answer.headers["cache-control"] == "no-store"
    assert MARKER not in answer.text + str(answer.headers)
    assert "Traceback" not in answer.text
    return said


def wrong(answer: Response) -> list[tuple[str, str]]:
    """Where invalid input is wrong, and in what way."""
    errors = problem(answer, 400, "invalid-input")["errors"]
    return [(each["pointer"], each["code"]) for each in errors]


def unmet(answer: Response) -> list[str]:
    """The rules that stood in the way, each in both languages and with its source."""
    rules = problem(answer, 409, "refused")["unmet"]
    assert all(each["da"] and each["en"] and each["source"] for each in rules)
    return [each["rule"] for each in rules]
