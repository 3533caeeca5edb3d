"""What the clock notices of an open obligation: that its day nears, has passed, or is long past.

How many days before and after is local practice, dated like the rest of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from services.followup.obligation.events import (
    Noticed,
    ObligationEscalated,
    ObligationOverdue,
    ReminderFellDue,
    Stage,
)
from services.followup.obligation.reckoning import DAY, overdue_from
from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import FOLDER
from shared.calendar import end_of
from shared.editions import Editions, Row


class Noticing(Row):
    """When people are told: reminders so many days before, and the leader before and after.

    Without `rules` it is about every rule that no other row names.
    """

    rules: tuple[str, ...] = ()
    remind: tuple[int, ...] = ()
    leader_before: int | None = None
    leader_after: int | None = None


NOTICING = Editions.read(FOLDER / "practice", "noticing", Noticing)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to notice from a moment (UTC) on; not any more from another, if there is one."""

    obligation: Obligation
    name: str
    from_at: datetime
    until_at: datetime | None = None

    def holds_at(self, moment: datetime) -> bool:
        return self.from_at <= moment and (self.until_at is None or moment < self.until_at)

    def noticed(self, moment: datetime) -> Noticed:
        """The fact that it was noticed."""
        kind, _, said = self.name.partition("-")
        id, rule = self.obligation.id, self.obligation.arose.rule  # noqa: A001 - as everywhere
        due_on = self.obligation.due.due_on
        match kind:
            case "reminder":
                return ReminderFellDue(
                    id=id, noticed_at=moment, rule=rule, due_on=due_on, days=int(said)
                )
            case "leader":
                stage: Stage = "after" if said == "after" else "before"
                return ObligationEscalated(
                    id=id, noticed_at=moment, rule=rule, due_on=due_on, stage=stage
                )
            case _:
                return ObligationOverdue(id=id, noticed_at=moment)


def notices(obligation: Obligation) -> Iterator[Notice]:
    """What is still to be noticed of an obligation. Nothing is, once something came of it."""
    if obligation.outcome is None and not obligation.arose.lapses:
        for each in all_notices(obligation):
            if each.name not in obligation.noticed:
                yield each


def all_notices(obligation: Obligation) -> Iterator[Notice]:
    late = overdue_from(obligation.due)
    due_on, told = obligation.due.due_on, noticing(obligation)
    yield Notice(obligation, "overdue", late)
    moments = [start_of(due_on - days * DAY) for days in told.remind]
    for days, (begins, ends) in zip(told.remind, pairwise([*moments, late]), strict=True):
        yield Notice(obligation, f"reminder-{days}", begins, ends)
    if told.leader_before is not None:
        begins = start_of(due_on - told.leader_before * DAY)
        yield Notice(obligation, "leader-before", begins, late)
    if told.leader_after is not None:
        local = obligation.due.basis == "local"
        last = (obligation.deferred_to if local else None) or due_on
        yield Notice(obligation, "leader-after", end_of(last + told.leader_after * DAY))


def noticing(obligation: Obligation) -> Noticing:
    """The row about its rule, or the one about all others, as in force on its day."""
    rows: Sequence[Noticing] = [*NOTICING.nearest(obligation.due.due_on).rows.values()]
    named = [each for each in rows if obligation.arose.rule in each.rules]
    return named[0] if named else next(each for each in rows if not each.rules)


def start_of(day: date) -> datetime:
    """The first moment (UTC) of a Danish day."""
    return end_of(day - timedelta(days=1))
