"""What was due, and whether it was done in time: from follow-up's terms."""

from typing import Any

import sqlalchemy as sa

from services.gateway.indicators.asked import Asked
from services.gateway.indicators.rows import Adds, counted, one_of, rows
from services.gateway.tables import agenda


def due(asked: Asked, rules: list[str], bases: list[str] | None = None) -> sa.Select[Any]:
    """What fell due in the period and did not lapse; that counts which was done in time.

    What is open still, past its day, was not.
    """
    term = agenda.alias("term")
    in_time = counted(term.c.state == "met", sa.not_(term.c.late))
    return (
        rows(asked, term, Adds(term.c.due_on, in_time))
        .join_from(asked.table, term, asked.within(term.c.due_on))
        .where(asked.known(term), term.c.rule.in_(rules), one_of(term.c.basis, bases))
        .where(term.c.lapsed_on.is_(None))
        .where(sa.or_(term.c.state == "met", term.c.due_on < sa.cast(asked.today, sa.Date)))
    )


def done(asked: Asked, rules: list[str]) -> sa.Select[Any]:
    """What was done in the period; that counts which was done in time."""
    term = agenda.alias("term")
    return (
        rows(asked, term, Adds(term.c.met_on, counted(sa.not_(term.c.late))))
        .join_from(asked.table, term, asked.within(term.c.met_on))
        .where(asked.known(term), term.c.rule.in_(rules), term.c.state == "met")
    )


POPULATIONS = {"due": due, "done": done}
