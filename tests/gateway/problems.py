"""Problem documents, looked at closely."""

import httpx

from shared.problems import KINDS
from tests.gateway.people import Json

MARK = "Hemmeligheden-om-Freja"
"""What a test sends where nothing may come back."""
FIELDS = {"type", "title", "status", "detail", "instance", "code", "traceId"}


def said(answer: httpx.Response, code: str) -> Json:
    """A problem document of a kind, whole, in whose every part nothing is echoed."""
    assert answer.headers["content-type"] == "application/problem+json"
    problem: Json = answer.json()
    assert problem["code"] == code, problem
    assert problem.keys() >= FIELDS
    assert answer.status_code == problem["status"] == KINDS[code].status
    assert problem["type"] == f"/v1/problems/{code}"
    assert problem["traceId"] in answer.headers["traceparent"]
    assert MARK not in answer.text + str(answer.headers)
    return problem


def pointers(problem: Json) -> set[str]:
    return {each["pointer"] for each in problem["errors"]}
