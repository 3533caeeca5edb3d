"""Facts are kept under stable names, and old schemas stay readable."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from shared.facts import Catalog, Json, holds_words
from shared.sealing import Binding, Opening, Sealed
from tests.database import queried
from tests.shared.asking import Log, ask, line, opened
from tests.shared.sample import LineWritten, NotebookOpened, catalog

STREAM = UUID("0b7f3c1e-5d0a-4c7e-9a51-3f1de4f0a001")
BINDING = Binding(STREAM, "notebook.PageTurned")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTurned:
    """Today's schema, the third."""

    id: UUID
    page: int
    side: str
    by: str


def turned() -> Catalog[PageTurned]:
    catalog: Catalog[PageTurned] = Catalog("notebook", PageTurned)

    @catalog.upcaster(PageTurned)
    def name_the_side(v1: Json) -> Json:
        return {**v1, "side": "left"}

    @catalog.upcaster(PageTurned)
    def say_who(v2: Json) -> Json:
        return {**{key: v2[key] for key in v2 if key != "who"}, "by": v2.get("who", "nobody")}

    return catalog


def test_every_schema_ever_written_is_still_read() -> None:
    catalog, thing = turned(), uuid4()
    today = PageTurned(id=thing, page=4, side="left", by="bo")
    stored = [
        {"schema": 1, "data": {"id": str(thing), "page": 4}},
        {"schema": 2, "data": {"id": str(thing), "page": 4, "side": "right", "who": "ann"}},
        catalog.dump(today, BINDING),
    ]
    read = [catalog.load("notebook.PageTurned", each, BINDING) for each in stored]
    assert [(each.side, each.by) for each in read] == [
        ("left", "nobody"),
        ("right", "ann"),
        ("left", "bo"),
    ]
    assert read[2] == today
    assert {(each.id, each.page) for each in read} == {(thing, 4)}


def test_a_schema_is_one_more_than_its_upcasters() -> None:
    assert turned().schemas() == {"notebook.PageTurned": 3}
    assert set(catalog.schemas().values()) == {1}


async def test_an_old_row_is_read_from_the_log(log: Log, log_dsn: str) -> None:
    stream = await opened(log)
    [(topic, state)] = await queried(log_dsn, "SELECT topic, state FROM stored_events")
    assert topic == "notebook.NotebookOpened"
    assert b'"schema":1' in state
    assert isinstance((await log.history(stream))[0].fact, NotebookOpened)


async def test_a_path_in_our_code_is_never_stored(log: Log, log_dsn: str) -> None:
    stream = await opened(log)
    await ask(log, stream, 1, line(1))
    stored = await queried(log_dsn, "SELECT topic, state FROM stored_events")
    assert all(b"tests." not in topic.encode() + state for topic, state in stored)


def test_sealed_words_are_found_wherever_they_are() -> None:
    assert holds_words(LineWritten)
    assert holds_words(tuple[Sealed, ...])
    assert holds_words(Sealed | None)
    assert not holds_words(NotebookOpened)
    assert not holds_words(dict[str, Any])


def test_opening_without_a_key_writes_null() -> None:
    fact = LineWritten(id=STREAM, page=1, words=Sealed(text="c2VhbGVk"))
    opened_ = catalog.dump(fact, Opening(None))
    assert opened_["data"] == {"id": str(STREAM), "page": 1, "words": None, "aside": None}
