"""The blind index of names and numbers, built from facts: whoever steals it has neither.

A case whose words are erased is no longer in it, once it is told so (docs/operations.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.case.domain import cases
from services.case.finding.spelling import Terms, index_terms, number_term
from services.case.state import Case
from shared.database import Connection
from shared.eventlog import EventLog
from shared.sealing import Blind, Cipher, Sealed

ONE_AT_A_TIME = 20220023  # an advisory lock
PAGE = 1000  # facts
MOST = 5000  # people found
KINDS = ("ChildIdentified", "PersonAdded", "EventCorrected", "EventRetracted")
HEAD = "SELECT position FROM log_head"
REACHED = "SELECT position FROM names_position"
NEWS = """
SELECT notification_id, originator_id FROM stored_events
WHERE topic = ANY(%s) AND notification_id > %s ORDER BY notification_id LIMIT %s
"""
CLEAR = "DELETE FROM names WHERE stream = ANY(%s)"
PUT = "INSERT INTO names (key, stream, party) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
ADVANCE = "UPDATE names_position SET position = %s"
FIND = """
SELECT stream, party, sum(fit) / %(words)s AS score FROM (
  SELECT stream, party, word, max(weight) AS fit
  FROM unnest(%(numbers)s::int[], %(keys)s::bigint[], %(weights)s::float8[])
    AS wanted (word, key, weight)
  JOIN names USING (key)
  WHERE %(within)s::uuid[] IS NULL OR stream = ANY(%(within)s::uuid[])
  GROUP BY stream, party, word
) AS fitting
GROUP BY stream, party HAVING count(*) = %(words)s
ORDER BY score DESC, stream, party LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who fits: in which case, who (the case's own id for the child), and how well."""

    stream: UUID
    party: UUID
    score: float


class NameIndex:
    """Finds people by what they are called, and keeps no name."""

    def __init__(self, log: EventLog[Any]) -> None:
        self._log = log

    async def find(
        self, wanted: Sequence[Terms], within: Sequence[UUID] | None = None
    ) -> list[Found]:
        """Whoever fits every word that is wanted, the best first; at most `MOST`.

        `within` are the cases to look in, all of them when it is not said.
        """
        blind = await self._log.keys.blind()
        keyed = [
            (word, key_of(blind, term), weight)
            for word, terms in enumerate(wanted)
            for term, weight in terms.items()
        ]
        numbers, keys, weights = (list(each) for each in zip(*keyed, strict=True))
        asked = {"numbers": numbers, "keys": keys, "weights": weights, "within": within}
        async with self._log.recorder.database.connection() as connection:
            while await self._behind(connection):
                async with connection.transaction():
                    await self._catch_up(connection)
            rows = await connection.execute(FIND, asked | {"words": len(wanted), "most": MOST})
            return [Found(*row) for row in await rows.fetchall()]

    @staticmethod
    async def _behind(connection: Connection) -> bool:
        return await number(connection, HEAD) > await number(connection, REACHED)

    async def _catch_up(self, connection: Connection) -> None:
        """Take in a page of the log, nobody else at it.

        Each case that it touches is written anew as it stands now.
        """
        await connection.execute("SELECT pg_advisory_xact_lock(%s)", (ONE_AT_A_TIME,))
        head, reached = await number(connection, HEAD), await number(connection, REACHED)
        topics = [f"{self._log.catalog.prefix}.{kind}" for kind in KINDS]
        news = await (await connection.execute(NEWS, (topics, reached, PAGE))).fetchall()
        rows = await self._rows({stream for _, stream in news})
        await connection.execute(CLEAR, ([*rows],))
        async with connection.cursor() as cursor:
            await cursor.executemany(PUT, [row for some in rows.values() for row in some])
        await connection.execute(ADVANCE, (news[-1][0] if len(news) == PAGE else head,))

    async def _rows(self, streams: set[UUID]) -> Mapping[UUID, list[tuple[int, UUID, UUID]]]:
        folds, blind = await self._log.folds(cases, streams), await self._log.keys.blind()
        found: dict[UUID, list[tuple[int, UUID, UUID]]] = {each: [] for each in streams}
        for stream, folded in folds.items():
            if isinstance(folded.state, Case):
                cipher = await self._log.keys.cipher(stream)
                found[stream] = [
                    (key_of(blind, term), stream, party)
                    for party, term in terms_of(folded.state, cipher)
                ]
        return found


def terms_of(case: Case, cipher: Cipher | None) -> list[tuple[UUID, str]]:
    """By what the child and everyone who is or was around it are found; by nothing when erased."""
    called = [(each.id, each.name, each.cpr) for each in case.people]
    if case.identity:
        called.append((case.id, case.identity.name, case.identity.cpr))
    return [
        (party, term)
        for party, name, cpr in called
        for term in (*of_name(opened(name, cipher)), *of_number(opened(cpr, cipher)))
    ]


def of_name(name: str | None) -> set[str]:
    return index_terms(name) if name else set()


def of_number(cpr: str | None) -> set[str]:
    return {number_term(cpr)} if cpr else set()


def opened(words: Sealed | None, cipher: Cipher | None) -> str | None:
    """Words opened; none when their key is gone, even if they are still remembered."""
    return words.words(cipher) if words and cipher else None


def key_of(blind: Blind, term: str) -> int:
    """A term that nobody can read back, as PostgreSQL's bigint."""
    return int.from_bytes(blind(f"name {term}").bytes[:8], "big", signed=True)


async def number(connection: Connection, query: str) -> int:
    row = await (await connection.execute(query)).fetchone()
    return int(row[0]) if row else 0
