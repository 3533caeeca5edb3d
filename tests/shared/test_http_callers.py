"""Who may ask, where, and how; and what is answered when nobody foresaw it."""

import time
from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from shared.identity import HEADER
from shared.settings import DEVELOPMENT_SECRET
from tests.shared.asking import positions
from tests.shared.conftest import Served
from tests.shared.sample import BROKEN_PAGE, UNLUCKY_PAGE
from tests.shared.speaking import (
    MARKER,
    notebook,
    open_notebook,
    problem,
    unmet,
    write_line,
)

NOWHERE = UUID("0b7f3c1e-5d0a-4c7e-9a51-3f1de4f0a001")
PATH = f"/cases/{NOWHERE}/lines"
CLAIMS = {"iss": "indsats-gateway", "sub": MARKER, "role": "caseworker", "unit": None,
          "scope": "case.write case.read", "case": None, "digest": None}  # fmt: skip


@pytest.fixture(autouse=True)
def unspoken(spoken: Callable[[], str]) -> Iterator[None]:
    """After every test: what was sent is in no log and on no standard stream."""
    yield
    assert MARKER not in spoken()


def signed(secret: str, seconds: int) -> str:
    claims = CLAIMS | {"exp": int(time.time()) + seconds}
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(secret))


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(None, id="missing"),
        pytest.param(MARKER, id="garbage"),
        pytest.param(signed("a secret of somebody else's, long enough", 60), id="forged"),
        pytest.param(signed(DEVELOPMENT_SECRET, -1), id="expired"),
    ],
)
async def test_who_has_no_good_token_is_nobody(served: Served, token: str | None) -> None:
    headers = {} if token is None else {HEADER: token}
    for path in ("/cases", f"/cases/{uuid4()}/lines"):
        problem(await served.client.post(path, json={}, headers=headers), 401, "unauthenticated")
    answer = await served.client.get(f"/cases/{uuid4()}/lines", headers=headers)
    problem(answer, 401, "unauthenticated")


async def test_a_token_without_the_scope_is_not_enough(served: Served) -> None:
    case = await notebook(served)
    reader = served.token(case, frozenset({"case.read"}))
    writer = served.token(case, frozenset({"case.write"}))
    path = f"/cases/{case}/lines"
    problem(await served.client.post(path, json={}, headers=reader), 403, "forbidden")
    problem(await served.client.get(path, headers=writer), 403, "forbidden")


async def test_another_case_is_not_found(served: Served) -> None:
    mine, theirs = await notebook(served), await notebook(served)
    body, token = {"page": 1, "words": MARKER}, served.token(mine) | {"If-Match": '"1"'}
    for path in (f"/cases/{theirs}/lines", f"/cases/{uuid4()}/lines"):
        problem(await served.client.post(path, json=body, headers=token), 404, "not-found")
        problem(await served.client.get(path, headers=token), 404, "not-found")


@pytest.mark.parametrize("path", ["/", f"/{MARKER}", "/cases/", f"/cases/{MARKER}/lines"])
async def test_what_is_not_there_is_not_found(served: Served, path: str) -> None:
    problem(await served.client.post(path, json={}, headers=served.token()), 404, "not-found")
    measured = await served.client.get("/metrics")
    assert MARKER not in measured.text


async def test_a_thing_that_was_never_recorded_is_not_found(served: Served) -> None:
    case = await notebook(served)
    token = served.token(case)
    answer = await served.client.get(f"/cases/{case}/lines/{uuid4()}", headers=token)
    problem(answer, 404, "not-found")
    answer = await served.client.post(
        f"/cases/{case}/lines/{uuid4()}/striking-out",
        json={"struckOn": "2016-01-12"},
        headers=token | {"If-Match": '"1"'},
    )
    problem(answer, 404, "not-found")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("DELETE", PATH, "GET, POST"),
        ("GET", "/cases", "POST"),
        ("PUT", f"{PATH}/{NOWHERE}", "GET"),
        ("POST", "/feed", "GET"),
    ],
)
async def test_what_can_be_done_instead_is_named(
    served: Served, method: str, path: str, allow: str
) -> None:
    answer = await served.client.request(method, path, headers=served.token())
    problem(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == allow


async def test_a_refusal_names_every_rule_in_both_languages(served: Served) -> None:
    case = await notebook(served)
    assert (await write_line(served, case, body={"page": 13, "words": "a"})).status_code == 409
    first = await write_line(served, case, body={"page": UNLUCKY_PAGE, "words": MARKER})
    assert unmet(first) == ["page-not-thirteen"]
    never_opened = uuid4()
    answer = await write_line(served, never_opened, '"0"', {"page": UNLUCKY_PAGE, "words": "a"})
    assert unmet(answer) == ["notebook-open", "page-not-thirteen"]
    assert await positions(served.log) == [1]


async def test_a_problem_is_titled_in_the_language_asked_for(served: Served) -> None:
    danish = await served.client.get("/cases", headers={"Accept-Language": "da-DK, en;q=0.5"})
    english = await served.client.get("/cases", headers={"Accept-Language": "en"})
    titles = [problem(each, 405, "method-not-allowed")["title"] for each in (danish, english)]
    assert titles == ["Metoden er ikke tilladt", "Method not allowed"]
    assert [each.headers["content-language"] for each in (danish, english)] == ["da", "en"]


async def test_what_nobody_foresaw_is_told_by_kind_and_place(
    served: Served, spoken: Callable[[], str]
) -> None:
    case = await notebook(served)
    body = {"page": BROKEN_PAGE, "words": MARKER}
    problem(await write_line(served, case, body=body), 500, "internal-error")
    said = spoken()
    assert "RuntimeError" in said
    assert "tests.shared.sample:" in said
    assert MARKER not in said
    assert (await write_line(served, case)).status_code == 201


async def test_words_cannot_be_added_to_a_case_whose_key_is_destroyed(served: Served) -> None:
    case = await notebook(served)
    await write_line(served, case)
    await served.log.keys.destroy(case)
    answer = await write_line(served, case, '"2"', {"page": 2, "words": MARKER})
    assert unmet(answer) == ["key-not-destroyed"]


async def test_a_trace_goes_on_and_a_false_one_is_replaced(served: Served) -> None:
    trace = f"00-{'a1' * 16}-{'b2' * 8}-01"
    answer = await open_notebook(served, more={"traceparent": trace})
    assert answer.headers["traceparent"] == trace
    [recorded] = await served.log.history(UUID(answer.json()["id"]))
    assert recorded.correlation == "a1" * 16
    for false in (MARKER, "00-x-y-01", f"00-{MARKER.ljust(32, 'a')}-{'b2' * 8}-01"):
        replaced = (await open_notebook(served, more={"traceparent": false})).headers["traceparent"]
        assert MARKER not in replaced
        assert len(replaced.split("-")[1]) == 32


async def test_only_an_identifier_comes_back_as_the_request_s_id(served: Served) -> None:
    good, bad = uuid4().hex, MARKER
    assert (await open_notebook(served, more={"X-Request-Id": good})).headers[
        "x-request-id"
    ] == good
    answer = await open_notebook(served, more={"X-Request-Id": bad})
    assert MARKER not in str(answer.headers)
