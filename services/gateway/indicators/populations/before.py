"""Before there is a case: open counselling, notifications, screenings, early courses."""

from typing import Any

import sqlalchemy as sa

from services.gateway.indicators.asked import Asked
from services.gateway.indicators.rows import (
    Adds,
    aged,
    counted,
    day_of,
    months_after,
    rows,
)
from services.gateway.tables import (
    access,
    counselling_contacts,
    measures,
    notifications,
    observations,
)


def contacts(asked: Asked) -> sa.Select[Any]:
    """Every anonymous contact held in the period."""
    held = counselling_contacts.alias("contact")
    return (
        rows(asked, held, Adds(held.c.held_on))
        .join_from(asked.table, held, asked.within(held.c.held_on))
        .where(asked.known(held))
    )


def notified(asked: Asked, below: int) -> sa.Select[Any]:
    """Every notification received in the period; those count that are about younger children.

    How old the child is is known once a case has taken the notification up.
    """
    worry, about = notifications.alias("worry"), access.alias("about")
    on = day_of(worry.c.received_at)
    young = aged(asked, about.c.case_id, on, None, below)
    return (
        rows(asked, worry, Adds(on, counted(young, worry.c.taken_up_on.is_not(None))))
        .join_from(asked.table, worry, asked.within_moments(worry.c.received_at))
        .join(about, about.c.stream == worry.c.stream)
        .where(asked.known(worry))
    )


def screened(asked: Asked) -> sa.Select[Any]:
    """Every screening of a child in day care in the period."""
    seen = observations.alias("screening")
    return (
        rows(asked, seen, Adds(seen.c.observed_on))
        .join_from(asked.table, seen, asked.within(seen.c.observed_on))
        .where(asked.known(seen), seen.c.kind == "DetectionScreeningRecorded")
    )


def returned(asked: Asked, category: str, months: int) -> sa.Select[Any]:
    """Early courses that ended in the period; those count whose child came back to us.

    It came back when a notification, or a measure on a higher step, followed within so many months,
    the last day included.
    """
    course, worry = measures.alias("course"), notifications.alias("worry")
    about, higher = access.alias("about"), measures.alias("higher")
    ended, limit = course.c.ended_on, months_after(course.c.ended_on, months)
    notified_again = (
        sa.exists()
        .where(about.c.case_id == course.c.stream, worry.c.stream == about.c.stream)
        .where(asked.known(worry), worry.c.taken_up_on.is_not(None))
        .where(day_of(worry.c.received_at).between(ended, limit))
    )
    stepped_up = (
        sa.exists()
        .where(higher.c.stream == course.c.stream, higher.c.order > course.c.order)
        .where(asked.known(higher))
        .where(higher.c.started_on.between(ended, limit))
    )
    return (
        rows(asked, course, Adds(ended, counted(sa.or_(notified_again, stepped_up))), apart=course)
        .join_from(asked.table, course, asked.within(ended))
        .where(asked.known(course), course.c.category == category)
    )


POPULATIONS = {
    "contacts": contacts,
    "notified": notified,
    "screened": screened,
    "returned": returned,
}
