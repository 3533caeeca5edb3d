"""A cell that somebody's words came into is text in every spreadsheet, and never a formula."""

import csv
from io import BytesIO, StringIO

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from services.gateway.exports.writing import Column, Filled, as_csv, as_xlsx
from shared.views import Label

FORMULAS = (
    '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u200b=1",
    "\ufeff+1", "\uff1d1",
)  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(formula: str) -> None:
    column = Column("said", Label(code="said", da="Sagt", en="Said"), sa.Text())
    columns = [column, Column("many", column.words, sa.ARRAY(sa.Text))]
    sheet = Filled("said", columns, [(formula, [formula, "b"])], "da")
    text = as_csv(sheet).decode("utf-8-sig")
    _, from_csv = csv.reader(StringIO(text, newline=""), delimiter=";")
    book = load_workbook(BytesIO(as_xlsx(sheet))).active
    assert book is not None
    cells = next(iter(book.iter_rows(min_row=2)))
    assert {each.data_type for each in cells} == {"s"}
    written = [*from_csv, *(str(each.value) for each in cells)]
    assert [each[0] for each in written] == ["'"] * 4


def test_a_number_below_zero_is_a_number_still() -> None:
    column = Column("size", Label(code="size", da="Størrelse", en="Size"), sa.Float())
    sheet = Filled("sizes", [column], [(-1.5,)], "da")
    assert as_csv(sheet) == b"\xef\xbb\xbfSt\xc3\xb8rrelse\r\n-1,5\r\n"
    book = load_workbook(BytesIO(as_xlsx(sheet))).active
    assert book is not None
    assert book["A2"].value == -1.5
