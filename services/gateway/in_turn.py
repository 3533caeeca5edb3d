"""The row filter for long lists: the same rows as `access.visible`, found in the list's own order.

Who may see a whole unit would otherwise have all of it gathered and sorted for every page.
"""

from typing import Any

import sqlalchemy as sa

from services.gateway.access import EVERY_CASE, Predicate, standings, today, visible
from services.gateway.tables import access, relations
from shared.identity import Caller

WIDE = frozenset({"leader", "system"})  # who sees whole units


def visible_in_turn(caller: Caller) -> Predicate:
    """The predicate over `access`, asked of each row as an index brings it.

    `OFFSET 0` keeps PostgreSQL from making a join of it.
    """
    if caller.role not in WIDE:
        return visible(caller)
    return sa.and_(
        sa.true() if EVERY_CASE in caller.scopes else sa.exists(about_it(standings(caller))),
        sa.not_(closed_in_turn(caller)),
    )


def about_it(rows: sa.Select[Any]) -> sa.Select[Any]:
    """Those of the relations that are about the row of `access` that is looked at."""
    about = rows.with_only_columns(relations.c.stream).where(relations.c.stream == access.c.about)
    return about.offset(0).correlate(access)


def closed_in_turn(caller: Caller) -> Predicate:
    """Whether a case is confidential and the caller not named, as `not_confidential` has it."""
    said = relations.alias("said_of_it")
    last = (
        sa.select(sa.and_(said.c.holds, sa.literal(caller.sub) != sa.all_(said.c.named)))
        .where(said.c.kind == "confidentiality", said.c.stream == access.c.about)
        .where(said.c.valid_from <= today(caller))
        .order_by(said.c.position.desc())
        .limit(1)
        .correlate(access)
    )
    closed = last.scalar_subquery().is_(sa.true())
    if caller.role == "leader" and caller.unit:
        mine = sa.select(relations).where(relations.c.holder == f"unit:{caller.unit}")
        return sa.and_(closed, sa.not_(sa.exists(about_it(mine))))
    return closed
