"""From news to rows. A read model only says what changes; one engine writes it, once.

A page of any length is folded in memory into rows (the last value wins), and each table is written
once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway.tables import events, events_head
from services.gateway.tables.columns import RECORDED_FROM, VERSIONED_BY
from services.gateway.versioning import Said, is_versioned, key_of, standing, told
from shared.contracts import FeedItem

Row = dict[str, Any]
ROWS_PER_STATEMENT = 1000


@dataclass(frozen=True, slots=True)
class Put:
    """Set these columns of one row, which is made if it is not there.

    In a versioned table that makes a version of the thing named, unless nothing changes.
    """

    table: sa.Table
    key: tuple[Any, ...]
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Supersede:
    """What a bitemporal table says of a stream was believed until now; this is believed instead."""

    table: sa.Table
    stream: UUID
    position: int
    at: datetime
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Announce:
    """The public feed has one more event."""

    row: Row


Change = Put | Supersede | Announce


@dataclass(frozen=True, slots=True)
class ReadModel:
    """A named set of tables, and what a piece of news changes in them.

    Where what one feed wrote follows from another's too, pages of the feeds it is `across` take
    turns, and `settled` says what else the changes bring about in rows that stand.
    """

    name: str
    tables: tuple[sa.Table, ...]
    changes: Callable[[str, FeedItem], Iterable[Change]]
    across: tuple[str, ...] = ()
    settled: Callable[[Sequence[Put]], sa.Update | None] | None = None

    async def settle(self, connection: AsyncConnection, changed: Sequence[Change]) -> None:
        """Once changes are written: bring what follows from several feeds up to them."""
        puts = [each for each in changed if isinstance(each, Put)] if self.settled else []
        if self.settled and (statement := self.settled(puts)) is not None:
            await connection.execute(statement)


@dataclass
class Page:
    """What a page of news amounts to: each row once, however often it changed."""

    rows: dict[sa.Table, dict[tuple[Any, ...], Row]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    superseded: dict[tuple[sa.Table, UUID], datetime] = field(default_factory=dict)
    versions: dict[sa.Table, dict[UUID, list[Said]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    announced: list[Row] = field(default_factory=list)

    def add(self, feed: str, at: datetime, change: Change) -> None:
        """Take a change in.

        Raises:
            ValueError: when news of this feed may not change the table.
        """
        match change:
            case Put(table, key, values) if is_versioned(table):
                if table.info[VERSIONED_BY] != feed:
                    raise ValueError(f"{table.name} is not written by {feed}")
                self.versions[table][key[0]].append((at, values))
            case Put(table, key, values):
                self.rows[table].setdefault(key, {}).update(values)
            case Supersede():
                self._supersede(change)
            case Announce():
                self.announced.append(change.row)

    def _supersede(self, change: Supersede) -> None:
        self.superseded.setdefault((change.table, change.stream), change.at)
        rows = self.rows[change.table]
        for row in rows.values():
            if row["stream"] == change.stream and row["recorded_to"] is None:
                row["recorded_to"] = change.at
        for number, row in enumerate(change.rows):
            rows[change.position, number] = {
                **row,
                "stream": change.stream,
                "recorded_from": change.at,
                "recorded_to": None,
            }

    async def write(self, connection: AsyncConnection) -> None:
        """Write every table once."""
        for table, streams in grouped(self.superseded).items():
            known = sa.values(
                sa.column("stream", sa.Uuid), sa.column("at", sa.DateTime(timezone=True)), name="s"
            ).data(streams)
            await connection.execute(
                table.update()
                .where(table.c.stream == known.c.stream, table.c.recorded_to.is_(None))
                .values(recorded_to=known.c.at)
            )
        for table, rows in self.rows.items():
            await upsert(connection, table, rows)
        for table, said in self.versions.items():
            await upsert(connection, table, await self._versions(connection, table, said))
        if self.announced:
            await number(connection, self.announced)

    @staticmethod
    async def _versions(
        connection: AsyncConnection, table: sa.Table, said: Mapping[UUID, Sequence[Said]]
    ) -> dict[tuple[Any, ...], Row]:
        stand = await standing(connection, table, [*said])
        name = key_of(table).name
        return {
            (row[name], row[RECORDED_FROM]): {
                column: value
                for column, value in row.items()
                if column not in {name, RECORDED_FROM}
            }
            for thing, saying in said.items()
            for row in told(table, thing, stand.get(thing), saying)
        }


async def number(connection: AsyncConnection, announced: Sequence[Row]) -> None:
    """Give events their numbers in the one order, held from here to the commit: without gaps."""
    head = events_head.c
    beginning = insert(events_head).values(only=True, number=len(announced), epoch=uuid4())
    counted = beginning.on_conflict_do_update(
        index_elements=["only"], set_={"number": head.number + len(announced)}
    )
    last = await connection.scalar(counted.returning(head.number))
    first = (last or 0) - len(announced) + 1
    rows = [{**row, "number": place} for place, row in enumerate(announced, first)]
    for start in range(0, len(rows), ROWS_PER_STATEMENT):
        await connection.execute(events.insert(), rows[start : start + ROWS_PER_STATEMENT])


def grouped(
    superseded: Mapping[tuple[sa.Table, UUID], datetime],
) -> Mapping[sa.Table, list[tuple[UUID, datetime]]]:
    tables: dict[sa.Table, list[tuple[UUID, datetime]]] = defaultdict(list)
    for (table, stream), at in superseded.items():
        tables[table].append((stream, at))
    return tables


@cache
def upserting(table: sa.Table, columns: tuple[str, ...]) -> Insert:
    """The statement for rows that set these columns: there are few, and each is made once."""
    statement, keys = insert(table), [column.name for column in table.primary_key]
    if not columns:
        return statement.on_conflict_do_nothing(index_elements=keys)
    changed = {name: statement.excluded[name] for name in columns}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


async def upsert(
    connection: AsyncConnection, table: sa.Table, rows: Mapping[tuple[Any, ...], Row]
) -> None:
    """Insert or update rows, those with the same columns together."""
    keys = [column.name for column in table.primary_key]
    shapes: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for key, row in rows.items():
        shapes[tuple(sorted(row))].append({**dict(zip(keys, key, strict=True)), **row})
    for columns, group in shapes.items():
        statement = upserting(table, columns)
        for start in range(0, len(group), ROWS_PER_STATEMENT):
            await connection.execute(statement, group[start : start + ROWS_PER_STATEMENT])
