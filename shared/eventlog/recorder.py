"""Facts in PostgreSQL, in the tables and by the contracts of the `eventsourcing` library.

Asyncio-native, because that alone is worth seven times the throughput. Positions are handed out
under the lock of one row, held from position to commit: they have no gaps, and a tailing reader
sees them in commit order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import psycopg
from eventsourcing.persistence import IntegrityError, Notification, StoredEvent, Tracking
from psycopg.errors import UniqueViolation
from psycopg.types.numeric import Int8

from shared.database import Connection, Database
from shared.eventlog.arrays import Blobs, Longs, Texts, Uuids

FACTS = """
WITH head AS (
  UPDATE log_head SET position = position + %(count)b RETURNING position - %(count)b AS base
), facts AS (
  INSERT INTO stored_events (originator_id, originator_version, topic, state, notification_id)
  SELECT stream, version, topic, state, base + place
  FROM head, unnest(%(streams)b, %(versions)b, %(topics)b,
                    %(states)b)
    WITH ORDINALITY AS fact (stream, version, topic, state, place)
)"""
KEPT = """, kept AS (
  INSERT INTO answers (key, fingerprint, answer, position)
  SELECT key, fingerprint, answer, base + place
  FROM head, unnest(%(keys)b, %(fingerprints)b, %(answers)b,
                    %(places)b) AS kept (key, fingerprint, answer, place)
)"""
HEARD = """, heard AS (
  INSERT INTO tracking AS before (application_name, notification_id)
  SELECT * FROM unnest(%(upstreams)b, %(reached)b)
  ON CONFLICT (application_name) DO UPDATE SET notification_id = (
    SELECT excluded.notification_id FROM unnest(%(upstreams)b, %(afters)b) AS known (name, after)
    WHERE name = before.application_name AND before.notification_id < excluded.notification_id
      AND after IN (before.notification_id, -1)
  )
)"""  # a position that does not rise from where it was becomes null, and the column refuses null
BASE = " SELECT base FROM head"
APPEND = {  # by whether answers are kept, and whether a neighbour is heard
    (kept, heard): "".join((FACTS, KEPT if kept else "", HEARD if heard else "", BASE))
    for kept in (False, True)
    for heard in (False, True)
}
STREAM = """
SELECT originator_version, topic, state FROM stored_events
WHERE originator_id = %b AND originator_version > %b ORDER BY originator_version
"""
STREAMS = """
SELECT originator_id, originator_version, topic, state
FROM unnest(%b, %b) AS wanted (stream, known)
JOIN stored_events ON originator_id = stream AND originator_version > known
ORDER BY originator_id, originator_version
"""
AFTER = """
SELECT notification_id, originator_id, originator_version, topic, state FROM stored_events
WHERE notification_id > %b ORDER BY notification_id LIMIT %b
"""
STANDING = """
SELECT position, (SELECT jsonb_object_agg(application_name, notification_id) FROM tracking)
FROM log_head
"""
PAGE = f"""
WITH standing (head, heard) AS ({STANDING})
SELECT head, heard, fact.* FROM standing LEFT JOIN ({AFTER}) AS fact ON true
ORDER BY notification_id
"""  # noqa: S608 - made of the two above


ANYWHERE = -1


class KeyTaken(Exception):
    """This idempotency key has an answer already; look it up."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command was answered, kept with its facts under the caller's idempotency key."""

    key: bytes
    fingerprint: bytes
    answer: bytes
    position: int = 0


@dataclass(frozen=True, slots=True)
class Append:
    """What must be committed together: facts, the answer given, the neighbour's news reached.

    `after` is where the neighbour's position must stand until now; anywhere below by default.
    """

    events: Sequence[StoredEvent] = ()
    tracking: Tracking | None = None
    answer: Answer | None = None
    after: int = ANYWHERE


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the log, where all of it ended at that moment, and the neighbours' news heard."""

    head: int
    heard: Mapping[str, int]
    facts: Sequence[Notification]


def notification(
    position: int, stream: UUID, version: int, topic: str, state: bytes
) -> Notification:
    return Notification(
        id=position,
        originator_id=stream,
        originator_version=version,
        topic=topic,
        state=state,
    )


