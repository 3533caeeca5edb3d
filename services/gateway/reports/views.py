"""What a report holds."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from services.gateway.paging_views import Page
from services.gateway.queries.indicator_views import IndicatorFigures
from shared.commands import Command, Day
from shared.views import Label, View


class MakeReport(Command):
    """Report on the days from one until, not including, another, as everything is known now."""

    since: Day = Field(alias="from", strict=False, examples=["2016-01-01"])
    until: Day = Field(
        alias="to", strict=False, examples=["2016-04-01"], description="The first day left out."
    )


class OnStep(View):
    """How many children stood on a step."""

    step: Label
    children: int = Field(ge=0)


class LadderOn(View):
    """The ladder on a day."""

    on: date
    steps: list[OnStep] = Field(max_length=50)


class TimeOnStep(View):
    """How long children stood on a step: days in the time, and the length of stays that ended."""

    step: Label
    children: int = Field(ge=0)
    days: int = Field(ge=0)
    mean_days: float | None


class ReportLine(View):
    """A report, without what it holds."""

    id: UUID
    since: date
    until: date
    as_of: datetime = Field(description="What was known at this moment is reported.")
    made_at: datetime
    made_by: str = Field(max_length=200)


class Report(ReportLine):
    """A report as it was made: it does not change when something is put right afterwards."""

    figures: list[IndicatorFigures] = Field(max_length=200)
    course: list[IndicatorFigures] = Field(
        max_length=200, description="The same figures quarter by quarter, two years back."
    )
    ladder: list[LadderOn] = Field(max_length=20, description="At the end of each quarter.")
    times: list[TimeOnStep] = Field(max_length=50)


class Reports(Page[ReportLine]):
    """Reports that one may read."""


class CountedOtherwise(View):
    """Something that a figure counts otherwise now; `null` where it did not, or does not, count."""

    case_id: UUID
    subject: UUID
    part_then: float | None
    whole_then: float | None
    part_now: float | None
    whole_now: float | None
    learned: str = Field(max_length=500, description="The question what was learned of the case.")


class Explained(Page[CountedOtherwise]):
    """Why a figure of a report would be another today: what it counts otherwise."""

    as_of: datetime
