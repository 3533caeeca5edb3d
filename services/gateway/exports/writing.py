"""Rows as a file: for people in a spreadsheet, or for machines. Whatever the file, the same rows.

CSV is for a Danish spreadsheet: semicolons, decimal commas and a byte order mark, without which it
takes 1.5 for a day in May and æ for two letters. Days and moments (UTC) are ISO 8601. Whoever reads
by program takes Parquet, where a number is a number.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any, Literal
from uuid import UUID

import pyarrow as pa  # type: ignore[import-untyped]  # no types of its own
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import sqlalchemy as sa
from sqlalchemy.types import TypeEngine
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from services.gateway.exports.cells import harmless
from shared.views import Label

Format = Literal["csv", "xlsx", "parquet"]
Value = str | float | bool | date | None
DAY, MOMENT = "yyyy-mm-dd", 'yyyy-mm-dd"T"hh:mm:ss"Z"'
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
class Filled:
    """A sheet with its rows. `language` is that of its headings for people."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    language: Literal["da", "en"]

    def headings(self) -> list[str]:
        return [getattr(each.words, self.language) for each in self.columns]

    def plain(self) -> Iterable[list[Value]]:
        return ([plain(each) for each in row] for row in self.rows)


def plain(value: Any) -> Value:  # noqa: ANN401 - what a column holds
    """A value as one cell; several codes stand side by side."""
    match value:
        case list():
            return harmless(" ".join(map(str, value)))
        case UUID():
            return str(value)
        case str():
            return harmless(value)
        case _:
            return value  # type: ignore[no-any-return]


def as_csv(sheet: Filled) -> bytes:
    written = StringIO(newline="")
    lines = csv.writer(written, delimiter=";")
    lines.writerow(sheet.headings())
    lines.writerows([spelt(each) for each in row] for row in sheet.plain())
    return written.getvalue().encode("utf-8-sig")


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


def as_xlsx(sheet: Filled) -> bytes:
    """A workbook, made in memory: no row comes to lie on a disk."""
    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(written, options) as book:
        page = book.add_worksheet(sheet.name[:31])
        forms: dict[type, Any] = {date: book.add_format({"num_format": DAY}),
                 datetime: book.add_format({"num_format": MOMENT})}  # fmt: skip
        page.write_row(0, 0, sheet.headings(), book.add_format({"bold": True}))
        for at, row in enumerate(sheet.plain(), start=1):
            for place, value in enumerate(row):
                page.write(at, place, without_zone(value), forms.get(type(value)))
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    return written.getvalue()


def without_zone(value: Value) -> Value:
    """A moment as workbooks know it: without a time zone. Ours are in UTC, and say so."""
    return value.replace(tzinfo=None, microsecond=0) if isinstance(value, datetime) else value


def as_parquet(sheet: Filled) -> bytes:
    """Columns of their own types, each with its words beside its name."""
    columns = [
        pa.array([listed(row[place]) for row in sheet.rows], type_of(each.type))
        for place, each in enumerate(sheet.columns)
    ]
    fields = [
        pa.field(each.name, type_of(each.type), metadata={"da": each.words.da, "en": each.words.en})
        for each in sheet.columns
    ]
    written = BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=pa.schema(fields)), written)
    return written.getvalue()


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


@dataclass(frozen=True, slots=True)
class Written:
    """How a format is written, and what it is called on the way."""

    write: Callable[[Filled], bytes]
    media_type: str


FORMATS: Mapping[Format, Written] = {
    "csv": Written(as_csv, "text/csv; charset=utf-8"),
    "xlsx": Written(as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "parquet": Written(as_parquet, "application/vnd.apache.parquet"),
}
