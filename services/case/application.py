"""The case service's parts, wired: one log for notifications and cases, and a decider for each."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from typing import Any
from uuid import UUID

from services.case import events
from services.case.charge.commands import CloseCase
from services.case.child.commands import MergeCase
from services.case.child.events import CaseOpened
from services.case.children import Children
from services.case.correction.commands import CorrectNotification, CorrectRecord
from services.case.decision.commands import MakeDecision
from services.case.domain import cases, evolve
from services.case.finding.index import NameIndex
from services.case.investigation.commands import StartInvestigation
from services.case.masking import AddressMask, combined, mask_of
from services.case.notification.state import Notification
from services.case.policy import whenever
from services.case.settings import Settings
from services.case.state import Case, Stream
from services.case.transfer.commands import TransferResponsibility
from shared.application import Application
from shared.calendar import day_of
from shared.clock import Clock
from shared.decider import Asked, Unknown
from shared.facts import Recorded
from shared.http.cursors import Cursors
from shared.sealing import Cipher
from shared.transport import Transport

RELATED = (  # what is decided knowing the notifications of the case, or the cases of one
    CloseCase,
    CorrectNotification,
    CorrectRecord,
    MakeDecision,
    MergeCase,
    StartInvestigation,
    TransferResponsibility,
)
History = Sequence[Recorded[events.Event]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as known at a moment, and what opens its words (`None` when they are erased)."""

    case: Case
    version: int
    cipher: Cipher | None


class CaseApplication(Application):
    """The case service."""

    def __init__(
        self, settings: Settings, neighbours: Mapping[str, Transport], clock: Clock
    ) -> None:
        super().__init__(settings, events.catalog, clock)
        self.follow(neighbours, cases, whenever)
        self.children = Children(self.log)
        self.names = NameIndex(self.log)
        self.log.mask = self.mask
        self.cursors = Cursors(settings.internal_secret.get_secret_value())

    @asynccontextmanager
    async def gather(self, stream: UUID, asked: Asked[Any]) -> AsyncIterator[Asked[Any]]:
        """What a decision needs of other streams: the child's other cases, its notifications."""
        async with self.children.gather(stream, asked) as informed:
            known = await self.related(stream) if isinstance(asked.command, RELATED) else {}
            yield replace(informed, others={**informed.others, **known})

    async def related(self, stream: UUID) -> dict[UUID, Stream]:
        """The notifications that a case is about, or the cases that took a notification up."""
        match (await self.log.fold(cases, stream)).state:
            case Case() as case:
                ids = {each.id for each in case.worries}
            case Notification() as notification:
                ids = {*notification.cases}
            case _:
                ids = set()
        return {each: folded.state for each, folded in (await self.log.folds(cases, ids)).items()}

    async def history(
        self, stream: UUID, beginning: type[events.Event], as_of: datetime | None = None
    ) -> History:
        """All that was known of a stream at a moment (default: now).

        Raises:
            Unknown: when that is nothing, or when the stream does not begin as it should.
        """
        history = await self.log.history(stream, as_of)
        if not history or not isinstance(history[0].fact, beginning):
            raise Unknown
        return history

    async def see(self, case_id: UUID, as_of: datetime | None) -> Seen:
        """A case as known at a moment (default: now).

        Raises:
            Unknown: when nothing of it was known then.
        """
        history = await self.history(case_id, CaseOpened, as_of)
        stream: Stream = reduce(evolve, (each.fact for each in history), None)
        if not isinstance(stream, Case):
            raise Unknown
        return Seen(stream, history[-1].version, await self.log.keys.cipher(case_id))

    async def see_all(self, case_ids: Sequence[UUID]) -> dict[UUID, Seen]:
        """Those of the cases that there are, as known now."""
        folds = await self.log.folds(cases, set(case_ids))
        return {
            case_id: Seen(folded.state, folded.version, await self.log.keys.cipher(case_id))
            for case_id, folded in folds.items()
            if isinstance(folded.state, Case)
        }

    async def mask(self, stream: UUID) -> AddressMask:
        """What strikes out the addresses that are protected now, in a case or in a notification.

        A notification's are those of the cases that took it up.
        """
        known = (await self.log.fold(cases, stream)).state
        about = known.cases if isinstance(known, Notification) else [stream]
        seen = (await self.see_all([*about])).values()
        return combined(mask_of(each.case, each.cipher, self.today()) for each in seen)

    def today(self) -> date:
        return day_of(self.clock())
