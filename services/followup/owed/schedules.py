"""The schedules that a case has of its own, and the next day that they set for a measure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from services.followup.obligation.reckoning import Trigger
from services.followup.owed.known import Known
from services.followup.review.events import FollowUpScheduleDecided
from shared.calendar import add_months


@dataclass(frozen=True, slots=True)
class Schedules:
    """Those that cover one measure, oldest first; of two on one day, the later recorded holds."""

    decided: Sequence[FollowUpScheduleDecided]

    @classmethod
    def of(cls, known: Known, measure: UUID) -> "Schedules":
        covering = [
            each for each in known.state.all(FollowUpScheduleDecided) if measure in each.measure_ids
        ]
        return cls(sorted(covering, key=lambda each: each.decided_on))

    def next(self, since: date, until: date) -> Trigger | None:
        """What the schedule sets after a follow-up: the one decided by then, or before `until`.

        A schedule that is decided at the next follow-up says nothing of that one.
        """
        held = [
            each for each in self.decided if each.decided_on <= since or each.decided_on < until
        ]
        return said(held[-1], since) if held else None

    def in_force(self, day: date) -> Trigger | None:
        """The schedule in force on a day, if it sets another."""
        held = [each for each in self.decided if each.decided_on <= day]
        return said(held[-1], day) if held else None

    def before(self, day: date) -> bool:
        return any(each.decided_on < day for each in self.decided)

    def after(self, day: date) -> Iterator[Trigger]:
        """The schedules decided later, that set a day after this one."""
        later = (each for each in self.decided if each.decided_on > day)
        return (found for each in later if (found := said(each, day)))


def said(schedule: FollowUpScheduleDecided, since: date) -> Trigger | None:
    """The next day that a schedule sets, if it sets one."""
    until = next_day(schedule, since)
    if until is None:
        return None
    fact, on = type(schedule).__name__, schedule.decided_on
    return Trigger(fact=fact, id=schedule.id, on=on, until=until, because="set-by-the-schedule")


def next_day(schedule: FollowUpScheduleDecided, since: date) -> date | None:
    if schedule.every_weeks is not None:
        return since + timedelta(weeks=schedule.every_weeks)
    if schedule.every_months is not None:
        return add_months(since, schedule.every_months)
    return next((each for each in schedule.dates if each > since), None)
