"""How a due day is found: from a trigger, by the rows of both layers, in this calendar. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from services.followup.obligation.due import Due, NoWorkingDay, Reckoned
from services.followup.obligation.terms import Duty, Layer, Term
from services.followup.reading import Reading
from shared.calendar import (
    SATURDAY,
    WorkingDays,
    add_elapsed_hours,
    add_months,
    day_of,
    end_of,
    public_holidays,
)

DAY = timedelta(days=1)
SET = "set-by-the-fact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """The fact that something is counted from, or that answers it. A day, at times a moment.

    `until` is the last day that it set itself, if it did; `because` says how.
    """

    fact: str
    id: UUID
    on: date
    at: datetime | None = None
    until: date | None = None
    because: str = SET


@dataclass(frozen=True, slots=True)
class Count:
    """A row by its rule, and the trigger that it counts from."""

    rule: str
    trigger: Trigger


@dataclass(frozen=True, slots=True)
class Counts:
    """What may be counted in each layer; the earliest day of a layer is the layer's."""

    statutory: Sequence[Count]
    local: Sequence[Count]

    @classmethod
    def of(cls, rule: str, trigger: Trigger) -> "Counts":
        """One row of the same name in either layer, from the same trigger."""
        same = (Count(rule, trigger),)
        return cls(same, same)


def due(duty: Duty, counts: Counts, reading: Reading) -> tuple[Due, Term] | None:
    """When a duty is due, and the row that binds; `None` when neither layer sets a term.

    The edition is the one in force on the trigger's day.
    """
    statutory = min(counted(duty, counts.statutory, reading.statutory, reading), default=None,
                    key=lambda each: each[0].on)  # fmt: skip
    local = min(counted(duty, counts.local, reading.local, reading), default=None,
                key=lambda each: each[0].on)  # fmt: skip
    found = [each for each in (statutory, local) if each]
    if not found:
        return None
    when, term = min(found, key=lambda each: each[0].on)
    falls_on = None if when.at else no_working_day(when.on, reading.calendar)
    by_law, by_practice = statutory and statutory[0], local and local[0]
    return Due(statutory=by_law, local=by_practice, falls_on=falls_on), term


def counted(
    duty: Duty, counts: Sequence[Count], layer: Layer, reading: Reading
) -> Iterator[tuple[Reckoned, Term]]:
    """The days of one layer, each with its row."""
    for each in counts:
        trigger = each.trigger
        if found := layer.row(each.rule, duty, trigger.on, reading.municipality):
            term, edition = found
            on, at, adjustment = _count(term, trigger, reading.calendar)
            reckoned = Reckoned(
                row=term.id,
                edition=edition,
                da=term.da,
                en=term.en,
                source=term.source,
                confidence=term.confidence,
                trigger=trigger.fact,
                trigger_id=trigger.id,
                trigger_on=trigger.on,
                on=on,
                at=at,
                adjustment=adjustment,
            )
            yield reckoned, term


def _count(
    term: Term, trigger: Trigger, calendar: WorkingDays
) -> tuple[date, datetime | None, str | None]:
    if trigger.until:
        return trigger.until, None, trigger.because
    match term.unit:
        case "h":
            at = add_elapsed_hours(trigger.at or end_of(trigger.on - DAY), term.length)
            return day_of(at), at, "elapsed-hours"
        case "wd":
            return calendar.add(trigger.on, term.length), None, working_day_rule(calendar)
        case "cd":
            return _moved(term, trigger.on + term.length * DAY, None, calendar)
        case "cm":
            on = add_months(trigger.on, term.length)
            clamped = "end-of-month" if on.day != trigger.on.day else None
            return _moved(term, on, clamped, calendar)


def _moved(
    term: Term, on: date, adjustment: str | None, calendar: WorkingDays
) -> tuple[date, None, str | None]:
    """A term that may not end on a Saturday, Sunday or holiday, whatever a working day is (U5)."""
    if not term.moved:
        return on, None, adjustment
    kept = replace(calendar, count_saturday=False).not_before(on)
    return kept, None, "next-working-day" if kept != on else adjustment


def working_day_rule(calendar: WorkingDays) -> str:
    """Which reading of a working day (hverdag) was used."""
    week = "working-days-mon-sat" if calendar.count_saturday else "working-days-mon-fri"
    return f"{week}-municipal-closed-days" if calendar.closed else week


def no_working_day(day: date, calendar: WorkingDays) -> NoWorkingDay | None:
    """Why a day is no working day, if it is none."""
    if calendar.is_working_day(day):
        return None
    if day in public_holidays(day.year):
        return "holiday"
    if day.weekday() >= SATURDAY:
        return "sunday" if day.weekday() > SATURDAY else "saturday"
    return "closed_day"


def overdue_from(due: Due) -> datetime:
    """The first moment (UTC) at which it is too late: done on the due day, it is timely."""
    return due.due_at + datetime.resolution if due.due_at else end_of(due.due_on)


def is_late(due: Due, answer: Trigger) -> bool:
    """Whether an answer came after it was due."""
    if due.due_at and answer.at:
        return answer.at > due.due_at
    return answer.on > due.due_on
