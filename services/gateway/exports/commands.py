"""What may be asked for as a job, and how much of it there may be."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from services.gateway.exports.sheet import Sheet
from services.gateway.exports.sheets import SHEETS
from services.gateway.exports.writing import Format, Language
from services.gateway.indicators.asked import Period
from services.gateway.queries.indicators import after_start
from services.gateway.queries.movements import LEFT_OUT
from shared.commands import EARLIEST, LATEST, AskedDay, AskedMoment, Code, Command
from shared.decider import Unmet
from shared.problems import InputError, Invalid

EXPORT = "export"
FIGURE = "worklist"
MOST: Mapping[Format, int] = {  # rows of a file; a workbook is made in memory
    "csv": 1_000_000, "parquet": 1_000_000, "xlsx": 50_000,
}  # fmt: skip
WITHIN_BOUNDS = Unmet(
    rule="export-within-bounds",
    da="Et udtræk kan højst have 1.000.000 rækker, en projektmappe (xlsx) 50.000. "
    "Afgræns det med `from` og `to`.",
    en="An export can have 1,000,000 rows at the most, a workbook (xlsx) 50,000. "
    "Narrow it by `from` and `to`.",
    source="Indsats, ADR 0085",
)
NO_SHEET = InputError(pointer="/sheet", code="unknown", detail="`GET /v1/exports` lists them.")
NO_TIME = InputError(pointer="from", code="missing", detail="A figure is of a time: `from`, `to`.")


class MakeExport(Command):
    """Take a sheet along, however long it is: the same as `GET /v1/exports/{sheet}`, as a job."""

    sheet: Code = Field(examples=["measures"])
    format: Format = Field(default="csv", description="What people open, or programs read.")
    language: Language = Field(default="da", description="Of the headings.")
    since: AskedDay | None = Field(
        default=None, alias="from", strict=False, examples=["2024-01-01"]
    )
    until: AskedDay | None = Field(default=None, alias="to", strict=False, description=LEFT_OUT)
    valid_at: AskedDay | None = Field(
        default=None, strict=False, description="On this day in Copenhagen (virkningstid)."
    )
    as_of: AskedMoment | None = Field(
        default=None, strict=False, description="As known at this moment (registreringstid)."
    )

    def of(self) -> Sheet:
        """Raises `Invalid` when there is no such sheet."""
        if self.sheet not in SHEETS:
            raise Invalid(NO_SHEET)
        return SHEETS[self.sheet]


def period_of(sheet: Sheet, since: date | None, until: date | None) -> Period:
    """Of which time a sheet is asked for.

    Raises:
        Invalid: when it ends before it begins, or a figure is asked for without it.
    """
    if sheet.about == FIGURE and not (since and until):
        raise Invalid(NO_TIME)
    return after_start(since or EARLIEST, until or LATEST)
