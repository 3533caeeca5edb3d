"""A workbook with one sheet, made in memory: no row comes to lie on a disk.

Its library writes nothing before it has all of the rows, so that a workbook holds fewer than the
other files may (`commands.MOST`).
"""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # no types of its own

from services.gateway.exports.cells import Value, plain

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
DAY, MOMENT = "yyyy-mm-dd", 'yyyy-mm-dd"T"hh:mm:ss"Z"'
LONGEST_NAME = 31  # characters of a sheet's name


class Book:
    """A workbook that is being written: its headings stay in sight, and can be filtered by."""

    def __init__(self, name: str, headings: Sequence[str]) -> None:
        self._written = BytesIO()
        self._book = Workbook(self._written, OPTIONS)
        self._forms: dict[type, Any] = {
            kind: self._book.add_format({"num_format": form})
            for kind, form in ((date, DAY), (datetime, MOMENT))
        }
        self._page = self._book.add_worksheet(name[:LONGEST_NAME])
        self._page.write_row(0, 0, headings, self._book.add_format({"bold": True}))
        self._last = len(headings) - 1
        self._rows = 0

    def add(self, rows: Sequence[Sequence[Any]]) -> bytes:
        for row in rows:
            self._rows += 1
            for place, value in enumerate(map(plain, row)):
                form = self._forms.get(type(value))
                self._page.write(self._rows, place, without_zone(value), form)
        return b""

    def end(self) -> bytes:
        self._page.freeze_panes(1, 0)
        self._page.autofilter(0, 0, max(self._rows, 1), self._last)
        self._book.close()
        return self._written.getvalue()


def without_zone(value: Value) -> Value:
    """A moment as workbooks know it: without a time zone. Ours are in UTC, and say so."""
    return value.replace(tzinfo=None, microsecond=0) if isinstance(value, datetime) else value
