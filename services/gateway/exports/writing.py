"""Rows as a file: for people in a spreadsheet, or for machines. Whatever the file, the same rows.

A file is written piece by piece, as its rows come: no row lies on a disk, and only the last ones in
memory (a workbook's all). CSV is for a Danish spreadsheet: semicolons, decimal commas and a byte
order mark, without which it takes 1.5 for a day in May and æ for two letters. Days and moments
(UTC) are ISO 8601. Whoever reads by program takes Parquet, where a number is a number.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import RawIOBase, StringIO
from typing import Any, Literal, Protocol
from uuid import UUID

import pyarrow as pa  # type: ignore[import-untyped]  # no types of its own
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import sqlalchemy as sa
from sqlalchemy.types import TypeEngine

from services.gateway.exports.cells import Value, plain
from services.gateway.exports.workbook import Book
from shared.views import Label

Format = Literal["csv", "xlsx", "parquet"]
Language = Literal["da", "en"]
Rows = Sequence[Sequence[Any]]
PARQUET: Sequence[tuple[type[TypeEngine[Any]], pa.DataType]] = (
    (sa.DateTime, pa.timestamp("us", tz="UTC")),
    (sa.Date, pa.date32()),
    (sa.Boolean, pa.bool_()),
    (sa.Integer, pa.int64()),
    (sa.Float, pa.float64()),
    (sa.ARRAY, pa.list_(pa.string())),
)


@dataclass(frozen=True)
class Column:
    """A column: its name for machines, its words for people, its type."""

    name: str
    words: Label
    type: TypeEngine[Any]


@dataclass(frozen=True)
class Layout:
    """A sheet without its rows. `language` is that of its headings for people."""

    name: str
    columns: Sequence[Column]
    language: Language

    def headings(self) -> list[str]:
        return [getattr(each.words, self.language) for each in self.columns]


class Writer(Protocol):
    """A file that is being written. Both answer the bytes that are ready."""

    def add(self, rows: Rows) -> bytes:
        """Some rows more."""
        ...

    def end(self) -> bytes:
        """No more rows."""
        ...


class Lines:
    """A CSV file."""

    def __init__(self, layout: Layout) -> None:
        self._written = StringIO("\ufeff", newline="")
        self._written.seek(1)
        self._lines = csv.writer(self._written, delimiter=";")
        self._lines.writerow(layout.headings())

    def add(self, rows: Rows) -> bytes:
        self._lines.writerows([spelt(plain(each)) for each in row] for row in rows)
        return self.end()

    def end(self) -> bytes:
        ready = self._written.getvalue().encode()
        self._written.seek(0)
        self._written.truncate()
        return ready


def spelt(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case datetime():
            return value.strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return value.isoformat()
        case float():
            return f"{value:.12g}".replace(".", ",")
        case _:
            return str(value)


class Outlet(RawIOBase):
    """Where a file is written to that is taken away piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401 - whatever is bytes
        self._written += data
        return len(data)

    def taken(self) -> bytes:
        """What was written since the last time."""
        ready = bytes(self._written)
        self._written.clear()
        return ready


class Table:
    """A Parquet file: columns of their own types, each with its words beside its name."""

    def __init__(self, layout: Layout) -> None:
        self._types = [type_of(each.type) for each in layout.columns]
        self._schema = pa.schema(
            pa.field(each.name, kind, metadata={"da": each.words.da, "en": each.words.en})
            for each, kind in zip(layout.columns, self._types, strict=True)
        )
        self._outlet = Outlet()
        self._writer = pq.ParquetWriter(self._outlet, self._schema)

    def add(self, rows: Rows) -> bytes:
        columns = [
            pa.array([listed(row[place]) for row in rows], kind)
            for place, kind in enumerate(self._types)
        ]
        self._writer.write_table(pa.Table.from_arrays(columns, schema=self._schema))
        return self._outlet.taken()

    def end(self) -> bytes:
        self._writer.close()
        return self._outlet.taken()


def listed(value: Any) -> Any:  # noqa: ANN401 - what a column holds
    match value:
        case UUID():
            return str(value)
        case list():
            return [str(each) for each in value]
        case _:
            return value


def type_of(column: TypeEngine[Any]) -> pa.DataType:
    return next((found for kind, found in PARQUET if isinstance(column, kind)), pa.string())


def book(layout: Layout) -> Writer:
    return Book(layout.name, layout.headings())


@dataclass(frozen=True, slots=True)
class Written:
    """How a format is written, and what it is called on the way."""

    begin: Callable[[Layout], Writer]
    media_type: str

    def whole(self, layout: Layout, rows: Rows) -> bytes:
        """A file with all of its rows."""
        writer = self.begin(layout)
        return (writer.add(rows) if rows else b"") + writer.end()


FORMATS: Mapping[Format, Written] = {
    "csv": Written(Lines, "text/csv; charset=utf-8"),
    "xlsx": Written(book, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "parquet": Written(Table, "application/vnd.apache.parquet"),
}
