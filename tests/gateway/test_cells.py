"""A cell that somebody's words came into is text in every spreadsheet, and never a formula."""

import csv
from io import BytesIO, StringIO

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from services.gateway.exports.writing import FORMATS, Column, Layout
from shared.views import Label

FORMULAS = (
    '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u200b=1",
    "\ufeff+1", "\uff1d1",
)  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(formula: str) -> None:
    column = Column("said", Label(code="said", da="Sagt", en="Said"), sa.Text())
    columns = [column, Column("many", column.words, sa.ARRAY(sa.Text))]
    sheet, rows = Layout("said", columns, "da"), [(formula, [formula, "b"])]
    text = FORMATS["csv"].whole(sheet, rows).decode("utf-8-sig")
    _, from_csv = csv.reader(StringIO(text, newline=""), delimiter=";")
    book = load_workbook(BytesIO(FORMATS["xlsx"].whole(sheet, rows))).active
    assert book is not None
    cells = next(iter(book.iter_rows(min_row=2)))
    assert {each.data_type for each in cells} == {"s"}
    written = [*from_csv, *(str(each.value) for each in cells)]
    assert [each[0] for each in written] == ["'"] * 4


def test_a_number_below_zero_is_a_number_still() -> None:
    column = Column("size", Label(code="size", da="Størrelse", en="Size"), sa.Float())
    sheet, rows = Layout("sizes", [column], "da"), [(-1.5,)]
    assert FORMATS["csv"].whole(sheet, rows) == b"\xef\xbb\xbfSt\xc3\xb8rrelse\r\n-1,5\r\n"
    book = load_workbook(BytesIO(FORMATS["xlsx"].whole(sheet, rows))).active
    assert book is not None
    assert book["A2"].value == -1.5


def test_a_workbook_opens_whatever_characters_are_in_it_and_as_far_as_the_last_column() -> None:
    column = Column("said", Label(code="said", da="<Sagt> & \x02", en="Said"), sa.Text())
    sheet = Layout("said & done", [column] * 28, "da")
    said = ["a\x01b", "_x0041_", " <b>&amp; ", "\ufffe", *["Ærø"] * 24]
    content = FORMATS["xlsx"].whole(sheet, [said])
    book = load_workbook(BytesIO(content)).active
    assert book is not None
    assert book.title == "said & done"
    assert book["AB1"].value == "<Sagt> & _x0002_"
    assert [each.value for each in book[2]] == [
        "a_x0001_b", "_x0041_", " <b>&amp; ", "_xFFFE_", *["Ærø"] * 24,
    ]  # fmt: skip
