"""A figure and its parts, added up line by line."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from shared.contracts import case, charge, early
from tests.gateway.figures.known import Known, Measure

UNKNOWN = "unknown"
OF_NO_CASE: Sequence[type[Any]] = (
    case.NotificationReceived, early.CounsellingContactRegistered, early.DetectionScreeningRecorded,
)  # fmt: skip
BANDS = ((6, "0-5"), (12, "6-11"), (15, "12-14"), (18, "15-17"), (23, "18-22"))


@dataclass(frozen=True, slots=True)
class Days:
    """Days from one until, not including, another."""

    since: date
    until: date

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.since <= day < self.until

    def __iter__(self) -> Iterator[date]:
        return (self.since + timedelta(days=each) for each in range((self.until - self.since).days))

    def lived(self, today: date) -> "Days":
        """Those that have come."""
        return Days(self.since, max(self.since, min(self.until, today + timedelta(days=1))))


@dataclass(frozen=True, slots=True)
class Line:
    """Something that counts: in which case, on which day, and what it adds."""

    case: UUID
    subject: UUID
    on: date
    part: float = 1.0
    whole: float = 1.0
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """Lines added up."""

    part: float
    whole: float
    children: int
    middle: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Sum":
        return cls(
            part=sum(each.part for each in lines),
            whole=sum(each.whole for each in lines),
            children=len({each.case for each in lines}),
            middle=median(each.part for each in lines),
        )

    def value(self, statistic: str) -> float | None:
        """What the figure comes to."""
        match statistic:
            case "sum":
                return self.part
            case "median":
                return self.middle
            case "share":
                return 100 * self.part / self.whole if self.whole else None
            case _:
                return self.part / self.whole if self.whole else None


def apart(
    known: Known, lines: Iterable[Line], by: Sequence[str]
) -> Mapping[tuple[str, ...], Sequence[Line]]:
    """The lines, told apart."""
    found: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for each in lines:
        found[tuple(group(known, each, name) for name in by)].append(each)
    return found


def group(known: Known, line: Line, by: str) -> str:
    """Which group a line is in, on its day."""
    match by:
        case "unit":
            return unit(known, line)
        case "ageBand":
            return band(age(known, line.case, line.on))
        case "sex":
            child = known.one(case.ChildIdentified, line.case)
            return child.sex if child else UNKNOWN
        case _ if line.measure is None:
            return UNKNOWN
        case "step":
            return line.measure.said.step
        case "regime":
            return line.measure.regime_on(line.on)
        case _:
            return line.measure.said.measure_type


def unit(known: Known, line: Line) -> str:
    """Who was in charge of the case on the day; or who received what is no case."""
    for kind in OF_NO_CASE:
        if received := known.one(kind, line.case):
            of: str = received.unit
            return of
    opened = [
        (each.said.opened_on, each.at, each.said.unit)
        for each in known.of(case.CaseOpened, line.case)
    ]
    assigned = [
        (each.said.assigned_on, each.at, each.said.unit)
        for each in known.of(charge.CaseworkerAssigned, line.case)
    ]
    in_charge = [each for each in (*opened, *assigned) if each[0] <= line.on]
    return max(in_charge)[2] if in_charge else UNKNOWN


def age(known: Known, stream: UUID, day: date) -> int | None:
    """In whole years. Whoever was born on 29 February is a year older on 1 March (U19)."""
    born_on = known.born_on(stream)
    if born_on is None:
        return None
    years = day.year - born_on.year
    return years if (day.month, day.day) >= (born_on.month, born_on.day) else years - 1


def band(years: int | None) -> str:
    if years is None:
        return UNKNOWN
    return next((name for beyond, name in BANDS if years < beyond), UNKNOWN)
