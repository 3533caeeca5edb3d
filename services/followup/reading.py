"""How this municipality reads what the law leaves open. Each is a numbered doubt with a default."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from services.followup.obligation.terms import LOCAL, STATUTORY, Layer
from shared.calendar import WorkingDays

MARCH = 3
FollowUpLaw = Literal["decision", "day"]
SupervisionYear = Literal["rolling", "calendar"]
LeapBirthday = Literal["march", "february"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The calendar, the rows of law and practice, and the answers to open questions.

    `follow_up_law` (U9): measures follow the law of their decision, or that of the day. `year`
    (U8): two supervision visits in a year of the placement's own, or in a calendar year.
    `new_site_restarts` (U18): a change of place starts the time to the first follow-up over.
    `leap_birthday` (U19): when one born on 29 February is a year older. `municipality` is the code
    of three digits that rows of local practice may name.
    """

    calendar: WorkingDays = field(default_factory=WorkingDays)
    statutory: Layer = STATUTORY
    local: Layer = LOCAL
    municipality: str | None = None
    follow_up_law: FollowUpLaw = "decision"
    year: SupervisionYear = "rolling"
    new_site_restarts: bool = True
    leap_birthday: LeapBirthday = "march"

    def birthday(self, born_on: date, years: int) -> date:
        """The day on which somebody turns so many years."""
        year = born_on.year + years
        try:
            return born_on.replace(year=year)
        except ValueError:
            return date(year, MARCH, 1) if self.leap_birthday == "march" else date(year, 2, 28)
