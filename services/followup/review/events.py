"""What has happened in following measures up. Legal source: SEL § 70; BL §§ 95-96.

Every fact's `id` names what it is about. Days are in Europe/Copenhagen.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.departures import Departure
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureOutcome:
    """What a follow-up of one measure came to; `works` is None when nothing was said of that."""

    measure_id: UUID
    outcome: str
    works: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpHeld:
    """Measures were followed up; each has an outcome, and `outcome` is that of them all."""

    id: UUID
    held_on: date
    measure_ids: tuple[UUID, ...]
    outcome: str
    outcomes: tuple[MeasureOutcome, ...]
    child_heard: bool
    child_view: Sealed | None
    child_not_heard_reason: Sealed | None
    goal_ids: tuple[UUID, ...]
    goal_status: Sealed
    reasons: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpCorrected:
    """A follow-up had been registered on a wrong day; this is the right one, and why."""

    id: UUID
    held_on: date
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpScheduleDecided:
    """How often these measures are followed up in this case, or on which days. BL § 95, stk. 3.

    One of `every_weeks`, `every_months` and `dates` says when.
    """

    id: UUID
    decided_on: date
    measure_ids: tuple[UUID, ...]
    every_weeks: int | None
    every_months: int | None
    dates: tuple[date, ...]
    told_child_on: date | None
    told_custodians_on: date | None
    reasons: Sealed
    departures: tuple[Departure, ...]
    edition: date


ReviewEvent = FollowUpHeld | FollowUpCorrected | FollowUpScheduleDecided
