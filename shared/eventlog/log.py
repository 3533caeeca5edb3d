"""One service's facts. Every command takes the same path: fold, decide, append."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Generic
from uuid import UUID

from eventsourcing.persistence import IntegrityError, Notification, StoredEvent, Tracking

from shared.clock import Clock
from shared.database import Bell, Database
from shared.decider import Asked, Command, Decider, Fact, Refused, State, Unknown
from shared.eventlog.commits import GroupCommit
from shared.eventlog.folds import apart, envelopes, evolved, told
from shared.eventlog.keys import DataKeys
from shared.eventlog.mapper import CatalogMapper
from shared.eventlog.recorder import Answer, Append, Recorder
from shared.eventlog.written import Folded, Overtaken, Reaction, StaleVersion, Written
from shared.facts import Catalog, Recorded
from shared.masking import MaskOf, unmasked
from shared.sealing import MasterKeys

REMEMBERED = 20_000  # folded streams kept in memory
ATTEMPTS = 8  # how often a reaction decides again when somebody else wrote the stream first


class EventLog(Generic[Fact]):
    """The log of one service, over one database."""

    def __init__(
        self, database: Database, catalog: Catalog[Fact], master: MasterKeys, clock: Clock
    ) -> None:
        self.clock = clock
        self.keys = DataKeys(database, master)
        self.recorder = Recorder(database)
        self.bell = Bell(database, f"log_{catalog.prefix}")
        self.catalog = catalog
        self.mask: MaskOf = unmasked
        self._mapper = CatalogMapper(catalog)
        self._commits = GroupCommit(self.recorder)
        self._folded: OrderedDict[UUID, Folded[Any]] = OrderedDict()

    async def decide(  # noqa: PLR0913 - a question in its envelope
        self,
        decider: Decider[Command, State, Fact],
        stream: UUID,
        asked: Asked[Command],
        *,
        expected: int,
        correlation: str,
        answer: Callable[[Written], Answer] | None = None,
        others: Sequence[UUID] = (),
    ) -> Written:
        """Append what the decider decides about the version the asker saw; 0 is a new stream.

        The decider is told of the `others` as they stand. When one of them changes meanwhile, it
        decides again: the asker based nothing on its version.

        Raises:
            Refused, Unknown: when the decider says so of the version expected. What a refusal
                records of the attempt is then in the log.
            StaleVersion: when the stream is not at `expected`.
            KeyTaken: when the answer's idempotency key has been used.
            Unavailable: when the database is gone; the command may have been recorded.
        """
        for _ in range(ATTEMPTS if others else 1):
            folds = await self.folds(decider, {*others} - {stream}) if others else {}
            folds[stream] = folded = await self._expected(decider, stream, expected)
            refused: Refused | None = None
            try:
                question = told(asked, stream, folds) if others else asked
                facts: Sequence[Any] = decider.decide(question, folded.state)
            except (Refused, Unknown) as error:
                if (await self.fold(decider, stream)).version != expected:
                    raise StaleVersion from None
                if not isinstance(error, Refused) or not error.attempt:
                    raise
                facts, refused = error.attempt, error
            kept = None if refused else answer
            try:
                written = await self._write(decider, asked, stream, facts, folds, correlation, kept)
            except IntegrityError:
                self._folded.pop(stream, None)
                continue
            if refused:
                refused.written = written
                raise refused
            return written
        raise StaleVersion

    async def _expected(
        self, decider: Decider[Command, State, Fact], stream: UUID, expected: int
    ) -> Folded[State]:
        """The stream at the version that the asker saw.

        Raises:
            StaleVersion: when it is at another.
        """
        folded = self._folded.get(stream) or Folded(decider.initial)
        if folded.version < expected:
            folded = await self.fold(decider, stream)
        if folded.version != expected:
            raise StaleVersion
        return folded

    async def _write(  # noqa: PLR0913, PLR0917 - all that one commit takes
        self,
        decider: Decider[Command, State, Fact],
        asked: Asked[Command],
        stream: UUID,
        facts: Sequence[Any],
        folds: dict[UUID, Folded[State]],
        correlation: str,
        answer: Callable[[Written], Answer] | None,
    ) -> Written:
        recorded: list[Recorded[Fact]] = []
        after, now = dict(folds), self.clock()
        mine, beside = apart(facts)
        for where, trace, said in ((stream, None, mine), *beside):
            before = after.get(where) or Folded(decider.initial)
            fresh = envelopes(now, where, before, said, asked.by, trace or correlation, None)
            after[where] = evolved(decider, before, fresh)
            recorded += fresh
        version = after[stream].version
        written = Written(stream=stream, id=asked.id, version=version, position=0, facts=mine)
        kept = answer(written) if answer else None
        position = await self._commits.append(Append(await self._seal(recorded), None, kept))
        for each, folded in after.items():
            self._remember(each, folded)
        self.bell.ring()
        return Written(stream=stream, id=asked.id, version=version, position=position, facts=mine)

    async def react(
        self,
        decider: Decider[Command, State, Fact],
        reactions: Sequence[Reaction[Command]],
        upstream: str,
        position: int,
        *,
        after: int,
    ) -> None:
        """Record what news after a position leads to, and the position it reaches, in one commit.

        Raises:
            Overtaken: when the position is no longer where the news begins.
            Refused, Unknown: when the decider says so; then nothing of it is recorded.
        """
        for attempt in range(ATTEMPTS):
            folds = await self.folds(decider, {each.stream for each in reactions})
            try:
                recorded = self._decided(decider, reactions, folds)
                events, tracking = await self._seal(recorded), Tracking(upstream, position)
                await self._commits.append(Append(events, tracking, after=after))
            except (IntegrityError, Refused, Unknown) as error:
                if await self.recorder.reached(upstream) != after:
                    raise Overtaken from error
                if attempt + 1 == ATTEMPTS or not isinstance(error, IntegrityError):
                    raise
                continue
            for stream, folded in folds.items():
                self._remember(stream, folded)
            self.bell.ring(news=bool(recorded))
            return

    def _decided(
        self,
        decider: Decider[Command, State, Fact],
        reactions: Sequence[Reaction[Command]],
        folds: dict[UUID, Folded[State]],
    ) -> list[Recorded[Fact]]:
        """What the reactions lead to, each about what those before it left in `folds`."""
        recorded: list[Recorded[Fact]] = []
        for each in reactions:
            folded = folds[each.stream]
            facts, _ = apart(decider.decide(each.asked, folded.state))
            fresh = envelopes(
                self.clock(),
                each.stream,
                folded,
                facts,
                each.asked.by,
                each.correlation,
                each.causation,
            )
            recorded += fresh
            folds[each.stream] = evolved(decider, folded, fresh)
        return recorded

    async def fold(self, decider: Decider[Command, State, Fact], stream: UUID) -> Folded[State]:
        """The stream's state now: what is remembered, brought up to date from the log."""
        return (await self.folds(decider, {stream}))[stream]

    async def glance(self, decider: Decider[Command, State, Fact], stream: UUID) -> Folded[State]:
        """What is remembered of a stream; it may be behind, and then its version says so."""
        return self._folded.get(stream) or await self.fold(decider, stream)

    async def folds(
        self, decider: Decider[Command, State, Fact], streams: set[UUID]
    ) -> dict[UUID, Folded[State]]:
        """Several streams' states now, in one question to the log."""
        folds = {each: self._folded.get(each) or Folded(decider.initial) for each in streams}
        if not folds:
            return folds
        news = await self.recorder.streams({each: folds[each].version for each in streams})
        for event in news:
            recorded = self._mapper.to_domain_event(event)
            folds[recorded.stream] = evolved(decider, folds[recorded.stream], [recorded])
        for stream, folded in folds.items():
            self._remember(stream, folded)
        return folds

    async def history(self, stream: UUID, as_of: datetime | None = None) -> list[Recorded[Fact]]:
        """The stream's facts in order, or those that had been recorded by a moment."""
        stored = await self.recorder.stream(stream)
        recorded = [self._mapper.to_domain_event(each) for each in stored]
        return [each for each in recorded if as_of is None or each.recorded_at <= as_of]

    async def after(self, position: int, limit: int) -> list[tuple[int, Recorded[Fact]]]:
        """Everything recorded after a position in the log, across all streams."""
        return self._positioned(await self.recorder.after(position, limit))

    async def page(
        self, position: int, limit: int
    ) -> tuple[int, Mapping[str, int], list[tuple[int, Recorded[Fact]]]]:
        """The same with where the log ended at that moment, and what it had heard by then."""
        page = await self.recorder.page(position, limit)
        return page.head, page.heard, self._positioned(page.facts)

    def _positioned(self, facts: Sequence[Notification]) -> list[tuple[int, Recorded[Fact]]]:
        return [(each.id, self._mapper.to_domain_event(each)) for each in facts]

    async def _seal(self, recorded: Sequence[Recorded[Fact]]) -> list[StoredEvent]:
        return [
            self._mapper.to_stored_event(
                each,
                await self.keys.cipher(each.stream, make=True)
                if self.catalog.seals(each.fact)
                else None,
            )
            for each in recorded
        ]

    def _remember(self, stream: UUID, folded: Folded[Any]) -> None:
        known = self._folded.get(stream)
        if known is None or known.version <= folded.version:
            self._folded[stream] = folded
            self._folded.move_to_end(stream)
        while len(self._folded) > REMEMBERED:
            self._folded.popitem(last=False)
