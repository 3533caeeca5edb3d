"""What a child said is stored sealed under the case's own key, and gone for ever with that key."""

from base64 import b64encode
from datetime import date
from os import urandom
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from psycopg import sql

from shared.sealing import KEY, Binding, Cipher, Erased, MasterKeys, Opening, Sealed, sealed
from tests.database import queried
from tests.shared.asking import Log, ask, line, opened, pages
from tests.shared.conftest import MASTER, OpenLog
from tests.shared.sample import LineStruck, LineWritten, decider

WORDS = "Mor drikker igen, og jeg er bange for at være hjemme."
SECOND = "second:" + b64encode(urandom(KEY)).decode()


async def said(log: Log) -> LineWritten:
    """The one line of a notebook, read back from the log."""
    stream = await opened(log)
    await ask(log, stream, 1, line(1, WORDS))
    fact = (await log.history(stream))[-1].fact
    assert isinstance(fact, LineWritten)
    return fact


async def test_words_are_never_stored_as_words(log: Log, log_dsn: str) -> None:
    stream = await opened(log)
    await ask(log, stream, 1, line(1, WORDS))
    for table in ("stored_events", "answers", "data_keys", "tracking"):
        rows = await queried(log_dsn, sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))
        kept = b" ".join(
            each if isinstance(each, bytes) else str(each).encode() for row in rows for each in row
        )
        assert b"Mor drikker" not in kept
        assert "være".encode() not in kept
    assert "drikker" not in repr(await log.history(stream))


async def test_words_open_with_the_case_s_key_in_any_process(open_log: OpenLog) -> None:
    mine, theirs = await open_log(), await open_log()
    stream = await opened(mine)
    await ask(mine, stream, 1, line(1, WORDS))
    fact = (await theirs.history(stream))[-1].fact
    assert fact.words.words(await theirs.keys.cipher(stream)) == WORDS
    assert fact.aside is None


async def test_two_processes_make_one_key(open_log: OpenLog) -> None:
    mine, theirs = await open_log(), await open_log()
    stream = uuid4()
    one, other = [await each.keys.cipher(stream, make=True) for each in (mine, theirs)]
    assert one is not None
    assert other is not None
    assert other.open(one.seal(WORDS, b"here"), b"here") == WORDS


async def test_without_its_key_a_case_still_folds_and_its_words_read_as_erased(
    open_log: OpenLog,
) -> None:
    log = await open_log()
    stream = await opened(log)
    await ask(log, stream, 1, line(7, WORDS))
    await log.keys.destroy(stream)
    later = await open_log()
    assert await pages(later, stream) == [7]
    fact = (await later.history(stream))[-1].fact
    for each in (log, later):
        cipher = await each.keys.cipher(stream)
        assert cipher is None
        assert fact.words.words(cipher) is None
        assert each.catalog.dump(fact, Opening(cipher))["data"]["words"] is None


async def test_nothing_can_be_said_in_a_case_whose_key_is_destroyed(open_log: OpenLog) -> None:
    log = await open_log()
    stream = await opened(log)
    written = await ask(log, stream, 1, line(7, WORDS))
    await log.keys.destroy(stream)
    for each in (log, await open_log()):
        with pytest.raises(Erased):
            await ask(each, stream, 2, line(8, WORDS))
    assert (await log.fold(decider, stream)).version == 2
    assert written.version == 2


async def test_a_key_destroyed_before_it_was_made_is_never_made(log: Log) -> None:
    stream = await opened(log)
    await log.keys.destroy(stream)
    with pytest.raises(Erased):
        await ask(log, stream, 1, line(1, WORDS))


async def test_words_pasted_into_another_case_do_not_open(log: Log, log_dsn: str) -> None:
    mine, theirs = await opened(log), await opened(log)
    for each in (mine, theirs):
        await ask(log, each, 1, line(1, WORDS))
    await queried(
        log_dsn,
        """
        UPDATE stored_events SET state = pasted.state FROM stored_events AS pasted
        WHERE stored_events.originator_id = %s AND pasted.originator_id = %s
        AND stored_events.originator_version = 2 AND pasted.originator_version = 2
        """,
        (mine, theirs),
    )
    fact = (await log.history(mine))[-1].fact
    for key in (await log.keys.cipher(mine), await log.keys.cipher(theirs)):
        with pytest.raises(Erased):
            fact.words.words(key)


async def test_words_pasted_into_another_kind_of_fact_do_not_open() -> None:
    stream, cipher = uuid4(), Cipher.of(urandom(KEY))
    text = cipher.seal(WORDS, bytes(Binding(stream, "notebook.LineWritten")))
    assert cipher.open(text, bytes(Binding(stream, "notebook.LineWritten"))) == WORDS
    with pytest.raises(InvalidTag):
        cipher.open(text, bytes(Binding(stream, "notebook.LineStruck")))


async def test_the_same_words_are_sealed_differently_each_time() -> None:
    cipher = Cipher.of(urandom(KEY))
    assert cipher.seal(WORDS, b"") != cipher.seal(WORDS, b"")


async def test_a_fact_kept_sealed_is_copied_as_it_is(log: Log) -> None:
    fact = await said(log)
    stored = log.catalog.dump(fact, Binding(uuid4(), "notebook.LineWritten"))
    assert stored["data"]["words"] == {"sealed": fact.words.text}


async def test_only_facts_that_can_hold_words_need_a_key(log: Log) -> None:
    fact = await said(log)
    assert log.catalog.seals(fact)
    assert not log.catalog.seals(LineStruck(id=uuid4(), struck_on=date(2016, 1, 11)))


async def test_after_a_rotation_old_cases_open_and_new_ones_get_the_new_key(
    open_log: OpenLog, log_dsn: str
) -> None:
    before = await open_log(master=MASTER)
    old = await opened(before)
    await ask(before, old, 1, line(1, WORDS))
    after = await open_log(master=f"{SECOND},{MASTER}")
    new = await opened(after)
    await ask(after, new, 1, line(1, WORDS))
    for stream in (old, new):
        fact = (await after.history(stream))[-1].fact
        assert fact.words.words(await after.keys.cipher(stream)) == WORDS
    rows = await queried(log_dsn, "SELECT stream, master FROM data_keys")
    assert dict(rows) == {old: "first", new: "second"}


def test_a_wrapped_key_opens_for_its_own_case_only() -> None:
    ring = MasterKeys.read(MASTER)
    mine, key = uuid4(), urandom(KEY)
    name, wrapped = ring.wrap(key, mine)
    assert ring.unwrap(name, wrapped, mine) == key
    with pytest.raises(InvalidTag):
        ring.unwrap(name, wrapped, uuid4())


@pytest.mark.parametrize("setting", ["", "first:", "first:c2hvcnQ=", "first", f"{MASTER},x:YQ=="])
def test_a_ring_with_a_bad_key_is_refused_at_start(setting: str) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        MasterKeys.read(setting)


def test_sealing_what_is_missing_is_missing() -> None:
    assert sealed(None) is None
    assert sealed(WORDS) == Sealed(WORDS)
    assert repr(Sealed(WORDS)) == "Sealed(…)"
