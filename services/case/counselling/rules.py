"""What is required of open, anonymous counselling, and of handing somebody over."""

from collections.abc import Iterator
from datetime import date

from services.case.counselling.commands import HandOverCounselling, RegisterCounsellingContact
from services.case.rules import of_own_unit, of_the_past
from services.case.state import CounsellingContact
from shared.calendar import day_of


def of_contact(contact: RegisterCounsellingContact, unit: str | None, today: date) -> Iterator[str]:
    yield from of_the_past(contact.held_on, today)
    yield from of_own_unit(contact.unit, unit)


def of_handover(handover: HandOverCounselling, contact: CounsellingContact) -> Iterator[str]:
    day = day_of(handover.received_at)
    if handover.consent_on is None or handover.consent_on > day:
        yield "handover-consented"
    if day < contact.held_on:
        yield "handed-over-after-contact"
    if contact.handed_over_on is not None:
        yield "handed-over-once"
