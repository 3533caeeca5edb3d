"""What follows from what is asked of open, anonymous counselling."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from services.case.counselling import commands, events
from services.case.counselling.rules import of_contact, of_handover
from services.case.notification import domain as notification
from services.case.notification.commands import ReceiveNotification
from services.case.notification.events import HandoverConsented
from services.case.notification.rules import of_receipt
from services.case.rules import unmet
from services.case.state import CounsellingContact, Stream
from shared.calendar import day_of
from shared.decider import Asked, Beside, require

Facts = Sequence[events.CounsellingEvent | Beside]


def evolve(stream: Stream, fact: events.CounsellingEvent) -> Stream:
    """Remember the day somebody was counselled, and the day they went on."""
    match fact, stream:
        case events.CounsellingContactRegistered(), _:
            return CounsellingContact(id=fact.id, held_on=fact.held_on)
        case events.CounsellingContactHandedOver(), CounsellingContact():
            return replace(stream, handed_over_on=fact.handed_over_on)
        case _:
            return stream


def registered(asked: Asked[Any], contact: commands.RegisterCounsellingContact) -> Facts:
    require(unmet(contact.held_on, of_contact(contact, asked.unit, day_of(asked.at))))
    return [events.CounsellingContactRegistered(id=asked.id, **dict(contact))]


def handed_over(
    asked: Asked[Any], handover: commands.HandOverCounselling, contact: CounsellingContact
) -> Facts:
    """The day for the contact; the identity for a notification apart from it."""
    day, receipt = day_of(handover.received_at), received_as(handover)
    found = [*of_handover(handover, contact), *of_receipt(receipt, asked.at)]
    require(unmet(day, found))
    consent = HandoverConsented(id=asked.id, consent_on=handover.consent_on or day)
    begun = [*notification.received(asked, receipt), consent]
    return [
        events.CounsellingContactHandedOver(id=contact.id, handed_over_on=day),
        *(Beside(asked.id, each, trace=asked.id.hex) for each in begun),
    ]


def received_as(handover: commands.HandOverCounselling) -> ReceiveNotification:
    """The family's own application, as any worry is received."""
    said = handover.model_dump(exclude={"consent_on", "summary"})
    return ReceiveNotification(**said, channel="in_person", text=handover.summary)
