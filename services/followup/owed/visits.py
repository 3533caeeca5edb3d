"""D18: two visits a year to a child that lives away from home, each with a conversation."""

from collections import deque
from collections.abc import Iterator
from datetime import date
from itertools import count

from services.followup.obligation.reckoning import Counts, Trigger
from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import End, Known, begun, earliest, episodes
from services.followup.placement.events import SupervisionVisitHeld
from shared.calendar import add_months
from shared.commands import LATEST

FIRST, SECOND = "D18", "D18-second"
Slot = tuple[str, Trigger, date]  # the row, what it is counted from, the first day that counts


def owed(known: Known) -> Iterator[Obligation]:
    """A move from one place to another does not start the year over."""
    placed = [each for each in known.measures() if each.placement and not each.under_return_option]
    for earliest_one, ended in episodes(known, placed, "no_active_placement"):
        yield from of_episode(known, begun(earliest_one), earliest(known.closed, ended))


def of_episode(known: Known, since: Trigger, end: End | None) -> Iterator[Obligation]:
    """Both visits of a year; the next year's once these are held, or their days are over.

    A visit answers the earliest that is still open; one more in a year counts for no later year.
    """
    until = end.on if end else date.max
    left = deque(each for each in visits(known) if since.on <= each.on < until)
    for year in count():
        settled = True
        for place, (row, counted, begins) in enumerate(slots(known, since, year)):
            while left and left[0].on < begins:
                left.popleft()
            answer = left.popleft() if left else None
            duty = Duty(rule="D18", subject=known.stream, nth=f":{year}.{place}")
            for each in known.owed(duty, counted, answer, end, Counts.of(row, counted)):
                settled = settled and (answer is not None or known.passed(each))
                yield each
        if not settled or begins >= min(until, LATEST):
            return


def slots(known: Known, since: Trigger, year: int) -> Iterator[Slot]:
    """The two visits of one year: of the placement's own, or of the calendar (U8)."""
    if known.reading.year == "rolling":
        begins = add_months(since.on, 12 * year)
        own = Trigger(fact=since.fact, id=since.id, on=begins)
        yield FIRST, own, begins
        yield SECOND, own, begins
        return
    first_day = date(since.on.year + year, 1, 1)
    begins = max(first_day, since.on)
    for row, last in ((FIRST, date(begins.year, 6, 30)), (SECOND, date(begins.year, 12, 31))):
        if begins <= last:
            yield row, Trigger(fact=since.fact, id=since.id, on=begins, until=last,
                               because="calendar-year"), begins  # fmt: skip


def visits(known: Known) -> list[Trigger]:
    """The visits at which the child was spoken with, in order."""
    found = [
        Trigger(fact="SupervisionVisitHeld", id=each.id, on=each.visited_on)
        for each in known.state.all(SupervisionVisitHeld)
        if each.with_conversation
    ]
    return sorted(found, key=lambda each: (each.on, each.id))
