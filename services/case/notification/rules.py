"""What is required of a notification of concern, and the codes it may use."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Literal
from uuid import UUID

from services.case.cpr import plausible
from services.case.notification.commands import (
    AcknowledgeNotification,
    AssessUrgency,
    DismissNotification,
    GiveFeedback,
    ReceiveNotification,
)
from services.case.notification.state import Notification
from shared.calendar import day_of
from shared.editions import Edition, Editions, Row

CODES_FOLDER = Path(__file__).parent / "codes"


class NotifierKind(Row):
    """Who notifies; `professional` when the mandated duty is theirs (SEL §153; BL §133)."""

    professional: bool
    duty: Literal["intermunicipal", "mandated", "everyone"]


class NotifierDuty(Row):
    """A duty to notify, and the section it stands in."""

    section: str


REASONS = Editions.read(CODES_FOLDER, "reason", Row)
NOTIFIERS = Editions.read(CODES_FOLDER, "notifier", NotifierKind)
DUTIES = Editions.read(CODES_FOLDER, "section", NotifierDuty)


def reasons_on(day: date) -> Edition[Row]:
    """The reasons that can be given on a day; before the first list, that list's."""
    return REASONS.on(max(day, REASONS.editions[0].in_force))


def notifier_kind(code: str, day: date) -> NotifierKind:
    return NOTIFIERS.on(max(day, NOTIFIERS.editions[0].in_force))[code]


def section_of(kind: NotifierKind, day: date) -> str:
    """The section that a notification of a day is made under."""
    return DUTIES.nearest(day)[kind.duty].section


def numbers(receipt: ReceiveNotification) -> Iterator[str]:
    """Every CPR number that tells which children it is about; the mother's for an unborn one."""
    mother = receipt.unborn and receipt.unborn.mother_cpr
    siblings = (each.cpr for each in receipt.siblings)
    yield from (each for each in (receipt.child_cpr, mother, *siblings) if each)


def answerable(receipt: ReceiveNotification) -> bool:
    """Whether there is somebody to acknowledge it to."""
    return receipt.notifier_type != "anonymous" or receipt.notifier_address is not None


def of_receipt(receipt: ReceiveNotification, now: datetime) -> Iterator[str]:
    if receipt.received_at > now:
        yield "not-in-the-future"
    known = reasons_on(day_of(receipt.received_at))
    if any(known.get(each) is None for each in receipt.reasons):
        yield "reason-on-the-list"
    if not all(map(plausible, numbers(receipt))):
        yield "cpr-has-a-day-of-birth"
    if receipt.unborn and receipt.child_cpr:
        yield "unborn-has-no-cpr"
    if (receipt.notifier_type == "other_municipality") != bool(receipt.sending_municipality):
        yield "sending-municipality-named"


def of_taken_up(receipt: ReceiveNotification, known: Notification) -> Iterator[str]:
    """No case can have taken it up before it was received."""
    if known.taken_up_on is not None and known.taken_up_on < day_of(receipt.received_at):
        yield "after-receipt"


def of_repeat(said: UUID | None, known: Notification) -> Iterator[str]:
    if said != known.fingerprint:
        yield "message-says-the-same"


def of_urgency(assessment: AssessUrgency, known: Notification, now: datetime) -> Iterator[str]:
    if known.assessed:
        yield "urgency-assessed-once"
    if assessment.assessed_at < known.received_at:
        yield "after-receipt"
    if assessment.assessed_at > now:
        yield "not-in-the-future"


def of_acknowledgement(
    answer: AcknowledgeNotification, known: Notification, today: date
) -> Iterator[str]:
    if not known.answerable:
        yield "notifier-answerable"
    yield from of_the_day(answer.acknowledged_on, known, today)


def of_feedback(feedback: GiveFeedback, known: Notification, today: date) -> Iterator[str]:
    if not known.professional:
        yield "feedback-to-professionals-only"
    yield from of_the_day(feedback.given_on, known, today)


def of_dismissal(dismissal: DismissNotification, known: Notification, today: date) -> Iterator[str]:
    if known.dismissed:
        yield "notification-dismissed-once"
    if known.cases:
        yield "dismissed-without-a-case"
    if not known.assessed:
        yield "urgency-before-dismissal"
    yield from of_the_day(dismissal.dismissed_on, known, today)


def of_the_day(day: date, known: Notification, today: date) -> Iterator[str]:
    if day < day_of(known.received_at):
        yield "after-receipt"
    if day > today:
        yield "not-in-the-future"
