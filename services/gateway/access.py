"""The one row filter: which cases, and what else there is about children, a caller may know of.

Every question and every command passes here. What it leaves out does not exist for the caller: not
by id, in a list, a count, or a timing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on

from services.gateway.tables import access, relations
from shared.calendar import day_of
from shared.editions import Editions, Row
from shared.identity import Caller, Role

Predicate = sa.ColumnElement[bool]
EVERY_CASE = "cases.all"  # the scope of a system that serves the whole municipality
UNITS = ("unit", "inbox", "offered")
CITIZENS = frozenset({"young-person", "custodian", "network"})
OF_CASES_ONLY = CITIZENS | {"provider"}

BY_SUB: Mapping[Role, tuple[str, ...]] = {  # in which relations a role counts, for the caller
    "caseworker": ("caseworker", "reassessor", "sender", "emergency"),
    "leader": ("emergency",),
    "notifier": ("sender",),
    "network": ("login",),
    "young-person": ("login",),
    "custodian": ("login",),
    "system": ("sender",),
}
BY_UNIT: Mapping[Role, tuple[str, ...]] = {  # and for where the caller works
    "caseworker": ("inbox",),
    "leader": UNITS,
    "provider": ("provider",),
    "municipality": ("municipality",),
    "system": UNITS,
}


class PartyAge(Row):
    """From which age, in whole years, a child has a right of its own."""

    years: int


PARTY_AGE = Editions.read(Path(__file__).parent / "statute", "party_age", PartyAge)


@dataclass(frozen=True)
class When:
    """The moment of asking, and its day: as they are, or to be said when a question is asked."""

    day: date | sa.BindParameter[date]
    moment: datetime | sa.BindParameter[datetime]


SAID_LATER = When(
    sa.bindparam("day", type_=sa.Date), sa.bindparam("moment", type_=sa.DateTime(timezone=True))
)


def visible(caller: Caller, at: When | None = None) -> Predicate:
    """The predicate over `access`: a row passes, or is not there."""
    if of_everybody(caller):
        return sa.true()
    return sa.and_(reached(caller, at=at), not_confidential(caller, at))


def of_everybody(caller: Caller) -> bool:
    return caller.role == "analyst"  # counts, and lists nothing: rights.toml


def in_portfolio(caller: Caller, at: When | None = None) -> Predicate:
    """The same of provisions: organisations are nobody's secret, carers' homes are."""
    of_organisations = sa.and_(
        access.c.kind == "provision", access.c.unit.is_(None), access.c.case_id.is_(None)
    )
    return sa.or_(of_organisations, visible(caller, at))


def at_work(caller: Caller, at: When | None = None) -> Predicate:
    """The same without what is opened in an emergency only, which is for reading."""
    return sa.and_(reached(caller, but=("emergency",), at=at), not_confidential(caller, at))


def reached(caller: Caller, but: Sequence[str] = (), at: When | None = None) -> Predicate:
    """What the caller stands in a relation to, or what belongs to such a case."""
    if EVERY_CASE in caller.scopes:
        return sa.true()
    streams = standings(caller, but, at).with_only_columns(relations.c.stream)
    if caller.role == "notifier":  # their own, whoever's case it has become
        return sa.and_(access.c.kind == "notification", access.c.stream.in_(streams))
    within = access.c.about.in_(streams)
    return sa.and_(within, access.c.kind == "case") if caller.role in OF_CASES_ONLY else within


def standings(caller: Caller, but: Sequence[str] = (), at: When | None = None) -> sa.Select[Any]:
    """The caller's own rows among the relations, as they hold at the moment of asking."""
    row, at = relations.c, at or now(caller)
    question = sa.select(relations).where(
        row.holder.in_(holders(caller, but)),
        holds_on(relations, at.day),
        sa.or_(row.ends_at.is_(None), row.ends_at > at.moment),
    )
    return question.where(*(condition(caller) for condition in CONDITIONS.get(caller.role, ())))


def holders(caller: Caller, but: Sequence[str] = ()) -> list[str]:
    """By which names the relations know the caller, but for relations of some kinds."""
    by_sub = [(kind, caller.sub) for kind in BY_SUB.get(caller.role, ())]
    by_unit = [(kind, caller.unit) for kind in BY_UNIT.get(caller.role, ()) if caller.unit]
    panel = [("panel", "")] if caller.role == "panel" else []
    return [f"{kind}:{name}" for kind, name in (*by_sub, *by_unit, *panel) if kind not in but]


