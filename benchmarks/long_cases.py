"""A command in a case of a thousand facts, beside the same in a case of ten."""

import time
from functools import partial
from uuid import UUID, uuid4

from benchmarks import appends, store
from benchmarks.measuring import Measured, Section, beside
from benchmarks.sample import DAY
from deploy.embedded import Embedded
from services.case.child.commands import OpenCase
from services.case.domain import cases
from services.case.events import Event, catalog
from services.case.record.commands import RecordNote
from services.case.slices import CaseCommand
from shared.decider import Asked
from shared.eventlog import EventLog

BAR = 0.67  # it may take one and a half times as long
OPENING = OpenCase(unit="unit-1", opened_on=DAY, aware_on=DAY)
NOTE = RecordNote(happened_on=DAY, kind="phone_call", words="She called; all is well.")


async def ask(
    log: EventLog[Event], case: UUID, command: CaseCommand, expected: int, *, new: UUID
) -> None:
    asked = Asked(command=command, id=new, at=log.clock(), by="caseworker-1")
    await log.decide(
        cases, case, asked, expected=expected, correlation="0" * 32, answer=appends.kept
    )


async def notes(log: EventLog[Event], facts: int, count: int, times: int) -> float:
    """Notes per second in cases that have so many facts when the clock starts."""
    spent = 0.0
    for _ in range(times):
        case = uuid4()
        await ask(log, case, OPENING, 0, new=case)
        for version in range(1, facts):
            await ask(log, case, NOTE, version, new=uuid4())
        started = time.perf_counter()
        for version in range(facts, facts + count):
            await ask(log, case, NOTE, version, new=uuid4())
        spent += time.perf_counter() - started
    return count * times / spent


async def section(embedded: Embedded) -> Section:
    async with store.opened(store.create_log(embedded), catalog) as log:
        long, short = await beside(
            partial(notes, log, 1000, 500, 1), partial(notes, log, 10, 10, 50)
        )
    yield Measured("commands in a case of 1,000 facts beside one of 10", long, short, BAR)
