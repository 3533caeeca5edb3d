"""CPR numbers: ten digits that begin with a date of birth.

Replacement numbers (erstatningsnumre) have 60 added to the day. The check digit is not tested:
since 2007 there are genuine numbers without one.
"""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

REPLACEMENT = 60  # added to the day of the month
CENTURIES = (1900, 2000)


def birthdays(cpr: str) -> tuple[date, ...]:
    """The days of birth that a number can mean; its two-digit year leaves the century open."""
    day, month, year = int(cpr[:2]), int(cpr[2:4]), int(cpr[4:6])
    day -= REPLACEMENT if day > REPLACEMENT else 0
    return tuple(filter(None, (_day(century + year, month, day) for century in CENTURIES)))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def plausible(cpr: str | None) -> bool:
    """Whether a number, if there is one, begins with a day of birth."""
    return cpr is None or bool(birthdays(cpr))


Cpr = Annotated[str, StringConstraints(pattern=r"^[0-9]{10}$", max_length=10)]
"""A CPR number or a replacement number; sealed wherever it is stored."""
