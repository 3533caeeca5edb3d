"""The one row filter: which cases, and what else there is about children, a caller may know of.

Every question and every command passes here. What it leaves out does not exist for the caller: not
by id, in a list, a count, or a timing.
"""

import sqlalchemy as sa

from services.gateway.tables import access
from shared.identity import Caller

Predicate = sa.ColumnElement[bool]


def visible(caller: Caller) -> Predicate:
    """The predicate over `access`: a row passes, or is not there."""
    match caller.role:
        case "caseworker":
            return sa.or_(
                works_on(access, caller), unassigned(caller), of_own_cases(caller), in_portfolio()
            )
        case "leader":
            return sa.or_(of_unit(caller), of_unit_cases(caller), in_portfolio())
        case "notifier":
            return sent_by(caller)
        case _:
            return sa.false()


def works_on(rows: sa.FromClause, caller: Caller) -> Predicate:
    """A case that the caller is in charge of, or was appointed to reassess."""
    return sa.or_(rows.c.caseworker == caller.sub, rows.c.reassessor == caller.sub)


def of_unit(caller: Caller) -> Predicate:
    """What is the unit's, and a case that it was asked to take over, until it has answered."""
    if not caller.unit:
        return sa.false()
    return sa.or_(access.c.unit == caller.unit, access.c.offered_unit == caller.unit)


def unassigned(caller: Caller) -> Predicate:
    """What is the caller's unit's and nobody's case (yet), or a worry that they recorded."""
    alone = sa.and_(access.c.kind != "case", access.c.case_id.is_(None))
    return sa.and_(alone, sa.or_(of_unit(caller), access.c.notifier == caller.sub))


def in_portfolio() -> Predicate:
    """A provision that is no carer's home: organisations are nobody's secret."""
    return sa.and_(
        access.c.kind == "provision", access.c.unit.is_(None), access.c.case_id.is_(None)
    )


def of_own_cases(caller: Caller) -> Predicate:
    """What belongs to a case of the caller's."""
    own = access.alias("own")
    return belonging_to(own, works_on(own, caller))


def of_unit_cases(caller: Caller) -> Predicate:
    """What belongs to a case of the caller's unit."""
    theirs = access.alias("theirs")
    return belonging_to(theirs, theirs.c.unit == caller.unit) if caller.unit else sa.false()


def belonging_to(their: sa.FromClause, whose: Predicate) -> Predicate:
    cases = sa.select(their.c.stream).where(their.c.kind == "case", whose)
    return sa.and_(access.c.kind != "case", access.c.case_id.in_(cases))


def sent_by(caller: Caller) -> Predicate:
    return sa.and_(access.c.kind == "notification", access.c.notifier == caller.sub)
