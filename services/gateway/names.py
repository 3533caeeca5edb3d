"""Names, asked of the case service for one page of answers; the gateway keeps none.

Without the case service an answer goes out without names, and says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from pydantic import TypeAdapter

from shared.database import Unavailable
from shared.identity import HEADER, Caller, InternalTokens, digest_of, digest_of_words
from shared.telemetry import traceparent
from shared.transport import Transport
from shared.views import View

SCOPE, ALIKE_SCOPE, SEARCH_SCOPE = "names.read", "alike.read", "search.read"
NUMBERS_SCOPE = "numbers.read"
MOST = 500  # cases whose numbers are asked for at once


@dataclass(frozen=True)
class Called:
    """What a case's child and people are called; erased or unknown names are None.

    `missing` when nobody could be asked.
    """

    child: str | None = None
    people: dict[UUID, str | None] = field(default_factory=dict)
    missing: bool = False


@dataclass(frozen=True)
class Answer:
    """What the case service says: the children's names, and the other people's, by case."""

    names: dict[UUID, str | None]
    people: dict[UUID, dict[UUID, str | None]]


ANSWER = TypeAdapter(Answer)
ASKED = TypeAdapter(dict[str, list[UUID]])


ALIKE = TypeAdapter(dict[str, list[UUID]])


@dataclass(frozen=True)
class Fit:
    """Somebody who fits a search; the party is the case itself for the child."""

    stream: UUID
    party: UUID
    score: float


@dataclass(frozen=True)
class Fits:
    found: list[Fit]


FITS = TypeAdapter(Fits)
WANTED = TypeAdapter(dict[str, str | Sequence[UUID] | None])


class Number(View):
    """A number, and whether it is one of the register's or a replacement for one."""

    number: str
    replacement: bool


class Numbered(View):
    """A child by number, or its mother while it is unborn, and who holds custody."""

    child: Number | None = None
    custodian: Number | None = None
    born_on: date | None = None
    sex: str | None = None
    unborn: bool = False


class Numbers(View):
    numbers: dict[UUID, Numbered]


NUMBERS = TypeAdapter(Numbers)


class Names:
    """Asks the case service, with a token that is good for these cases only."""

    def __init__(self, case: Transport, tokens: InternalTokens) -> None:
        self._case = case
        self._tokens = tokens

    async def of(self, caller: Caller, case_id: UUID) -> Called:
        """The names in a case that has passed the row filter, if they can be had."""
        try:
            answer = await self.of_all(caller, [case_id])
        except Unavailable:
            return Called(missing=True)
        return Called(answer.names.get(case_id), answer.people.get(case_id, {}))

    async def children(self, caller: Caller, case_ids: list[UUID]) -> Mapping[UUID, str | None]:
        """The children's names in cases that have passed the row filter, if they can be had."""
        if not case_ids:
            return {}
        try:
            return (await self.of_all(caller, case_ids)).names
        except Unavailable:
            return {}

    async def of_all(self, caller: Caller, case_ids: Sequence[UUID]) -> Answer:
        """The names in some cases that have passed the row filter.

        Raises:
            Unavailable: when the case service does not answer.
        """
        signed = replace(caller, scopes=frozenset({SCOPE}), digest=digest_of(case_ids))
        body = ASKED.dump_json({"caseIds": [*case_ids]})
        return ANSWER.validate_json(await self._asked("POST", "/names", signed, body))

    async def fitting(
        self, caller: Caller, name: str, cpr: str, within: Sequence[UUID] | None
    ) -> list[Fit]:
        """Whoever fits a name or a number; the row filter must still be asked of each.

        `within` are the cases to look in: all, when there are too many to name.

        Raises:
            Unavailable: when the case service does not answer.
        """
        bound = digest_of_words(name, cpr, *(str(each) for each in within or ()))
        signed = replace(caller, scopes=frozenset({SEARCH_SCOPE}), digest=bound)
        body = WANTED.dump_json({"name": name, "cpr": cpr, "within": within})
        return FITS.validate_json(await self._asked("POST", "/search", signed, body)).found

    async def alike(self, caller: Caller, case_id: UUID) -> list[UUID]:
        """The other cases with the same CPR number; the row filter must still be asked of each.

        Raises:
            Unavailable: when the case service does not answer.
        """
        signed = replace(caller, scopes=frozenset({ALIKE_SCOPE}), case=case_id)
        found = ALIKE.validate_json(await self._asked("GET", f"/cases/{case_id}/alike", signed))
        return found["caseIds"]

    async def numbers(self, caller: Caller, case_ids: Sequence[UUID]) -> Mapping[UUID, Numbered]:
        """The children by number in cases that have passed the row filter.

        Raises:
            Unavailable: when the case service does not answer.
        """
        found: dict[UUID, Numbered] = {}
        for part in (case_ids[at : at + MOST] for at in range(0, len(case_ids), MOST)):
            scopes = frozenset({NUMBERS_SCOPE})
            signed = replace(caller, scopes=scopes, digest=digest_of(part))
            body = ASKED.dump_json({"caseIds": [*part]})
            answer = await self._asked("POST", "/numbers", signed, body)
            found |= NUMBERS.validate_json(answer).numbers
        return found

    async def _asked(self, method: str, path: str, signed: Caller, body: bytes = b"") -> bytes:
        headers = [
            (HEADER.encode(), self._tokens.sign(signed).encode()),
            (b"content-type", b"application/json"),
            (b"traceparent", traceparent().encode()),
        ]
        reply = await self._case.send(method, path, "", headers, body)
        if reply.status != 200:  # noqa: PLR2004
            raise Unavailable("names")
        return reply.body
