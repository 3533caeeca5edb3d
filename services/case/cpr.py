"""CPR numbers: ten digits that begin with a date of birth and end with the sex.

The seventh digit says the century. Replacement numbers (erstatningsnumre) have 60 added to the day;
they follow no register, so their century is left open. The check digit (modulus 11) only warns:
since 2007 there are genuine numbers without one, and replacement numbers never had one. So does
the sex: it may have been changed.
"""

from datetime import date
from typing import Literal

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

DIGITS = r"^[0-9]{10}$"
REPLACEMENT = 60  # added to the day of the month
EITHER = (1900, 2000)  # what the two digits of a replacement number's year can follow
WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


class Cpr(str):
    """A CPR number or a replacement number, sealed wherever it is stored. It never prints."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Cpr(…)"

    __str__ = __repr__

    def __format__(self, _: str) -> str:
        return repr(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, _: object, __: GetCoreSchemaHandler) -> CoreSchema:
        digits = core_schema.str_schema(pattern=DIGITS, max_length=10)
        return core_schema.no_info_after_validator_function(cls, digits)


def replacement(cpr: str) -> bool:
    """Whether it is a replacement number."""
    return int(cpr[:2]) > REPLACEMENT


def centuries(cpr: str) -> tuple[int, ...]:
    """The centuries that a number can mean (Bekendtgørelse om Det Centrale Personregister)."""
    if replacement(cpr):
        return EITHER
    year, seventh = int(cpr[4:6]), int(cpr[6])
    if seventh <= 3:  # noqa: PLR2004 - the register's own table, here and below
        return (1900,)
    if seventh in {4, 9}:
        return (2000,) if year <= 36 else (1900,)  # noqa: PLR2004
    return (2000,) if year <= 57 else (1800,)  # noqa: PLR2004


def birthdays(cpr: str) -> tuple[date, ...]:
    """The days of birth that a number can mean; of a genuine one, one at the most."""
    day, month, year = int(cpr[:2]), int(cpr[2:4]), int(cpr[4:6])
    day -= REPLACEMENT if replacement(cpr) else 0
    return tuple(filter(None, (_day(century + year, month, day) for century in centuries(cpr))))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def sex_of(cpr: str) -> Literal["female", "male"]:
    """The sex by the last digit: odd is male."""
    return "male" if int(cpr[9]) % 2 else "female"


def checks(cpr: str) -> bool:
    """Whether a number's check digit agrees; a replacement number has none to disagree."""
    weighed = sum(w * int(digit) for w, digit in zip(WEIGHTS, cpr, strict=True))
    return replacement(cpr) or weighed % 11 == 0


def plausible(cpr: str | None) -> bool:
    """Whether a number, if there is one, begins with a day of birth."""
    return cpr is None or bool(birthdays(cpr))
