"""The row filter for long lists: the same rows as `access.visible`, found in the list's own order.

Who may see a whole unit would otherwise have all of it gathered and sorted for every page.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from services.gateway.access import (
    CITIZENS,
    EVERY_CASE,
    Predicate,
    of_everybody,
    reached,
    standings,
    today,
    visible,
)
from services.gateway.tables import access, relations
from services.gateway.times import Times
from shared.identity import Caller

WIDE = frozenset({"leader", "system"})  # who sees whole units
OF_THE_UNIT = ("unit", "inbox")  # what is with a unit its leader knows of: it has no dates


def visible_in_turn(caller: Caller) -> Predicate:
    """The predicate over `access`, asked of each row as an index brings it.

    `OFFSET 0` keeps PostgreSQL from making a join of it.
    """
    if of_everybody(caller) or caller.role in CITIZENS:
        return visible(caller)
    wide = caller.role in WIDE and EVERY_CASE not in caller.scopes
    within = sa.exists(about_it(standings(caller))) if wide else reached(caller)
    return sa.and_(within, sa.not_(closed_in_turn(caller)))


def visible_in_parts(
    caller: Caller, unit: sa.ColumnElement[Any], times: Times
) -> Sequence[Predicate]:
    """The same for a list in parts that share no row, each found by an index in order.

    A leader knows of what is with their unit, confidential or not, which the list's own column
    `unit` says too; and of few others: offered to them, or opened in an emergency. What is with
    whom is indexed as it is now.
    """
    if caller.role != "leader" or not caller.unit or times.as_of:
        return (visible_in_turn(caller),)
    by_unit = [f"{kind}:{caller.unit}" for kind in OF_THE_UNIT]
    theirs = sa.exists(about_it(sa.select(relations).where(relations.c.holder.in_(by_unit))))
    others = standings(caller, but=OF_THE_UNIT).with_only_columns(relations.c.stream)
    few = access.c.about == sa.any_(sa.func.array(others.scalar_subquery()))
    return (
        sa.and_(unit == caller.unit, theirs),
        sa.and_(few, sa.not_(theirs), sa.not_(confidential_in_turn(caller))),
    )


def about_it(rows: sa.Select[Any]) -> sa.Select[Any]:
    """Those of the relations that are about the row of `access` that is looked at."""
    about = rows.with_only_columns(relations.c.stream).where(relations.c.stream == access.c.about)
    return about.offset(0).correlate(access)


def closed_in_turn(caller: Caller) -> Predicate:
    """Whether a case is confidential and the caller not named, as `not_confidential` has it."""
    closed = confidential_in_turn(caller)
    if caller.role == "leader" and caller.unit:
        mine = sa.select(relations).where(relations.c.holder == f"unit:{caller.unit}")
        return sa.and_(closed, sa.not_(sa.exists(about_it(mine))))
    return closed


def confidential_in_turn(caller: Caller) -> Predicate:
    """Whether a case is confidential and does not name the caller: what was said last of today."""
    said = relations.alias("said_of_it")
    last = (
        sa.select(sa.and_(said.c.holds, sa.literal(caller.sub) != sa.all_(said.c.named)))
        .where(said.c.kind == "confidentiality", said.c.stream == access.c.about)
        .where(said.c.valid_from <= today(caller))
        .order_by(said.c.position.desc())
        .limit(1)
        .correlate(access)
    )
    return last.scalar_subquery().is_(sa.true())
