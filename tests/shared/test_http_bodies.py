"""What is wrong with a request is said by place and kind, and never by repeating it."""

from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from tests.shared.conftest import Served
from tests.shared.speaking import DAY, MARKER, Sent, notebook, open_notebook, problem, unmet, wrong
from tests.shared.speaking import write_line as write

TWO_MEBIBYTES = 2 * 1024 * 1024


@pytest.fixture(autouse=True)
def unspoken(spoken: Callable[[], str]) -> Iterator[None]:
    """After every test: what was sent is in no log and on no standard stream."""
    yield
    assert MARKER not in spoken()


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        pytest.param({}, [("/openedOn", "missing")], id="empty"),
        pytest.param(
            {"openedOn": DAY, MARKER: MARKER}, [("", "extra-forbidden")], id="unknown-field"
        ),
        pytest.param(
            {"opened_on": DAY},
            [("/openedOn", "missing"), ("", "extra-forbidden")],
            id="a-name-of-ours",
        ),
        pytest.param({"openedOn": 20160111}, [("/openedOn", "date-type")], id="wrong-type"),
        pytest.param({"openedOn": None}, [("/openedOn", "date-type")], id="null"),
        pytest.param(
            {"openedOn": "2016-02-30"},
            [("/openedOn", "date-parsing")],
            id="impossible-date",
        ),
        pytest.param({"openedOn": MARKER}, [("/openedOn", "date-parsing")], id="words"),
    ],
)
async def test_every_field_is_checked(
    served: Served, body: Sent, errors: list[tuple[str, str]]
) -> None:
    assert wrong(await open_notebook(served, body=body)) == errors


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
async def test_a_day_beyond_reach_is_well_formed_and_refused(served: Served, day: str) -> None:
    assert unmet(await open_notebook(served, body={"openedOn": day})) == ["day-within-reach"]


async def test_everything_wrong_is_said_at_once(served: Served) -> None:
    case = await notebook(served)
    body = {"page": 0, "words": "  ", "aside": 7, MARKER: MARKER}
    answer = await write(served, case, "no etag", body, more={"Idempotency-Key": "two words"})
    assert wrong(answer) == [
        ("/page", "greater-than-equal"),
        ("/words", "string-too-short"),
        ("/aside", "string-type"),
        ("", "extra-forbidden"),
        ("If-Match", "pattern"),
        ("Idempotency-Key", "pattern"),
    ]


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"openedOn": "2016-01-11"', b"\xff\xfe", f'"{MARKER}'.encode()]
)
async def test_what_is_not_json_is_invalid(served: Served, content: bytes) -> None:
    headers = served.token() | {"Idempotency-Key": "k", "Content-Type": "application/json"}
    answer = await served.client.post("/cases", content=content, headers=headers)
    assert wrong(answer) == [("", "json-invalid")]


@pytest.mark.parametrize("content", [b"[]", b"null", b"7", f'"{MARKER}"'.encode()])
async def test_what_is_not_an_object_is_invalid(served: Served, content: bytes) -> None:
    headers = served.token() | {"Idempotency-Key": "k", "Content-Type": "application/json"}
    answer = await served.client.post("/cases", content=content, headers=headers)
    assert [pointer for pointer, _ in wrong(answer)] == [""]


@pytest.mark.parametrize("kind", ["text/plain", "", "application/xml", "application/jsonx"])
async def test_only_json_is_supported(served: Served, kind: str) -> None:
    headers = served.token() | {"Idempotency-Key": "k", "Content-Type": kind}
    answer = await served.client.post("/cases", content=MARKER.encode(), headers=headers)
    problem(answer, 415, "unsupported-media-type")


async def test_json_may_name_its_charset(served: Served) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    assert (await open_notebook(served, more=headers)).status_code == 201


async def test_a_body_that_announces_two_mebibytes_is_too_large(served: Served) -> None:
    content = MARKER.encode().ljust(TWO_MEBIBYTES, b"x")
    answer = await served.client.post("/cases", content=content, headers=served.token())
    problem(answer, 413, "too-large")


async def test_a_body_that_grows_to_two_mebibytes_is_too_large(served: Served) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(TWO_MEBIBYTES // 65536):
            yield MARKER.encode().ljust(65536, b"x")

    headers = served.token() | {"Idempotency-Key": "k", "Content-Type": "application/json"}
    answer = await served.client.post("/cases", content=chunks(), headers=headers)
    problem(answer, 413, "too-large")


async def test_a_consistency_token_that_is_not_ours_is_invalid(served: Served) -> None:
    answer = await open_notebook(served, more={"Consistency-Token": MARKER + "!"})
    assert wrong(answer) == [("Consistency-Token", "pattern")]


async def test_a_question_is_checked_too(served: Served) -> None:
    case = await notebook(served)
    answer = await served.client.get(
        f"/cases/{case}/lines/{case}", params={"asOf": MARKER}, headers=served.token(case)
    )
    assert wrong(answer) == [("asOf", "datetime-from-date-parsing")]
