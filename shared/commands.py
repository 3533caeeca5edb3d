"""What every command has in common, and the bounded types that its fields are made of.

Property names are lowerCamelCase outside and snake_case inside. Unknown fields are refused, every
string and every list has a bound, and what could hold a person's words is never a `Code`.
"""

from datetime import UTC, date, datetime, time
from typing import Annotated
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
)
from pydantic.alias_generators import to_camel

from shared.decider import Refused, Unmet

STREAMS = "x-streams"  # marks a field that names streams: the gateway asks whose they are
VISIBLE = (  # something that is not space; spelled out, as languages disagree on what space is
    r"[^\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"
)
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
WITHIN_REACH = Unmet(
    rule="day-within-reach",
    da="Dagen skal ligge mellem 1900 og 2199.",
    en="The day must lie between 1900 and 2199.",
    source="Indsats, ADR 0009",
)


def within_reach(day: date) -> date:
    """A day the calendar can count from. Well-formed days beyond it are refused, not invalid."""
    if not EARLIEST <= day <= LATEST:
        raise Refused(WITHIN_REACH)
    return day


def in_utc(moment: datetime) -> datetime:
    """A moment within reach, in UTC."""
    within_reach(moment.date())
    return moment.astimezone(UTC)


def whole(number: object) -> object:
    """JSON knows one kind of number: 3.0 is 3."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


def as_written(parameter: object) -> object:
    """A query's dates are read as ISO 8601 and nothing else: `0` and `-86400` are no days."""
    if isinstance(parameter, str) and "-" not in parameter[1:]:
        raise ValueError("not ISO 8601")
    return parameter


def clamped(moment: datetime) -> datetime:
    """A moment to look from: beyond reach there is nothing that is not already within it."""
    naive = moment.replace(tzinfo=None)
    first, last = datetime.combine(EARLIEST, time()), datetime.combine(LATEST, time())
    if first <= naive <= last:
        return moment.astimezone(UTC)
    return (first if naive < first else last).replace(tzinfo=UTC)


Code = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$", max_length=64)
]
"""A code or an identifier, never a person's words."""
Words = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=VISIBLE, min_length=1, max_length=20_000)
]
"""Free text; sealed wherever it is stored."""
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=VISIBLE, min_length=1, max_length=200)
]
"""A person's name or another short text that may identify; sealed wherever it is stored."""
Count = Annotated[int, BeforeValidator(whole)]
"""A whole number."""
Day = Annotated[date, AfterValidator(within_reach)]
"""A day in Europe/Copenhagen."""
Moment = Annotated[AwareDatetime, AfterValidator(in_utc)]
"""A moment with its offset; kept and returned in UTC."""
AskedDay = Annotated[date, BeforeValidator(as_written)]
"""A day that a question is asked about."""
AskedMoment = Annotated[AwareDatetime, BeforeValidator(as_written), AfterValidator(clamped)]
"""A moment that a question is asked about."""


class Model(BaseModel):
    """A part of a command."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
    )


class Command(Model):
    """A request body: an imperative, in the caseworker's own verb."""

    def begins(self, by: str) -> UUID | None:  # noqa: ARG002 - for those that know
        """The stream that it begins, when whoever asks has named it already."""
        return None
