"""What follows from what is asked of a notification of concern."""

from typing import Any, assert_never

from services.case.notification import commands, events
from services.case.notification.rules import (
    answerable,
    notifier_kind,
    of_acknowledgement,
    of_receipt,
    of_urgency,
)
from services.case.rules import unmet
from services.case.state import Notification
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed, sealed

Facts = list[events.NotificationEvent]


def received(asked: Asked[Any], receipt: commands.ReceiveNotification) -> Facts:
    """A worry arrived: codes and moments plain, every word sealed."""
    day = day_of(receipt.received_at)
    require(unmet(day, of_receipt(receipt, asked.at)))
    arrived = events.NotificationReceived(
        id=asked.id,
        received_at=receipt.received_at,
        unit=receipt.unit,
        channel=receipt.channel,
        notifier_type=receipt.notifier_type,
        professional=notifier_kind(receipt.notifier_type, day).professional,
        answerable=answerable(receipt),
        reasons=tuple(receipt.reasons),
        notifier=asked.by,
        message_id=receipt.message_id,
        notifier_name=sealed(receipt.notifier_name),
        notifier_address=sealed(receipt.notifier_address),
        child=sealed(receipt.child),
        child_cpr=sealed(receipt.child_cpr),
        text=Sealed(receipt.text),
    )
    return [arrived]


def what_follows(
    asked: Asked[Any], command: commands.NotificationCommand, known: Notification
) -> Facts:
    match command:
        case commands.ReceiveNotification():
            raise Unknown
        case commands.AssessUrgency():
            return assessed(asked, command, known)
        case commands.AcknowledgeNotification():
            return acknowledged(asked, command, known)
        case _:
            assert_never(command)


def assessed(asked: Asked[Any], judged: commands.AssessUrgency, known: Notification) -> Facts:
    require(unmet(day_of(judged.assessed_at), of_urgency(judged, known, asked.at)))
    assessment = events.NotificationUrgencyAssessed(
        id=asked.id,
        assessed_at=judged.assessed_at,
        outcome=judged.outcome,
        assessment=Sealed(judged.assessment),
    )
    return [assessment]


def acknowledged(
    asked: Asked[Any], answer: commands.AcknowledgeNotification, known: Notification
) -> Facts:
    require(unmet(answer.acknowledged_on, of_acknowledgement(answer, known, day_of(asked.at))))
    told = events.NotificationAcknowledged(
        id=asked.id, acknowledged_on=answer.acknowledged_on, words=sealed(answer.words)
    )
    return [told]
