"""What is required when a new notification concerns a child who has a case."""

from collections.abc import Iterator
from datetime import date

from services.case.notification.state import Notification
from services.case.reassessment import commands
from services.case.rules import STATUTE_FOLDER, of_any_fact
from services.case.state import Case
from shared.calendar import day_of
from shared.contracts.case import regime_on
from shared.editions import Editions, Row
from shared.things import find

INDEPENDENCE = "reassessor-not-involved"


class Scope(Row):
    """Which measures oblige to reassess: those decided under these sections; all, without any."""

    sections: tuple[str, ...] = ()


SCOPES = Editions.read(STATUTE_FOLDER, "reassessment_scope", Scope)


def reassessment_required(case: Case, day: date) -> bool:
    """Whether a measure runs on a day that the law of the day asks to reassess for."""
    scope = SCOPES.nearest(day).get("reassessment_scope")
    rests_on = [case.decision(each.decision_id) for each in case.measures if each.runs_on(day)]
    sections = {f"{each.regime} {each.section.partition('(')[0]}" for each in rests_on if each}
    return scope is not None and bool(sections & {*scope.sections} if scope.sections else sections)


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
    if reassessment.outcome == "measure_review" and not any(
        each.runs_on(day) for each in case.measures
    ):
        yield "measure-to-review"