def holds_on(rows: sa.FromClause, day: date | sa.BindParameter[date]) -> Predicate:
    begun = sa.or_(rows.c.valid_from.is_(None), rows.c.valid_from <= day)
    return sa.and_(begun, sa.or_(rows.c.valid_to.is_(None), rows.c.valid_to > day))


def is_the_child(_: Caller) -> Predicate:
    return relations.c.party_id.is_(None)


def old_enough(caller: Caller) -> Predicate:
    """The child has the age from which the law of the day lets it ask for itself."""
    return of_age(caller, "child", "appeal")


def still_a_minor(caller: Caller) -> Predicate:
    """Custody ends when the child comes of age."""
    return sa.not_(of_age(caller, "majority"))


def of_age(caller: Caller, *roles: str) -> Predicate:
    """The child has turned the age that the law of the day has for any of these."""
    years = min(PARTY_AGE.nearest(today(caller))[each].years for each in roles)
    child = relations.alias("child")
    born = child.c.valid_from <= years_before(today(caller), years)
    same = child.c.stream == relations.c.stream
    return sa.exists().where(same, child.c.kind == "child", born)


def years_before(day: date, years: int) -> date:
    """The last birthday of those who are so many years old. Born on 29 February: from 1 March."""
    leap = (day.month, day.day) == (2, 29)
    return date(day.year - years, 2, 28) if leap else day.replace(year=day.year - years)


def still_around(caller: Caller) -> Predicate:
    """The login's person is around the child today."""
    person = relations.alias("person")
    return sa.exists().where(
        person.c.stream == relations.c.stream,
        person.c.kind == "person",
        person.c.of == relations.c.party_id,
        holds_on(person, today(caller)),
    )


def has_custody(caller: Caller) -> Predicate:
    """The login's person holds custody today: what was said last of the day."""
    said = relations.alias("said")
    last = (
        sa.select(said.c.holds)
        .where(
            said.c.stream == relations.c.stream,
            said.c.kind == "custody",
            said.c.party_id == relations.c.party_id,
            holds_on(said, today(caller)),
        )
        .order_by(said.c.position.desc())
        .limit(1)
    )
    return last.scalar_subquery().is_(sa.true())


def still_carried_out(caller: Caller) -> Predicate:
    """The measure lasts today, and no other place has taken the child over since."""
    measure, later = relations.alias("measure"), relations.alias("later")
    lasts = sa.exists().where(
        measure.c.stream == relations.c.stream,
        measure.c.kind == "provider",
        measure.c.of == relations.c.measure_id,
        holds_on(measure, today(caller)),
    )
    over = sa.exists().where(
        later.c.stream == relations.c.stream,
        later.c.kind == "provider",
        later.c.measure_id == relations.c.measure_id,
        later.c.valid_from > relations.c.valid_from,
        holds_on(later, today(caller)),
    )
    return sa.and_(lasts, sa.not_(over))


CONDITIONS: Mapping[Role, tuple[Callable[[Caller], Predicate], ...]] = {
    "young-person": (is_the_child, old_enough),
    "custodian": (still_around, has_custody, still_a_minor),
    "network": (still_around,),
    "provider": (still_carried_out,),
}


def not_confidential(caller: Caller, at: When | None = None) -> Predicate:
    """A confidential case is there for those it names, and for the leader of the unit it is with.

    It binds those who work with it. Citizens whose own case it is keep the rights of a party.
    """
    if caller.role in CITIZENS:
        return sa.true()
    said = relations.alias("confidential")
    last = (
        sa.select(said.c.stream, said.c.holds, said.c.named)
        .where(said.c.kind == "confidentiality", said.c.valid_from <= (at or now(caller)).day)
        .order_by(said.c.stream, said.c.position.desc())
        .ext(distinct_on(said.c.stream))
        .subquery("confined")
    )
    unnamed = sa.literal(caller.sub) != sa.all_(last.c.named)
    closed = sa.select(last.c.stream).where(last.c.holds, unnamed)
    if caller.role == "leader" and caller.unit:
        theirs = relations.alias("theirs")
        mine = sa.select(theirs.c.stream).where(theirs.c.holder == f"unit:{caller.unit}")
        closed = closed.where(last.c.stream.not_in(mine))
    return access.c.about.not_in(closed)


def moment(caller: Caller) -> datetime:
    """When the caller asks.

    Raises:
        ValueError: for a caller who did not come through the door.
    """
    if caller.at is None:
        raise ValueError("a caller asks at a moment")
    return caller.at


def today(caller: Caller) -> date:
    return day_of(moment(caller))


def now(caller: Caller) -> When:
    return When(today(caller), moment(caller))