class Recorder:
    """Writes and reads stored events. Every method is one statement and one round trip."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def append(self, batch: Sequence[Append]) -> list[int]:
        """Commit a batch, all or nothing, and return the last position of each append.

        Raises:
            KeyTaken: when an idempotency key of the batch is already answered.
            IntegrityError: when a fact's place is taken, or a neighbour's position does not rise.
            Unavailable: when the database is gone; then the outcome is not known.
        """
        lasts, count = [], 0
        for each in batch:
            count += len(each.events)
            lasts.append(count)
        try:
            async with self.database.connection() as connection:
                base = await self._commit(connection, batch, lasts)
        except UniqueViolation as error:
            raise (
                KeyTaken() if error.diag.table_name == "answers" else IntegrityError(str(error))
            ) from error
        except (psycopg.IntegrityError, psycopg.errors.CardinalityViolation) as error:
            raise IntegrityError(str(error)) from error
        return [base + last for last in lasts]

    async def _commit(
        self, connection: Connection, batch: Sequence[Append], lasts: Sequence[int]
    ) -> int:
        events = [event for each in batch for event in each.events]
        kept = [(each.answer, last) for each, last in zip(batch, lasts, strict=True)]
        answers = [(answer, place) for answer, place in kept if answer]
        heard = [(each.tracking, each.after) for each in batch if each.tracking]
        columns: dict[str, object] = {
            "count": Int8(len(events)),
            "streams": Uuids.of_ids([event.originator_id for event in events]),
            "versions": Longs.of_numbers([event.originator_version for event in events]),
            "topics": Texts.of_words([event.topic for event in events]),
            "states": Blobs.of([event.state for event in events]),
        }
        if answers:
            columns["keys"] = Blobs.of([answer.key for answer, _ in answers])
            columns["fingerprints"] = Blobs.of([answer.fingerprint for answer, _ in answers])
            columns["answers"] = Blobs.of([answer.answer for answer, _ in answers])
            columns["places"] = Longs.of_numbers([place for _, place in answers])
        if heard:
            columns["upstreams"] = Texts.of_words([each.application_name for each, _ in heard])
            columns["reached"] = Longs.of_numbers([each.notification_id for each, _ in heard])
            columns["afters"] = Longs.of_numbers([after for _, after in heard])
        statement = APPEND[bool(answers), bool(heard)]
        cursor = await connection.execute(statement, columns, prepare=True)
        row = await cursor.fetchone()
        return int(row[0]) if row else 0

    async def stream(self, stream: UUID, after: int = 0) -> list[StoredEvent]:
        """One stream's facts after a version, in order."""
        async with self.database.connection() as connection:
            cursor = await connection.execute(
                STREAM, (stream, Int8(after)), prepare=True, binary=True
            )
            return [StoredEvent(stream, *row) for row in await cursor.fetchall()]

    async def streams(self, known: Mapping[UUID, int]) -> list[StoredEvent]:
        """Several streams' facts after the versions known, in order within each stream."""
        async with self.database.connection() as connection:
            cursor = await connection.execute(
                STREAMS,
                (Uuids.of_ids([*known]), Longs.of_numbers([*known.values()])),
                prepare=True,
                binary=True,
            )
            return [StoredEvent(*row) for row in await cursor.fetchall()]

    async def after(self, position: int, limit: int) -> list[Notification]:
        """The log of all streams after a position, in commit order."""
        async with self.database.connection() as connection:
            cursor = await connection.execute(
                AFTER, (Int8(position), Int8(limit)), prepare=True, binary=True
            )
            return [notification(*row) for row in await cursor.fetchall()]

    async def page(self, position: int, limit: int) -> Page:
        """The log after a position, and where it stands and what it has heard at that moment."""
        async with self.database.connection() as connection:
            cursor = await connection.execute(
                PAGE, (Int8(position), Int8(limit)), prepare=True, binary=True
            )
            rows = await cursor.fetchall()
        [(head, heard), *_] = [row[:2] for row in rows]
        return Page(head, heard or {}, [notification(*row) for _, _, *row in rows if row[0]])

    async def standing(self) -> tuple[int, dict[str, int]]:
        """The last position written, and every neighbour followed and how far, at one moment."""
        async with self.database.connection() as connection:
            row = await (await connection.execute(STANDING)).fetchone()
        return (row[0], row[1] or {}) if row else (0, {})

    async def head(self) -> int:
        """The last position written."""
        return await self._number("SELECT position FROM log_head")

    async def reached(self, upstream: str) -> int:
        """The last position of a neighbour's feed whose effect is in this log."""
        return await self._number(
            "SELECT notification_id FROM tracking WHERE application_name = %s", upstream
        )

    async def answer(self, key: bytes) -> Answer | None:
        """What was answered under an idempotency key, if it is known."""
        async with self.database.connection() as connection:
            cursor = await connection.execute(
                "SELECT key, fingerprint, answer, position FROM answers WHERE key = %s", (key,)
            )
            row = await cursor.fetchone()
        return Answer(bytes(row[0]), bytes(row[1]), bytes(row[2]), int(row[3])) if row else None

    async def _number(self, query: str, *arguments: str) -> int:
        async with self.database.connection() as connection:
            row = await (await connection.execute(query, arguments)).fetchone()
        return int(row[0]) if row else 0
