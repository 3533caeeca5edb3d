"""Children who are investigated: how old, how long, with whom, and whether they were heard."""

from typing import Any

import sqlalchemy as sa

from services.gateway.indicators.asked import Asked, Condition
from services.gateway.indicators.rows import (
    Adds,
    counted,
    day_of,
    exact_age,
    months_after,
    rows,
)
from services.gateway.tables import (
    access,
    attentions,
    cases,
    decisions,
    investigations,
    meetings,
    notifications,
    observations,
    plans,
)

NETWORK, HELD = "network", "ChildConversationHeld"


def first_investigated(asked: Asked) -> sa.Select[Any]:
    """Children whose first investigation ever began in the period, and their age then."""
    first, earlier = investigations.alias("first"), investigations.alias("earlier")
    before = (
        sa.exists()
        .where(earlier.c.stream == first.c.stream, asked.known(earlier))
        .where(
            sa.tuple_(earlier.c.started_on, earlier.c.id)
            < sa.tuple_(first.c.started_on, first.c.id)
        )
    )
    age = exact_age(asked, first.c.stream, first.c.started_on)
    return (
        rows(asked, first, Adds(first.c.started_on, age))
        .join_from(asked.table, first, asked.within(first.c.started_on))
        .where(asked.known(first), sa.not_(before), age.is_not(None))
    )


def first_met(asked: Asked) -> sa.Select[Any]:
    """Children of whom the municipality first became aware in the period, and their age then.

    By a notification that the case took up, by a need that became known, or by the case itself.
    """
    case, worry, about = cases.alias("case"), notifications.alias("worry"), access.alias("about")
    received = (
        sa.select(sa.func.min(day_of(worry.c.received_at)))
        .where(about.c.case_id == case.c.stream, worry.c.stream == about.c.stream)
        .where(asked.known(worry), worry.c.taken_up_on.is_not(None))
        .correlate(case)
        .scalar_subquery()
    )
    on = sa.func.least(case.c.opened_on, case.c.aware_on, received)
    age = exact_age(asked, case.c.stream, on)
    return (
        rows(asked, case, Adds(on, age))
        .join_from(asked.table, case, sa.and_(asked.within(on), case.c.opened_on >= asked.since))
        .where(asked.known(case), age.is_not(None), case.c.merged_into.is_(None))
    )


def investigation_days(asked: Asked) -> sa.Select[Any]:
    """Investigations completed in the period, and how many days each took."""
    one = investigations.alias("investigation")
    return (
        rows(asked, one, Adds(one.c.completed_on, one.c.completed_on - one.c.started_on))
        .join_from(asked.table, one, asked.within(one.c.completed_on))
        .where(asked.known(one))
    )


def with_network(asked: Asked) -> sa.Select[Any]:
    """Investigations completed in the period; those count in which the network met."""
    one, met = investigations.alias("investigation"), meetings.alias("met")
    during = (
        sa.exists()
        .where(met.c.stream == one.c.stream, met.c.meeting_kind == NETWORK, asked.known(met))
        .where(met.c.held_on >= one.c.started_on, met.c.held_on <= one.c.completed_on)
    )
    return completed(asked, one, during)


def with_consultation(asked: Asked) -> sa.Select[Any]:
    """Investigations completed in the period; those count with a professional consultation."""
    one, held = investigations.alias("investigation"), observations.alias("consultation")
    consulted = (
        sa.exists()
        .where(held.c.stream == one.c.stream, held.c.about == one.c.id, asked.known(held))
        .where(held.c.kind == "ProfessionalConsultationHeld")
    )
    return completed(asked, one, consulted)


def completed(asked: Asked, one: sa.FromClause, counts: Condition) -> sa.Select[Any]:
    return (
        rows(asked, one, Adds(one.c.completed_on, counted(counts)))
        .join_from(asked.table, one, asked.within(one.c.completed_on))
        .where(asked.known(one))
    )


def heard(asked: Asked, months: int) -> sa.Select[Any]:
    """Decisions of the period; those count before which the child was heard, or lawfully not.

    That was within so many months, or for a decision when none has been made in between.
    """
    decision, between = decisions.alias("decision"), decisions.alias("between")
    said = observations.alias("heard")
    decided_since = (
        sa.exists()
        .where(between.c.stream == decision.c.stream, asked.known(between))
        .where(between.c.decided_on > said.c.observed_on)
        .where(between.c.decided_on < decision.c.decided_on)
        .correlate_except(between)
    )
    for_it = sa.and_(said.c.kind == HELD, said.c.code == "decision", sa.not_(decided_since))
    before = (
        sa.exists()
        .where(said.c.stream == decision.c.stream, asked.known(said))
        .where(said.c.kind.in_((HELD, "ChildConversationWaived")))
        .where(said.c.observed_on <= decision.c.decided_on)
        .where(sa.or_(said.c.observed_on >= months_after(decision.c.decided_on, -months), for_it))
    )
    return (
        rows(asked, decision, Adds(decision.c.decided_on, counted(before)))
        .join_from(asked.table, decision, asked.within(decision.c.decided_on))
        .where(asked.known(decision))
    )


def family_takes_part(asked: Asked) -> sa.Select[Any]:
    """Cases with an open investigation or a plan; those count whose family and network took part.

    So do those who said that they did not want to.
    """
    case, one, plan = cases.alias("case"), investigations.alias("one"), plans.alias("plan")
    met, declined = meetings.alias("met"), attentions.alias("declined")
    looked_into = (
        sa.exists()
        .where(one.c.stream == case.c.stream, asked.known(one), one.c.started_on < asked.until)
        .where(sa.or_(one.c.completed_on.is_(None), one.c.completed_on >= asked.since))
    )
    planned = sa.exists().where(
        plan.c.stream == case.c.stream, asked.known(plan), plan.c.approved_on < asked.until
    )
    took_part = (
        sa.exists()
        .where(met.c.stream == case.c.stream, asked.known(met), asked.within(met.c.held_on))
        .where(met.c.meeting_kind == NETWORK, met.c.private_participants > 0)
    )
    did_not_want = (
        sa.exists()
        .where(declined.c.stream == case.c.stream, asked.known(declined))
        .where(declined.c.kind == "NetworkDeclined", declined.c.observed_on < asked.until)
    )
    is_open = sa.or_(case.c.closed_on.is_(None), case.c.closed_on >= asked.since)
    return (
        rows(asked, case, Adds(asked.last_on, counted(sa.or_(took_part, did_not_want))))
        .join_from(asked.table, case, sa.and_(case.c.opened_on < asked.until, is_open))
        .where(asked.known(case), sa.or_(looked_into, planned), case.c.merged_into.is_(None))
    )


POPULATIONS = {
    "first_investigated": first_investigated,
    "first_met": first_met,
    "investigation_days": investigation_days,
    "with_network": with_network,
    "with_consultation": with_consultation,
    "heard": heard,
    "family_takes_part": family_takes_part,
}
