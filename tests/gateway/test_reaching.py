"""A service that fails is tried again where that is safe, then left alone, then tried once more."""

from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from services.gateway import reaching
from services.gateway.reaching import ATTEMPTS, FAILURES, Reaching, with_care
from shared import deadline
from shared.database import Unavailable
from shared.telemetry import Metrics
from shared.transport import Headers, Reply
from tests.gateway.conftest import Alone
from tests.gateway.tokens import signed
from tests.stack import free_ports

pytestmark = pytest.mark.asyncio(loop_scope="session")
FINE = Reply(200, [], b"{}")
KEYED = [(b"idempotency-key", b"k")]


@dataclass
class Service:
    """A service that answers as it is told, and cannot be reached otherwise."""

    answers: list[Reply | None] = field(default_factory=list)
    then: Reply | None = FINE
    asked: int = 0

    async def send(
        self, method: str, path: str, query: str = "", headers: Headers = (), body: bytes = b""
    ) -> Reply:
        assert (method, path, query, body) in {("GET", "/", "", b""), ("POST", "/", "", b"")}
        assert [*headers] in ([], KEYED)
        self.asked += 1
        reply = self.answers.pop(0) if self.answers else self.then
        if reply is None:
            raise Unavailable("neighbour")
        return reply

    async def close(self) -> None:
        """Nothing is open."""


def reached(service: Service) -> tuple[Reaching, Metrics]:
    metrics = Metrics("gateway")
    return with_care({"case": service}, metrics)["case"], metrics


async def fails(care: Reaching, method: str = "POST") -> Unavailable:
    with pytest.raises(Unavailable) as caught:
        await care.send(method, "/")
    return caught.value


async def opened(service: Service) -> Reaching:
    """A circuit that so many failures have opened."""
    care, _ = reached(service)
    for _ in range(FAILURES):
        await fails(care)
    assert care.state == "opened"
    return care


@pytest.mark.parametrize(("method", "headers"), [("GET", []), ("POST", KEYED)])
async def test_what_cannot_be_done_twice_is_tried_again(method: str, headers: Headers) -> None:
    service = Service([None, None])
    care, metrics = reached(service)
    assert await care.send(method, "/", headers=headers) == FINE
    assert service.asked == ATTEMPTS
    assert metrics.registry.get_sample_value("neighbour_retries_total", {"neighbour": "case"}) == 2


async def test_a_command_without_a_key_is_sent_once() -> None:
    service = Service([None])
    care, _ = reached(service)
    await fails(care)
    assert service.asked == 1


async def test_what_is_refused_or_unavailable_for_this_request_is_passed_on_as_it_is() -> None:
    service = Service(then=Reply(503, [], b"behind"))
    care, _ = reached(service)
    for _ in range(FAILURES + 1):
        assert (await care.send("GET", "/")).body == b"behind"
    assert service.asked == FAILURES + 1
    assert care.state == "closed"


async def test_no_attempt_is_begun_that_the_deadline_would_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deadline, "left", lambda: 0.3)
    service = Service([None])
    care, _ = reached(service)
    await fails(care, "GET")
    assert service.asked == 1


async def test_a_service_that_gives_up_again_and_again_is_left_alone() -> None:
    gave_up = Reply(503, [(b"time-left", b"0")], b"")
    await opened(Service(then=gave_up))


async def test_a_service_that_is_down_is_not_asked_and_clients_are_told_when_to_come_back() -> None:
    service = Service(then=None)
    care = await opened(service)
    assert 1 <= ((await fails(care, "GET")).retry_after or 0) <= reaching.COOLING
    assert service.asked == FAILURES


async def test_whoever_asks_after_a_while_closes_the_circuit_or_opens_it_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reaching, "COOLING", 0.02)
    service = Service(then=None)
    care = await opened(service)
    while service.asked == FAILURES:  # not let through yet
        await fails(care)
    assert care.state == "opened"
    service.then = FINE
    answered = None
    while answered is None:
        with suppress(Unavailable):
            answered = await care.send("POST", "/")
    assert care.state == "closed"


async def test_clients_and_operations_see_which_service_is_left_alone(alone: Alone) -> None:
    [nobody] = free_ports(1)
    headers = {"Authorization": f"Bearer {await signed()}"}
    async with alone(ladder_url=f"http://127.0.0.1:{nobody}") as (client, app):
        for _ in range(FAILURES):
            answer = await client.get("/v1/measure-types", headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
            assert int(answer.headers["Retry-After"]) > 0
        measured = (await client.get("/metrics")).text
        assert 'neighbour_circuit_open{neighbour="ladder"} 1.0' in measured
        assert 'neighbour_circuit_open{neighbour="case"} 0.0' in measured
        checks = (await client.get("/readyz")).json()["checks"]
        assert checks["follows ladder"]["circuit"] == "opened"
        assert checks["follows case"]["circuit"] == "closed"
        assert (await client.get("/v1/me", headers=headers)).status_code == 200
        assert app.state.desk is not None
