"""A system's first day, by a client generated from docs/openapi.json: `python journey.py ADDRESS`.

mypy holds every operation, body and answer below against that document, and a running stack does.
"""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TypeVar
from uuid import uuid4

import httpx
from indsats_client import AuthenticatedClient
from indsats_client.api.case import add_person, open_case
from indsats_client.api.cases import read_case, read_caseload, read_dashboard
from indsats_client.api.gateway import read_problem
from indsats_client.models import (
    AddPerson,
    AddPersonRelation,
    CaseloadPage,
    Dashboard,
    Done,
    OpenCase,
    Overview,
    Problem,
    ProblemPage,
    ReadCaseloadSort,
)
from indsats_client.types import UNSET, Unset

DAY = datetime.now(UTC).date()  # noqa: TID251 - a client has its own clock; nothing is overdue yet
Answer = TypeVar("Answer")


def signed_in(address: str) -> AuthenticatedClient:
    """A client with the token of somebody new, who therefore has no cases yet."""
    asked = {"persona": "caseworker", "sub": f"caseworker-{uuid4()}", "unit": "unit-1"}
    answer = httpx.post(f"{address}/dev/tokens", json=asked).raise_for_status()
    return AuthenticatedClient(
        base_url=address, token=answer.json()["access_token"], raise_on_unexpected_status=True
    )


def parsed(kind: type[Answer], found: object) -> Answer:
    """An answer as the document describes it, or what went wrong."""
    assert isinstance(found, kind), found
    return found


def seen(headers: Mapping[str, str]) -> str:
    """What makes the next answer include what was written."""
    return headers["Consistency-Token"]


def opened(client: AuthenticatedClient) -> tuple[Done, str]:
    """A case, and the same answer once more for the same key."""
    body, key = OpenCase(unit="unit-1", opened_on=DAY, aware_on=DAY), str(uuid4())
    first = open_case.sync_detailed(client=client, body=body, idempotency_key=key)
    again = open_case.sync_detailed(client=client, body=body, idempotency_key=key)
    assert (first.status_code, again.status_code) == (HTTPStatus.CREATED, HTTPStatus.CREATED)
    assert again.headers["Idempotency-Replayed"] == "true"
    made = parsed(Done, first.parsed)
    assert parsed(Done, again.parsed).id == made.id
    return made, seen(first.headers)


def changed(client: AuthenticatedClient, case: Done, token: str) -> tuple[Problem, str]:
    """The case read back and changed; then somebody who had not read the change is refused."""
    there = read_case.sync_detailed(case.id, client=client, consistency_token=token)
    assert parsed(Overview, there.parsed).opened_on == DAY
    tag = there.headers["ETag"]
    kept = read_case.sync_detailed(
        case.id, client=client, consistency_token=token, if_none_match=tag
    )
    assert kept.status_code == HTTPStatus.NOT_MODIFIED
    mother = AddPerson(
        relation=AddPersonRelation.MOTHER, custodian=True, name="Mette Prøve", valid_from=DAY
    )
    added = add_person.sync_detailed(case.id, client=client, body=mother, if_match=tag)
    assert added.status_code == HTTPStatus.CREATED, added.content
    stale = add_person.sync_detailed(case.id, client=client, body=mother, if_match=tag)
    assert stale.status_code == HTTPStatus.PRECONDITION_FAILED
    return parsed(Problem, stale.parsed), seen(added.headers)


def pages(client: AuthenticatedClient, token: str) -> list[CaseloadPage]:
    """The whole caseload, a case a page."""
    found: list[CaseloadPage] = []
    cursor: str | Unset = UNSET
    while True:
        answer = read_caseload.sync_detailed(
            client=client,
            limit=1,
            sort=ReadCaseloadSort.OPENEDON,
            cursor=cursor,
            consistency_token=token,
        )
        found.append(parsed(CaseloadPage, answer.parsed))
        if not found[-1].next_cursor:
            return found
        cursor = found[-1].next_cursor


def lived(client: AuthenticatedClient) -> None:
    """The whole day."""
    first, _ = opened(client)
    second, token = opened(client)
    problem, token = changed(client, second, token)
    assert problem.code == "stale"
    meaning = parsed(ProblemPage, read_problem.sync(problem.code, client=client))
    assert (meaning.status, bool(meaning.title.da)) == (problem.status, True)
    listed = [line.case_id for page in pages(client, token) for line in page.items]
    assert sorted(listed, key=str) == sorted((first.id, second.id), key=str)
    board = read_dashboard.sync(client=client, consistency_token=token)
    counts = {each.tile.code: each.count.value for each in parsed(Dashboard, board).items}
    assert counts["without_plan"] == len(listed)


if __name__ == "__main__":
    lived(signed_in(sys.argv[1]))
    sys.stdout.write("The generated Python client lived its journey.\n")
