"""Everything that follow-up knows, folded from its log by who may read it and write nothing."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from psycopg.conninfo import make_conninfo

from services.followup import events
from services.followup.settings import Settings
from services.followup.state import State, evolve
from shared.database import Database
from shared.eventlog import EventLog

PAGE = 2000  # facts at a time
READ_ONLY = "-c default_transaction_read_only=on"


async def replayed(settings: Settings) -> Iterable[State]:
    """Every stream as it stands now, on connections that cannot write."""
    states = defaultdict[UUID, State](State)
    async with Database(make_conninfo(settings.dsn, options=READ_ONLY)) as database:
        log = log_of(settings, database)
        position = 0
        while page := await log.after(position, PAGE):
            for position, each in page:  # noqa: B007 - it goes on from the last
                states[each.stream] = evolve(states[each.stream], each.fact)
    return states.values()


def log_of(settings: Settings, database: Database) -> EventLog[events.FollowUpEvent]:
    return EventLog(database, events.catalog, settings.keys(), settings.clock())
