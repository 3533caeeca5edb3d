"""The first page of 100,000 cases for a regular user, beside one who may see all; and page 1,000.

In SQL alone, where the difference is: what HTTP takes is the same for both.
"""

from dataclasses import replace
from functools import partial

from benchmarks import store
from benchmarks.ladder import answers
from benchmarks.measuring import Measured, Section, beside
from deploy.embedded import Embedded
from services.gateway.store import Store
from shared import migrations
from tests.gateway.many_cases import fill
from tests.gateway.test_lists_are_indexed import EVERYBODY, LEADER, LISTS, WORKER, place

AS_FAST = 0.83  # a regular user takes 1.2 times as long at the most
AS_FAR = 0.9
SMALL = replace(WORKER, sub="caseworker-2")


async def section(embedded: Embedded) -> Section:
    dsn = store.create_database(embedded)
    migrations.upgrade(dsn, "services.gateway")
    gateway = Store(dsn)
    try:
        await fill(gateway)
        for listed, asked in LISTS.items():
            everybody = partial(answers, gateway, asked(EVERYBODY, None))
            for who, caller, bar in (("a caseworker", SMALL, AS_FAST), ("a leader", LEADER, None)):
                ours, raw = await beside(partial(answers, gateway, asked(caller, None)), everybody)
                yield Measured(f"{listed} of 100,000 cases, {who} beside all", ours, raw, bar)
            far = partial(answers, gateway, asked(EVERYBODY, await place(gateway, listed)))
            ours, raw = await beside(far, everybody)
            yield Measured(f"{listed} of 100,000 cases, page 1,000 beside 1", ours, raw, AS_FAR)
    finally:
        await gateway.close()
