"""Follow-up's parts, wired: one log, one decider, its neighbours' news, and the clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from uuid import UUID

from services.followup import events
from services.followup.agenda import Agenda
from services.followup.domain import FollowUpDecider, by
from services.followup.policy import whenever
from services.followup.settings import Settings
from services.followup.state import State, evolve
from shared.application import Application
from shared.clock import Clock
from shared.decider import Unknown
from shared.transport import Transport


@dataclass(frozen=True, slots=True)
class Seen:
    """A stream as known at a moment (UTC)."""

    state: State
    version: int
    at: datetime


class FollowUpApplication(Application):
    """Follow-up."""

    def __init__(
        self, settings: Settings, neighbours: Mapping[str, Transport], clock: Clock
    ) -> None:
        super().__init__(settings, events.catalog, clock)
        self.decider: FollowUpDecider = by(settings.reading())
        self.follow(neighbours, self.decider, whenever)
        self.agenda = Agenda(self.database, self.log, self.decider)
        self.works.append(self.agenda.run)

    async def see(self, case_id: UUID, as_of: datetime | None) -> Seen:
        """What is owed in a case, as known at a moment (default: now).

        Raises:
            Unknown: when nothing of the case was known then.
        """
        history = await self.log.history(case_id, as_of)
        state = reduce(evolve, (each.fact for each in history), State())
        if state.stream is None:
            raise Unknown
        return Seen(state, history[-1].version, as_of or self.clock())
