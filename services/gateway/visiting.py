"""The door: who asks, what for, and whether such a caller may ask such a thing at all.

About which children is the row filter's matter. Whoever came in is written down with the request,
refused or not, so that the look-up can be logged before the answer leaves.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from uuid import UUID

import sqlalchemy as sa
from starlette.requests import Request

from services.gateway.access import CITIZENS, PARTY_AGE, standings, today, years_before
from services.gateway.callers import Callers
from services.gateway.fields import Fields
from services.gateway.limits import LIMITS, Allowance, Policy, policy_of, refuse_beyond
from services.gateway.projecting import Waiting
from services.gateway.read_models import FEEDS
from services.gateway.rights import Entry, Rights
from services.gateway.roles import YOUNG_APPELLANT
from services.gateway.store import Store
from services.gateway.tables import relations
from shared import consistency
from shared.clock import Clock
from shared.identity import Caller, NotAuthenticated
from shared.problems import InputError, Invalid, Said

VISIT = "visit"
ON_BEHALF = "on_behalf"  # in the scope of what the gateway asks itself: for which caller
PURPOSE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
NO_PURPOSE = InputError(
    pointer="Purpose", code="pattern", detail="A code: a to z, digits and hyphens, at most 64."
)
NOT_OURS = InputError(
    pointer="Consistency-Token", code="pattern", detail="Send the token as you got it."
)
WITH_OWN = CITIZENS | {"provider"}


@dataclass
class Visit:
    """One request of a caller's: the operation, the column of the matrix, what is their own.

    `stream` is the case (or notification) that it is about, as asked. `own` are the caller's
    measures, or the person they are in a case. `shown` are cases whose data an answer holds that
    does not say so itself (a file, a stream). `fields` are those asked for, when not all are.
    """

    caller: Caller
    entry: Entry
    column: str
    purpose: str | None = None
    stream: UUID | None = None
    own: frozenset[UUID] = field(default_factory=frozenset)
    shown: list[UUID] = field(default_factory=list)
    fields: frozenset[str] = frozenset()


class Door:
    """Lets callers in."""

    def __init__(
        self,
        callers: Callers,
        rights: Rights,
        store: Store,
        waiting: Waiting,
        allowance: Allowance,
        clock: Clock,
    ) -> None:
        self.rights = rights
        self.fields = Fields()
        self._waiting = waiting
        self._callers = callers
        self._store = store
        self._allowance = allowance
        self._clock = clock

    async def enter(self, request: Request) -> Caller:
        """Who asks.

        Raises:
            NotAuthenticated: when nobody we know does.
            Said: when they have asked too much, or may not ask this.
            Invalid: when they say a purpose that is no code, or want fields that there are not.
        """
        known = request.scope.get(ON_BEHALF)
        if known is None:
            known = await self._known(request)
        caller = replace(known, at=self._clock())
        entry = self.rights.entries[request.method, template_of(request)]
        self.spend(request, caller.sub, policy_of(entry))
        purpose = request.headers.get("purpose")
        if purpose is not None and not PURPOSE.fullmatch(purpose):
            raise Invalid(NO_PURPOSE)
        visit = Visit(caller, entry, caller.role, purpose, stream_of(request))
        request.scope[VISIT] = visit
        if caller.role in WITH_OWN:
            await self._waiting.until(positions_of(request), reactions=False)
            await self._find_own(visit)
        if not entry.about.may(visit.column, write=entry.writes):
            raise Said("forbidden")
        if entry.about.asks_purpose(visit.column) and purpose is None:
            raise Said("purpose-required")
        visit.fields = self.fields.wanted(request, entry.operation)
        return caller

    async def _known(self, request: Request) -> Caller:
        try:
            return await self._callers.identify(request.headers.get("authorization"))
        except NotAuthenticated:
            self.spend(request, request.client.host if request.client else "", "unknown")
            raise

    def spend(self, request: Request, who: str, policy: Policy) -> None:
        """Count a request; its answer says what is left.

        Raises:
            Said: when it was one too many.
        """
        request.scope[LIMITS] = standing = self._allowance.spend(who, policy)
        refuse_beyond(standing)

    async def _find_own(self, visit: Visit) -> None:
        """What is the caller's own, and whether a child is old enough for all of its rights."""
        child, rows = relations.alias("child"), relations.c
        party = PARTY_AGE.nearest(today(visit.caller))["child"].years
        grown = child.c.valid_from <= years_before(today(visit.caller), party)
        question = standings(visit.caller).with_only_columns(
            rows.of,
            rows.party_id,
            rows.measure_id,
            sa.func.coalesce(grown, sa.false()).label("grown"),
        )
        same = sa.and_(child.c.stream == rows.stream, child.c.kind == "child")
        question = question.select_from(relations.outerjoin(child, same))
        async with self._store.asking() as connection:
            found = (await connection.execute(question)).all()
        visit.own = frozenset(row.party_id or row.measure_id or row.of for row in found)
        if visit.caller.role == "young-person" and not all(row.grown for row in found):
            visit.column = YOUNG_APPELLANT


def positions_of(request: Request) -> dict[str, int]:
    """What the caller knows of already.

    Raises:
        Invalid: when the token is not one of ours.
    """
    try:
        known = consistency.read(request.headers.get(consistency.HEADER))
    except consistency.NotAToken as error:
        raise Invalid(NOT_OURS) from error
    if not known.keys() <= {*FEEDS}:
        raise Invalid(NOT_OURS)
    return known


def template_of(request: Request) -> str:
    """The path of the operation, with its placeholders."""
    route = request.scope.get("route")
    path: str = getattr(route, "path", None) or request.scope["template"]
    return path


def stream_of(request: Request) -> UUID | None:
    """The case or the notification in the path, if it is one's id."""
    try:
        return UUID(str(next(iter(request.path_params.values()))))
    except (StopIteration, ValueError):
        return None


Spend = Callable[[Request, str, Policy], None]
Identify = Callable[[Request], Awaitable[Caller]]
