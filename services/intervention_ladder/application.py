"""The ladder's parts, wired: one log, its deciders, its neighbours' news, and the clock."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from typing import Any
from uuid import UUID

from services.intervention_ladder import events
from services.intervention_ladder.defining import LadderDefined, defined
from services.intervention_ladder.definitions import DEFINITIONS, LadderDefinition
from services.intervention_ladder.domain import LadderDecider, Stream, evolve, on
from services.intervention_ladder.expiry import BY, Expiry
from services.intervention_ladder.policy import whenever
from services.intervention_ladder.provision.state import Provision
from services.intervention_ladder.settings import Settings
from services.intervention_ladder.state import Ladder
from services.intervention_ladder.way import stays
from shared.application import Application
from shared.calendar import day_of
from shared.clock import Clock
from shared.decider import Asked, Decider, Unknown
from shared.eventlog import StaleVersion
from shared.sealing import Cipher
from shared.telemetry import trace_id
from shared.transport import Transport


@dataclass(frozen=True, slots=True)
class Seen:
    """A ladder as known at a moment, looked at on a day."""

    ladder: Ladder
    version: int
    on: date


@dataclass(frozen=True, slots=True)
class Offered:
    """A provision as it stands, and what opens its name."""

    provision: Provision
    version: int
    cipher: Cipher | None


class LadderApplication(Application):
    """The intervention ladder."""

    def __init__(
        self, settings: Settings, neighbours: Mapping[str, Transport], clock: Clock
    ) -> None:
        super().__init__(settings, events.catalog, clock)
        self.definition = DEFINITIONS[settings.definition]
        self.decider: LadderDecider = on(self.definition)
        self.follow(neighbours, self.decider, whenever)
        self.expiry = Expiry(self.database, self.log, self.decider)
        self.works += [self.define, self.expiry.run]

    @asynccontextmanager
    async def gather(self, case_id: UUID, asked: Asked[Any]) -> AsyncIterator[Asked[Any]]:
        """The provisions that a command names, or at which the child has taken a place."""
        ladder = (await self.log.glance(self.decider, case_id)).state
        places = stays(ladder).values() if isinstance(ladder, Ladder) else ()
        wanted = {each.provision_id for each in places} | {*named_in(asked.command)}
        folds = await self.log.folds(self.decider, wanted)
        others = {each: folded.state for each, folded in folds.items()}
        yield replace(asked, others=others) if others else asked

    async def see(
        self, case_id: UUID, valid_at: date | None = None, as_of: datetime | None = None
    ) -> Seen:
        """A child's ladder on a day (default: today), as known at a moment (default: now).

        Raises:
            Unknown: when nothing of it was known then.
        """
        history = await self.log.history(case_id, as_of)
        stream: Stream = reduce(evolve, (each.fact for each in history), None)
        if not isinstance(stream, Ladder):
            raise Unknown
        return Seen(stream, history[-1].version, valid_at or day_of(as_of or self.clock()))

    async def offered(self, provision_id: UUID) -> Offered:
        """A provision as it stands now.

        Raises:
            Unknown: when there is none.
        """
        folded = await self.log.fold(self.decider, provision_id)
        if not isinstance(folded.state, Provision):
            raise Unknown
        cipher = await self.log.keys.cipher(provision_id)
        return Offered(folded.state, folded.version, cipher)

    async def define(self) -> None:
        """Tell neighbours of the definitions, each once for as long as it stays as it is."""
        for each in DEFINITIONS.values():
            said = defined(each)
            folded = await self.log.fold(self.decider, said.id)
            if folded.state != said:
                asked: Asked[Any] = Asked(command=each, id=said.id, at=self.clock(), by=BY)
                with suppress(StaleVersion):  # another process was first
                    await self.log.decide(
                        DEFINING,
                        said.id,
                        asked,
                        expected=folded.version,
                        correlation=trace_id(),
                    )


def named_in(command: Any) -> Iterator[UUID]:  # noqa: ANN401 - any command
    """The provisions that a command names, wherever it does."""
    said = [*getattr(command, "starts", ()), getattr(command, "instead", None), command]
    yield from (each for part in said if (each := getattr(part, "provision_id", None)))


def define(asked: Asked[LadderDefinition], _: Stream) -> list[LadderDefined]:
    return [defined(asked.command)]


DEFINING: Decider[LadderDefinition, Stream, Any] = Decider(None, evolve, define)
