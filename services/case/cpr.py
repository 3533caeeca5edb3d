"""CPR numbers: ten digits that begin with a date of birth.

Replacement numbers (erstatningsnumre) have 60 added to the day. The check digit (modulus 11) only
warns: since 2007 there are genuine numbers without one, and replacement numbers never had one.
"""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

REPLACEMENT = 60  # added to the day of the month
CENTURIES = (1900, 2000)
WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


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


def checks(cpr: str) -> bool:
    """Whether a number's check digit agrees; a replacement number has none to disagree."""
    replacement = int(cpr[:2]) > REPLACEMENT
    weighed = sum(w * int(digit) for w, digit in zip(WEIGHTS, cpr, strict=True))
    return replacement or weighed % 11 == 0


def plausible(cpr: str | None) -> bool:
    """Whether a number, if there is one, begins with a day of birth."""
    return cpr is None or bool(birthdays(cpr))


Cpr = Annotated[str, StringConstraints(pattern=r"^[0-9]{10}$", max_length=10)]
"""A CPR number or a replacement number; sealed wherever it is stored."""
