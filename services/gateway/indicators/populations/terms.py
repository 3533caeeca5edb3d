"""What was due, and whether it was done in time: from follow-up's terms.

The law's term and the municipality's own are told apart (ADR 0010), whichever is the earlier.
"""

from typing import Any, Literal

import sqlalchemy as sa

from services.gateway.indicators.asked import Asked
from services.gateway.indicators.rows import Adds, Column, counted, rows
from services.gateway.tables import agenda

Basis = Literal["statutory", "local"]


def due(asked: Asked, rules: list[str], basis: Basis = "statutory") -> sa.Select[Any]:
    """What fell due in the period and did not lapse; that counts which was done in time.

    What is open still, past its day, was not.
    """
    term = agenda.alias("term")
    on = term.c[f"{basis}_on"]
    return (
        rows(asked, term, Adds(on, counted(term.c.state == "met", in_time(term, on))))
        .join_from(asked.table, term, asked.within(on))
        .where(asked.known(term), term.c.rule.in_(rules), term.c.lapsed_on.is_(None))
        .where(sa.or_(term.c.state == "met", on < sa.cast(asked.today, sa.Date)))
    )


def done(asked: Asked, rules: list[str]) -> sa.Select[Any]:
    """What was done in the period; that counts which was done by the law's term."""
    term = agenda.alias("term")
    return (
        rows(asked, term, Adds(term.c.met_on, counted(in_time(term, term.c.statutory_on))))
        .join_from(asked.table, term, asked.within(term.c.met_on))
        .where(asked.known(term), term.c.rule.in_(rules), term.c.state == "met")
    )


def in_time(term: sa.FromClause, on: Column) -> Column:
    """Done by its day; what has an hour (a notification's assessment), by its hour."""
    return sa.case((term.c.due_at.is_not(None), sa.not_(term.c.late)), else_=term.c.met_on <= on)


POPULATIONS = {"due": due, "done": done}
