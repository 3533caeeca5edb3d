"""A workbook (Office Open XML, ECMA-376) with one sheet, written row by row.

Libraries keep every cell, or lay the rows in a temporary file. The same rows are the same bytes.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from io import RawIOBase
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from services.gateway.exports.cells import Value, plain

LONGEST_NAME = 31  # characters of a sheet's name
BEFORE_THE_FIRST = date(1899, 12, 31)
NO_LEAP_DAY = 59  # days after which workbooks count a 29 February 1900 that there was not
DAY_SECONDS = 86_400
MARKED = re.compile(
    r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_"
)  # no XML; or looks marked
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATED = "application/vnd.openxmlformats-package.relationships+xml"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
BOLD, DAY, MOMENT = ' s="1"', ' s="2"', ' s="3"'  # the cells' formats, by their place in STYLES
PLAIN = 'fillId="0" borderId="0"'
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="yyyy-mm-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy-mm-dd&quot;T&quot;hh:mm:ss&quot;Z&quot;"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    f'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" {PLAIN}/></cellStyleXfs>'
    f'<cellXfs count="4"><xf numFmtId="0" fontId="0" {PLAIN} xfId="0"/>'
    f'<xf numFmtId="0" fontId="1" {PLAIN} xfId="0" applyFont="1"/>'
    f'<xf numFmtId="164" fontId="0" {PLAIN} xfId="0" applyNumberFormat="1"/>'
    f'<xf numFmtId="165" fontId="0" {PLAIN} xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{RELATED}"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": STYLES,
}
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="{}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
BEGINNING = (
    f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    "</sheetView></sheetViews><sheetData>"
)
END = '</sheetData><autoFilter ref="A1:{}{}"/></worksheet>'


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


class Package(ZipFile):
    """A package in memory, which may be given up: there is nothing to close then."""

    def __del__(self) -> None:
        """The library's own would end a part that is still being written."""


class Workbook:
    """A workbook that is being written: its headings stay in sight, and can be filtered by."""

    def __init__(self, name: str, headings: Sequence[str]) -> None:
        self._outlet = Outlet()
        self._package = Package(self._outlet, "w", ZIP_DEFLATED)
        parts = {**PARTS, "xl/workbook.xml": BOOK.format(escape(name[:LONGEST_NAME]))}
        for part, content in parts.items():
            with self._package.open(part, "w") as file:  # of no time, which `writestr` would add
                file.write(f"{HEAD}{content}".encode())
        self._sheet = self._package.open("xl/worksheets/sheet1.xml", "w")
        self._sheet.write(BEGINNING.encode())
        self._letters = [letters(place) for place in range(len(headings))]
        self._count = 0
        self._sheet.write(self._row([cell(each, BOLD) for each in headings]).encode())

    def add(self, rows: Sequence[Sequence[Any]]) -> bytes:
        written = [self._row([cell(plain(each)) for each in row]) for row in rows]
        self._sheet.write("".join(written).encode())
        return self._outlet.taken()

    def end(self) -> bytes:
        self._sheet.write(END.format(self._letters[-1], max(self._count, 2)).encode())
        self._sheet.close()
        self._package.close()
        return self._outlet.taken()

    def _row(self, cells: Sequence[str]) -> str:
        self._count += 1
        placed = [
            f'<c r="{letter}{self._count}"{each}'
            for letter, each in zip(self._letters, cells, strict=True)
            if each
        ]
        return f'<row r="{self._count}">{"".join(placed)}</row>'


def letters(place: int) -> str:
    """What a column is called in a workbook: A to Z, then AA."""
    before, last = divmod(place, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def cell(value: Value, style: str = "") -> str:
    """A cell, but for its place; nothing for an empty one. A moment knows no time zone there."""
    match value:
        case None:
            return ""
        case bool():
            return f' t="b"><v>{value:d}</v></c>'
        case datetime():
            second = value.hour * 3600 + value.minute * 60 + value.second
            return f"{MOMENT}><v>{numbered(value.date()) + second / DAY_SECONDS!r}</v></c>"
        case date():
            return f"{DAY}><v>{numbered(value)}</v></c>"
        case str():
            text = MARKED.sub(marked, escape(value, quote=False))
            space = "" if value == value.strip() else ' xml:space="preserve"'
            return f'{style} t="inlineStr"><is><t{space}>{text}</t></is></c>'
        case _:
            return f"><v>{value}</v></c>"


def numbered(day: date) -> int:
    days = (day - BEFORE_THE_FIRST).days
    return days + (days > NO_LEAP_DAY)


def marked(found: re.Match[str]) -> str:
    """A character that XML does not hold, or what looks as if it stood for one."""
    return f"_x{ord(found[0]):04X}_" if len(found[0]) == 1 else f"_x005F{found[0]}"
