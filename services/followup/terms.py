"""When things are due: the law's own terms and local practice, dated, and how each is counted."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal
from uuid import UUID

from services.followup.due import Due
from shared.calendar import WorkingDays, add_elapsed_hours, add_months, day_of, end_of
from shared.contracts.case import Regime
from shared.editions import Editions, NotInForce, Row

FOLLOW_UPS = frozenset({"D14", "D16"})  # the rules that a frequency by step serves
DAY = timedelta(days=1)


class Term(Row):
    """How long there is: in elapsed hours, working days, calendar days or calendar months."""

    length: int
    unit: Literal["h", "wd", "cd", "cm"]
    regime: Regime | None = None
    step: str | None = None


def _terms(folder: str, table: str = "term") -> Editions[Term]:
    return Editions.read(
        Path(__file__).parent / folder, table, Term, lambda row: (row.id, row.regime)
    )


STATUTORY, LOCAL = _terms("statute"), _terms("practice")
FREQUENCIES = Editions.read(
    Path(__file__).parent / "practice", "frequency", Term, lambda row: (row.step, row.regime)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """The fact that something is counted from, or that answers it. A day, at times a moment."""

    fact: str
    id: UUID
    on: date
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What a rule asks about one subject: under which regime, and on which step."""

    rule: str
    subject: UUID
    regime: Regime | None = None
    step: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A term in force, the edition it stands in, and the day (and moment) on which it ends."""

    term: Term
    edition: date
    on: date
    at: datetime | None
    adjustment: str | None


def due(duty: Duty, trigger: Trigger, calendar: WorkingDays) -> tuple[Counted, Due] | None:
    """When a duty is due, and the row that binds; None when neither layer sets a term.

    The edition is the one in force on the trigger's day. The earlier layer binds, and on the same
    day the law does.
    """
    by_law = _in_force(STATUTORY, trigger.on, (duty.rule, duty.regime))
    by_practice = _in_force(LOCAL, trigger.on, (duty.rule, duty.regime))
    if duty.rule in FOLLOW_UPS:
        by_practice = _in_force(FREQUENCIES, trigger.on, (duty.step, duty.regime))
    statutory = by_law and _count(*by_law, trigger, calendar)
    local = by_practice and _count(*by_practice, trigger, calendar)
    layers = [each for each in (statutory, local) if each]
    if not layers:
        return None
    binding = min(layers, key=lambda each: each.on)
    return binding, Due(
        statutory_on=statutory.on if statutory else None,
        local_on=local.on if local else None,
        due_on=binding.on,
        due_at=binding.at,
        basis="statutory" if binding is statutory else "local",
        adjustment=binding.adjustment,
    )


def _in_force(editions: Editions[Term], day: date, key: Hashable) -> tuple[Term, date] | None:
    try:
        edition = editions.on(day)
    except NotInForce:
        return None
    row = edition.get(key)
    return (row, edition.in_force) if row else None


def _count(term: Term, edition: date, trigger: Trigger, calendar: WorkingDays) -> Counted:
    match term.unit:
        case "h":
            moment = trigger.at or end_of(trigger.on - DAY)
            at = add_elapsed_hours(moment, term.length)
            return Counted(term, edition, day_of(at), at, "elapsed-hours")
        case "wd":
            on = calendar.add(trigger.on, term.length)
            return Counted(term, edition, on, None, working_day_rule(calendar))
        case "cd":
            return Counted(term, edition, trigger.on + term.length * DAY, None, None)
        case "cm":
            on = add_months(trigger.on, term.length)
            clamped = "end-of-month" if on.day != trigger.on.day else None
            return Counted(term, edition, on, None, clamped)


def working_day_rule(calendar: WorkingDays) -> str:
    """Which reading of a working day (hverdag) was used."""
    week = "working-days-mon-sat" if calendar.count_saturday else "working-days-mon-fri"
    return f"{week}-municipal-closed-days" if calendar.closed else week


def overdue_from(due: Due) -> datetime:
    """The first moment (UTC) at which it is too late: done on the due day, it is timely."""
    return due.due_at + datetime.resolution if due.due_at else end_of(due.due_on)


def is_late(due: Due, answer: Trigger) -> bool:
    """Whether an answer came after it was due."""
    if due.due_at and answer.at:
        return answer.at > due.due_at
    return answer.on > due.due_on
