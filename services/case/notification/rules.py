"""What is required of a notification of concern, and the codes it may use."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from services.case.cpr import plausible
from services.case.notification.commands import (
    AcknowledgeNotification,
    AssessUrgency,
    ReceiveNotification,
)
from services.case.state import Notification
from shared.calendar import day_of
from shared.editions import Edition, Editions, Row

CODES_FOLDER = Path(__file__).parent / "codes"


class NotifierKind(Row):
    """Who notifies; `professional` when the mandated duty is theirs (SEL §153; BL §133)."""

    professional: bool


REASONS = Editions.read(CODES_FOLDER, "reason", Row)
NOTIFIERS = Editions.read(CODES_FOLDER, "notifier", NotifierKind)


def reasons_on(day: date) -> Edition[Row]:
    """The reasons that can be given on a day; before the first list, that list's."""
    return REASONS.on(max(day, REASONS.editions[0].in_force))


def notifier_kind(code: str, day: date) -> NotifierKind:
    return NOTIFIERS.on(max(day, NOTIFIERS.editions[0].in_force))[code]


def answerable(receipt: ReceiveNotification) -> bool:
    """Whether there is somebody to acknowledge it to."""
    return receipt.notifier_type != "anonymous" or receipt.notifier_address is not None


def of_receipt(receipt: ReceiveNotification, now: datetime) -> Iterator[str]:
    if receipt.received_at > now:
        yield "not-in-the-future"
    known = reasons_on(day_of(receipt.received_at))
    if any(known.get(each) is None for each in receipt.reasons):
        yield "reason-on-the-list"
    if not plausible(receipt.child_cpr):
        yield "cpr-has-a-day-of-birth"


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
    if answer.acknowledged_on < day_of(known.received_at):
        yield "after-receipt"
    if answer.acknowledged_on > today:
        yield "not-in-the-future"
