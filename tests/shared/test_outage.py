"""The database goes away under a running service, and comes back: nothing is lost."""

import asyncio
from collections.abc import Iterator
from uuid import uuid4

import pytest
from httpx import Response

from deploy.embedded import Embedded
from tests import database
from tests.shared.asking import positions
from tests.shared.conftest import Served, serving
from tests.shared.speaking import notebook, problem, write_line

PATIENCE = 60.0  # seconds


@pytest.fixture
def embedded() -> Iterator[Embedded]:
    """A server of this test's own: others must not be hit."""
    with database.server() as server:
        database.create_log(server.dsn())
        yield server


async def recovered(served: Served) -> None:
    """Ask until the service says that it is of use again; each answer takes its own time."""
    async with asyncio.timeout(PATIENCE):
        while (await served.client.get("/readyz")).status_code != 200:
            continue


def unavailable(answer: Response) -> None:
    problem(answer, 503, "unavailable")
    assert int(answer.headers["retry-after"]) > 0


async def test_a_service_outlives_its_database(embedded: Embedded) -> None:
    async with serving(embedded.dsn()) as served:
        case, key = await notebook(served), {"Idempotency-Key": uuid4().hex}
        await write_line(served, case)

        await asyncio.to_thread(embedded.stop)
        later = {"page": 2, "words": "b"}
        unavailable(await write_line(served, case, '"2"', later, more=key))
        unavailable(await served.client.get(f"/cases/{case}/lines", headers=served.token(case)))
        ready = await served.client.get("/readyz")
        assert (ready.status_code, ready.headers["retry-after"]) == (503, "2")
        assert (await served.client.get("/livez")).status_code == 200

        await asyncio.to_thread(embedded.start)
        await recovered(served)
        again = await write_line(served, case, '"2"', later, more=key)
        assert (again.status_code, again.json()["version"]) == (201, 3)
        assert await positions(served.log) == [1, 2, 3]
