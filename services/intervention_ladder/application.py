"""The ladder's parts, wired: one log, one decider, and the case service's news."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from uuid import UUID

from services.intervention_ladder import events
from services.intervention_ladder.definitions import DEFINITIONS
from services.intervention_ladder.domain import LadderDecider, evolve, on
from services.intervention_ladder.policy import whenever
from services.intervention_ladder.settings import Settings
from services.intervention_ladder.state import Ladder
from shared.application import Application
from shared.calendar import day_of
from shared.clock import Clock
from shared.decider import Unknown
from shared.transport import Transport


@dataclass(frozen=True, slots=True)
class Seen:
    """A ladder as known at a moment, looked at on a day."""

    ladder: Ladder
    facts: tuple[events.LadderEvent, ...]
    version: int
    on: date


class LadderApplication(Application):
    """The intervention ladder."""

    def __init__(
        self, settings: Settings, neighbours: Mapping[str, Transport], clock: Clock
    ) -> None:
        super().__init__(settings, events.catalog, clock)
        self.definition = DEFINITIONS[settings.definition]
        self.decider: LadderDecider = on(self.definition)
        self.follow(neighbours, self.decider, whenever)

    async def see(self, case_id: UUID, valid_at: date | None, as_of: datetime | None) -> Seen:
        """A child's ladder on a day (default: today), as known at a moment (default: now).

        Raises:
            Unknown: when nothing of it was known then.
        """
        history = await self.log.history(case_id, as_of)
        if not history:
            raise Unknown
        facts = tuple(each.fact for each in history)
        return Seen(
            reduce(evolve, facts, Ladder()),
            facts,
            history[-1].version,
            valid_at or day_of(as_of or self.clock()),
        )
