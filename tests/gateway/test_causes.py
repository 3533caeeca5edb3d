"""What a neighbour tells of a case is taken after the case that it is about."""

import asyncio
from collections.abc import Callable

from services.gateway.projecting import Projecting
from services.gateway.read_models import MODELS
from services.gateway.store import Store
from shared.clock import utc_now
from shared.contracts import FeedItem, FeedPage
from shared.database import Bell, Database
from tests.gateway.news import THEN

CASE = "0b7f3c1e-5d0a-4c7e-9a51-3f1de4f0a001"


def item(position: int, kind: str, **data: object) -> FeedItem:
    return FeedItem.model_validate(
        {"position": position, "stream": CASE, "version": 1, "recordedAt": THEN,
         "correlation": "trace", "kind": kind, "data": data}
    )  # fmt: skip


async def test_no_event_of_a_case_is_numbered_before_the_case_is_known(
    dsn_of: Callable[[str], str],
) -> None:
    opened = item(
        7, "CaseOpened", id=CASE, unit="unit-1", openedOn="2024-02-01", awareOn="2024-02-01"
    )
    started = item(1, "NetworkDeclined", id=CASE, declinedOn="2024-02-02", declinedBy="child")
    dsn = dsn_of("gateway")
    store = Store(dsn)
    async with Database(dsn) as database:
        taking = Projecting(store, MODELS, utc_now, bell=Bell(database, "news"))
        later = asyncio.create_task(
            taking.take("followup", FeedPage(items=[started], reached=1, heard={"case": 7}))
        )
        await asyncio.wait({later}, timeout=0.5)
        assert not later.done()
        await taking.take("case", FeedPage(items=[opened], reached=7))
        await later
        assert [await taking.reached(each) for each in ("case", "followup")] == [7, 1]
    await store.close()
