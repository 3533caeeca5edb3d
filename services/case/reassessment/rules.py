"""What is required when a new notification concerns a child who has a case."""

from collections.abc import Iterator
from datetime import date

from services.case.notification.state import Notification
from services.case.reassessment import commands
from services.case.rules import of_any_fact
from services.case.state import Case
from shared.calendar import day_of
from shared.contracts.case import regime_on
from shared.things import find

INDEPENDENCE = "reassessor-not-involved"


def of_link(
    link: commands.LinkNotification, known: Notification, case: Case, today: date
) -> Iterator[str]:
    yield from of_any_fact(case, link.linked_on, today)
    if link.linked_on < day_of(known.received_at):
        yield "after-receipt"
    if find(case.worries, link.notification_id):
        yield "notification-linked-once"


def of_appointment(
    appointment: commands.AppointReassessor, involved: frozenset[str], case: Case, today: date
) -> Iterator[str]:
    yield from of_any_fact(case, appointment.appointed_on, today)
    if find(case.worries, appointment.notification_id) is None:
        yield "notification-linked"
    if appointment.reassessor in involved:
        yield INDEPENDENCE


def of_reassessment(
    reassessment: commands.ReassessCase, known: Notification, case: Case, today: date
) -> Iterator[str]:
    """Everything but who reassesses."""
    day, worry = reassessment.reassessed_on, find(case.worries, reassessment.notification_id)
    yield from of_any_fact(case, day, today)
    if day < day_of(known.received_at):
        yield "after-receipt"
    if worry is None:
        yield "notification-linked"
    elif worry.reassessed:
        yield "notification-reassessed-once"
    if reassessment.outcome == "targeted_assessment" and regime_on(day) != "BL":
        yield "targeted-assessment-from-barnets-lov"
