"""What follows from what is asked of a notification of concern."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from services.case.notification import commands, events
from services.case.notification.rules import (
    answerable,
    notifier_kind,
    numbers,
    of_acknowledgement,
    of_dismissal,
    of_feedback,
    of_receipt,
    of_repeat,
    of_taken_up,
    of_urgency,
    section_of,
)
from services.case.notification.state import Notification
from services.case.rules import unmet
from shared.calendar import day_of
from shared.decider import Asked, Beside, Unknown, require
from shared.sealing import Sealed, sealed

Facts = list[events.NotificationEvent]


def evolve(known: Notification | None, fact: events.NotificationEvent) -> Notification | None:
    """Remember what has been done about it."""
    match fact, known:
        case events.NotificationReceived(), _:
            return Notification(
                id=fact.id,
                received_at=fact.received_at,
                answerable=fact.answerable,
                professional=fact.professional,
                fingerprint=fact.fingerprint,
            )
        case events.NotificationUrgencyAssessed(), Notification():
            return replace(known, assessed=True, assessor=fact.assessor)
        case events.NotifierInformed() | events.FeedbackOmitted(), Notification():
            return replace(known, informed=True)
        case events.NotificationDismissed(), Notification():
            return replace(known, dismissed=True)
        case events.NotificationTakenUp(), Notification():
            first = known.taken_up_on or fact.taken_up_on
            return replace(known, cases=(*known.cases, fact.case_id), taken_up_on=first)
        case _:
            return known


def received(asked: Asked[Any], receipt: commands.ReceiveNotification) -> Facts:
    """A worry arrived."""
    require(unmet(day_of(receipt.received_at), of_receipt(receipt, asked.at)))
    return [arrival(asked, receipt)]


def received_instead(
    asked: Asked[Any],
    receipt: commands.ReceiveNotification,
    wrong: events.NotificationReceived,
    known: Notification,
) -> events.NotificationReceived:
    """The receipt as it should have been recorded; the sender's message stays the same one."""
    found = [*of_receipt(receipt, asked.at), *of_taken_up(receipt, known)]
    require(unmet(day_of(receipt.received_at), found))
    right = arrival(asked, receipt)
    former = {*wrong.signals, *wrong.former_signals} - {*right.signals}
    return replace(
        right,
        notifier=wrong.notifier,
        message_id=wrong.message_id,
        fingerprint=wrong.fingerprint,
        former_signals=tuple(sorted(former)),
    )


def arrival(
    asked: Asked[Any], receipt: commands.ReceiveNotification
) -> events.NotificationReceived:
    """What was received: codes and moments plain, every word sealed."""
    day = day_of(receipt.received_at)
    kind = notifier_kind(receipt.notifier_type, day)
    return events.NotificationReceived(
        id=asked.id,
        received_at=receipt.received_at,
        unit=receipt.unit,
        channel=receipt.channel,
        notifier_type=receipt.notifier_type,
        professional=kind.professional,
        answerable=answerable(receipt),
        reasons=tuple(receipt.reasons),
        notifier=asked.by,
        message_id=receipt.message_id,
        notifier_name=sealed(receipt.notifier_name),
        notifier_address=sealed(receipt.notifier_address),
        child=sealed(receipt.child),
        child_cpr=sealed(receipt.child_cpr),
        text=Sealed(receipt.text),
        section=section_of(kind, day),
        sending_municipality=receipt.sending_municipality,
        file_extract=sealed(receipt.file_extract),
        fingerprint=fingerprint(asked, receipt),
        **children(asked, receipt),
    )


def children(asked: Asked[Any], receipt: commands.ReceiveNotification) -> dict[str, Any]:
    """Which other children it is about, and by which signals they are known again."""
    unborn = receipt.unborn or commands.UnbornChild()
    siblings = (
        events.ReportedChild(description=Sealed(each.description), cpr=sealed(each.cpr))
        for each in receipt.siblings
    )
    return {
        "unborn": receipt.unborn is not None,
        "mother": sealed(unborn.mother),
        "mother_cpr": sealed(unborn.mother_cpr),
        "expected_on": unborn.expected_on,
        "siblings": tuple(siblings),
        "signals": tuple(dict.fromkeys(asked.blind("cpr " + each) for each in numbers(receipt))),
    }


def fingerprint(asked: Asked[Any], receipt: commands.ReceiveNotification) -> UUID | None:
    """What a message with an id of its own says, so that a repeat is known from a change."""
    said = receipt.model_dump_json(exclude_defaults=True)
    return asked.blind(f"message {said}") if receipt.message_id else None


def repeated(
    asked: Asked[Any], receipt: commands.ReceiveNotification, known: Notification
) -> Facts:
    """The same message again is the same notification: nothing follows."""
    said = fingerprint(asked, receipt)
    require(unmet(day_of(receipt.received_at), of_repeat(said, known)))
    return []


def what_follows(
    asked: Asked[Any], command: commands.NotificationCommand, known: Notification
) -> Facts:
    match command:
        case commands.ReceiveNotification():
            return repeated(asked, command, known)
        case commands.AssessUrgency():
            return assessed(asked, command, known)
        case commands.AcknowledgeNotification():
            return acknowledged(asked, command, known)
        case commands.GiveFeedback():
            return informed(asked, command, known)
        case commands.DismissNotification():
            return dismissed(asked, command, known)
        case _:
            assert_never(command)


def assessed(asked: Asked[Any], judged: commands.AssessUrgency, known: Notification) -> Facts:
    require(unmet(day_of(judged.assessed_at), of_urgency(judged, known, asked.at)))
    assessment = events.NotificationUrgencyAssessed(
        id=asked.id,
        assessed_at=judged.assessed_at,
        outcome=judged.outcome,
        assessment=Sealed(judged.assessment),
        assessor=asked.by,
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


def informed(asked: Asked[Any], feedback: commands.GiveFeedback, known: Notification) -> Facts:
    day = feedback.given_on
    require(unmet(day, of_feedback(feedback, known, day_of(asked.at))))
    words = Sealed(feedback.words)
    if feedback.content_level == "omitted":
        return [events.FeedbackOmitted(id=asked.id, omitted_on=day, reason=words)]
    told = events.NotifierInformed(
        id=asked.id, informed_on=day, content_level=feedback.content_level, words=words
    )
    return [told]


def dismissed(
    asked: Asked[Any], dismissal: commands.DismissNotification, known: Notification
) -> Facts:
    day = dismissal.dismissed_on
    require(unmet(day, of_dismissal(dismissal, known, day_of(asked.at))))
    end = events.NotificationDismissed(
        id=asked.id, dismissed_on=day, reason=dismissal.reason, words=Sealed(dismissal.words)
    )
    return [end]


def acted_on(
    asked: Asked[Any], worries: Iterable[UUID], case_id: UUID, action: events.Action, on: date
) -> list[Beside]:
    """What the notifications of a case are told when it acts: those that are known."""
    fact = events.NotificationActedOn(id=asked.id, case_id=case_id, action=action, acted_on=on)
    return [
        Beside(each, fact) for each in worries if isinstance(asked.others.get(each), Notification)
    ]


def taken_up(asked: Asked[Any], notification_id: UUID, case_id: UUID, on: date) -> Beside:
    """What a notification's own stream is told when a case takes it up.

    Raises:
        Unknown: when there is no such notification.
    """
    if not isinstance(asked.others.get(notification_id), Notification):
        raise Unknown
    fact = events.NotificationTakenUp(id=asked.id, case_id=case_id, taken_up_on=on)
    return Beside(notification_id, fact)
