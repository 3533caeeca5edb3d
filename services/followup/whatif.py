"""What if other rules had been in force: the obligations of a period, derived twice and compared.

Pure, and nothing is recorded: what was held stays held, and only what was due is counted anew.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from services.followup.obligation.events import ObligationMet
from services.followup.obligation.state import Obligation
from services.followup.owed.deriving import derive
from services.followup.reading import Reading
from services.followup.state import State

NOBODY = "-"  # where no unit is known
Place = tuple[str, str]  # a unit and a rule


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a period; the last is not one of them."""

    first: date
    end: date

    def holds(self, owed: Obligation) -> bool:
        return self.first <= owed.due.due_on < self.end


@dataclass(frozen=True, slots=True)
class Line:
    """How many were due in a unit under a rule, and how many of them were not kept in time."""

    unit: str
    rule: str
    due: int
    late: int
    due_then: int
    late_then: int

    @property
    def more_late(self) -> int:
        """How many more would have been overdue; fewer when negative."""
        return self.late_then - self.late


def compare(
    states: Iterable[State], reading: Reading, other: Reading, period: Period, now: datetime
) -> list[Line]:
    """What differs, by unit and rule, in a period as judged at a moment (UTC)."""
    due: Counter[Place] = Counter()
    late: Counter[Place] = Counter()
    due_then: Counter[Place] = Counter()
    late_then: Counter[Place] = Counter()
    for state in states:
        for read, counted, missed in ((reading, due, late), (other, due_then, late_then)):
            for place, kept in counting(state, read, period, now):
                counted[place] += 1
                missed[place] += not kept
    places = sorted({*due, *due_then})
    lines = (Line(*each, due[each], late[each], due_then[each], late_then[each]) for each in places)
    return [each for each in lines if (each.due, each.late) != (each.due_then, each.late_then)]


def counting(
    state: State, reading: Reading, period: Period, now: datetime
) -> Iterator[tuple[Place, bool]]:
    """Each obligation of a period that was not let go: where, and whether it was kept in time."""
    for owed in derive(state, reading, now).values():
        met = isinstance(owed.outcome, ObligationMet)
        if period.holds(owed) and not owed.arose.lapses and (met or owed.outcome is None):
            yield (state.unit or NOBODY, owed.arose.rule), not too_late(owed, now)


def too_late(owed: Obligation, now: datetime) -> bool:
    if isinstance(owed.outcome, ObligationMet):
        return owed.outcome.late
    return owed.passed_at(now)
