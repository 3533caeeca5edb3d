"""What the worker tidies: old answers go, and old keys are wrapped under the newest master."""

from base64 import b64encode
from collections.abc import AsyncIterator

import pytest

from shared.clock import utc_now
from shared.database import Database
from shared.eventlog import EventLog
from shared.eventlog.housekeeping import Housekeeping
from shared.sealing import MasterKeys
from tests.database import queried
from tests.shared import sample
from tests.shared.asking import Log, ask, keyed, line, opened

FIRST = f"first:{b64encode(bytes(range(32))).decode()}"
SECOND = f"second:{b64encode(bytes(range(1, 33))).decode()}"
WORDS = "Jeg vil helst bo hos min moster."


@pytest.fixture
async def database(log_dsn: str) -> AsyncIterator[Database]:
    async with Database(log_dsn) as opened_database:
        yield opened_database


def log_of(database: Database, ring: str) -> Log:
    return EventLog(database, sample.catalog, MasterKeys.read(ring), utc_now)


async def test_an_answer_is_forgotten_after_two_days_and_not_before(
    database: Database, log_dsn: str
) -> None:
    log = log_of(database, FIRST)
    stream = await opened(log)
    await ask(log, stream, 1, line(1), answer=keyed(b"old"))
    await queried(log_dsn, "UPDATE answers SET kept_at = kept_at - interval '49 hours'")
    await ask(log, stream, 2, line(2), answer=keyed(b"new"))
    assert await Housekeeping(database, MasterKeys.read(FIRST)).forget() == 1
    assert await log.recorder.answer(b"old") is None
    assert await log.recorder.answer(b"new") is not None


async def test_old_keys_come_under_the_newest_master_and_the_oldest_can_go(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.eventlog.housekeeping.BATCH", 2)
    before = log_of(database, FIRST)
    streams = [await opened(before) for _ in range(3)]
    for stream in streams:
        await ask(before, stream, 1, line(1, WORDS))
    both = Housekeeping(database, MasterKeys.read(f"{SECOND},{FIRST}"))
    assert [await both.rewrap() for _ in range(3)] == [2, 1, 0]
    after = log_of(database, SECOND)
    for stream in streams:
        fact = (await after.history(stream))[-1].fact
        assert isinstance(fact, sample.LineWritten)
        assert fact.words.words(await after.keys.cipher(stream)) == WORDS


async def test_a_destroyed_key_stays_destroyed(database: Database) -> None:
    before = log_of(database, FIRST)
    stream = await opened(before)
    await ask(before, stream, 1, line(1, WORDS))
    await before.keys.destroy(stream)
    assert await Housekeeping(database, MasterKeys.read(f"{SECOND},{FIRST}")).rewrap() == 0
    assert await log_of(database, f"{SECOND},{FIRST}").keys.cipher(stream) is None
