"""The row filter asked of single streams: before every command, so it is made ready once."""

from functools import lru_cache

import sqlalchemy as sa

from services.gateway.access import (
    CONDITIONS,
    SAID_LATER,
    When,
    at_work,
    in_portfolio,
    now,
    visible,
)
from services.gateway.tables import access
from shared.identity import Caller

CALLERS = 1000  # whose questions are kept ready


def knowing(caller: Caller, kind: str, *, writes: bool) -> sa.Select[bool]:
    """The question which of some streams a caller may know of, and whether they may write there.

    It is made once for each caller and asked of any streams at any moment, except of those whom
    the law gives rights by age: what it says of them changes with the day.
    """
    if caller.role in CONDITIONS:
        return asked_of(caller, kind, writes, now(caller))
    return asked_by(caller, kind, writes)


@lru_cache(CALLERS)
def asked_by(caller: Caller, kind: str, writes: bool) -> sa.Select[bool]:  # noqa: FBT001
    return asked_of(caller, kind, writes, SAID_LATER)


def asked_of(
    caller: Caller,
    kind: str,
    writes: bool,  # noqa: FBT001
    at: When,
) -> sa.Select[bool]:
    provisions = kind == "provision"
    working = at_work(caller, at) if writes and not provisions else sa.true()
    known = in_portfolio(caller, at) if provisions else visible(caller, at)
    among = access.c.stream.in_(sa.bindparam("streams", expanding=True))
    return sa.select(working).where(among, access.c.kind == kind, known)
