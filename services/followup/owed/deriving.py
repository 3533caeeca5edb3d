"""Everything that is or was owed in a stream, family by family, and what became of it. Pure.

Nothing here is remembered. Whatever is corrected, the whole is derived again, and the difference
to what is recorded becomes facts. An obligation's id follows from its stream, rule, subject and
trigger, so that it is the same one however often it is derived.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from services.followup.obligation.state import Obligation, Obligations
from services.followup.owed import (
    access,
    aftercare,
    appeals,
    applications,
    assessments,
    breaches,
    committee,
    conversations,
    crime,
    decisions,
    follow_ups,
    meetings,
    moves,
    network,
    notifications,
    outcomes,
    plans,
    statistics,
    visits,
    worries,
)
from services.followup.owed.known import Known
from services.followup.reading import Reading
from services.followup.state import State

FAMILIES: Sequence[Callable[[Known], Iterator[Obligation]]] = (
    notifications.owed,
    assessments.owed,
    conversations.owed,
    plans.owed,
    follow_ups.owed,
    outcomes.owed,
    network.owed,
    visits.owed,
    appeals.owed,
    committee.owed,
    decisions.owed,
    access.owed,
    breaches.owed,
    crime.owed,
    applications.owed,
    moves.owed,
    aftercare.owed,
    statistics.owed,
    worries.owed,
    meetings.owed,
)


def derive(state: State, reading: Reading, now: datetime | None = None) -> Obligations:
    """What follows from everything known. With `now`, the clock is taken to stand there.

    Nothing is owed in a case, or about a notification, that its own service has not told of.
    """
    if state.stream is None:
        return {}
    known = Known.of(state, state.stream, reading, now)
    return {each.id: each for family in FAMILIES for each in family(known)}
