"""Who asks too much is told how long to wait, and nobody else; each class of routes for itself."""

import re

import httpx
import pytest

from services.gateway import limits
from services.gateway.limits import Allowance, Standing, policy_of
from shared.problems import Said
from tests.gateway.conftest import Alone
from tests.gateway.tokens import signed
from tests.rights import RIGHTS

pytestmark = pytest.mark.asyncio(loop_scope="session")
ASKED = {"text": "Freja"}
FORM = re.compile(r'"[a-z]+";q=\d+;w=60')
STATE = re.compile(r'"([a-z]+)";r=(\d+);t=(\d+)')


async def of(sub: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {await signed(sub=sub)}"}


def state(answer: httpx.Response) -> tuple[str, int, int]:
    """The policy that an answer names, what is left, and in how many seconds there is more."""
    assert FORM.fullmatch(answer.headers["RateLimit-Policy"])
    found = STATE.fullmatch(answer.headers["RateLimit"])
    assert found
    assert 1 <= int(found[3]) <= 60
    return found[1], int(found[2]), int(found[3])


async def test_every_answer_says_what_is_left_and_one_too_many_how_long_to_wait(
    alone: Alone,
) -> None:
    async with alone(read_limit=2) as (client, _):
        eager, calm = await of("eager-1"), await of("calm-1")
        answers = [await client.get("/v1/me", headers=eager) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
        assert [state(answer)[:2] for answer in answers] == [
            ("read", left) for left in (1, 0, 0, 0)
        ]
        refused = answers[-1]
        assert refused.json()["code"] == "too-many-requests"
        assert refused.headers["content-type"] == "application/problem+json"
        assert int(refused.headers["Retry-After"]) == state(refused)[2]
        assert state(await client.get("/v1/me", headers=calm))[1] == 1


async def test_what_is_refused_is_counted_too(alone: Alone) -> None:
    async with alone() as (client, _):
        headers = await of("caseworker-1")
        found = await client.get("/v1/me", headers=headers)
        lacking = await client.get("/v1/projections", headers=headers)
        head = await client.head("/v1/me", headers=headers)
        assert [lacking.status_code, head.status_code] == [403, 200]
        first = state(found)[1]
        assert [state(answer)[1] for answer in (lacking, head)] == [first - 1, first - 2]


async def test_searching_has_an_allowance_of_its_own(alone: Alone) -> None:
    async with alone(search_limit=1) as (client, _):
        headers = await of("caseworker-1")
        for status in (503, 429, 429):  # nobody is behind this gateway
            answer = await client.post("/v1/cases/_search", json=ASKED, headers=headers)
            assert (answer.status_code, state(answer)[0]) == (status, "search")
        assert state(await client.get("/v1/me", headers=headers))[0] == "read"


async def test_who_guesses_at_tokens_is_slowed_by_address(alone: Alone) -> None:
    async with alone(unknown_limit=2) as (client, _):
        guess = {"Authorization": "Bearer guess"}
        answers = [await client.get("/v1/me", headers=guess) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [401, 401, 429]
        assert state(answers[-1])[0] == "unknown"
        assert (await client.get("/v1/me", headers=await of("calm-1"))).status_code == 200


async def test_every_operation_belongs_to_a_class_by_what_it_costs() -> None:
    classes = {entry.operation: policy_of(entry) for entry in RIGHTS.entries.values()}
    assert {classes[each] for each in ("listCaseload", "readHistory") if each in classes} <= {
        "read"
    }
    for entry in RIGHTS.entries.values():
        found = policy_of(entry)
        if entry.path.endswith("_search"):
            assert found == "search"
        elif entry.writes:
            assert found in {"write", "bulk"}, entry.path


async def test_an_allowance_is_whole_again_a_minute_after_it_was_first_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr("services.gateway.limits.time.monotonic", lambda: now)
    allowance = Allowance({"read": 1})
    assert allowance.spend("a", "read") == Standing("read", 1, 0, 60)
    now = 1059.5
    over = allowance.spend("a", "read")
    assert over == Standing("read", 1, -1, 1)
    with pytest.raises(Said):
        limits.refuse_beyond(over)
    now = 1060.0
    assert allowance.spend("a", "read") == Standing("read", 1, 0, 60)


async def test_callers_who_are_gone_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("services.gateway.limits.time.monotonic", lambda: now)
    monkeypatch.setattr(limits, "MANY", 10)
    allowance = Allowance({"read": 5})
    for sub in range(10):
        allowance.spend(str(sub), "read")
    now = 1061.0
    allowance.spend("new", "read")
    assert len(allowance._spent) == 1  # noqa: SLF001 - that memory has a bound
