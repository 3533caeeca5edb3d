"""Open counselling is anonymous because it cannot be otherwise, and is handed over by consent."""

from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any, Literal, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from pydantic import TypeAdapter, ValidationError

from services.case.cooperation import events as cooperation
from services.case.counselling import events
from services.case.counselling.commands import (
    CounsellingCommand,
    HandOverCounselling,
    RegisterCounsellingContact,
)
from services.case.domain import contacts
from services.case.notification.events import HandoverConsented, NotificationReceived
from services.case.plain import PlainCode
from services.case.state import Stream
from shared.facts import holds_words
from tests.decider import Given, Outcome, given

CONTACT = UUID("00000000-0000-4000-8000-0000000c0117")
WORRY = UUID("00000000-0000-4000-8000-000000000a02")
HELD, CONSENTED = date(2014, 3, 3), date(2014, 3, 4)
RECEIVED = datetime(2014, 3, 5, 9, 30, tzinfo=UTC)
NOTHING_ELSE = {UUID, date, date | None, bool, PlainCode}


def contact(**said: object) -> RegisterCounsellingContact:
    usual = {
        "held_on": HELD,
        "unit": "unit-1",
        "kind": "family",
        "topic": "parenting",
        "age_band": "3-5",
        "opens_course": False,
    }
    return RegisterCounsellingContact.model_validate({**usual, **said})


def handover(**said: object) -> HandOverCounselling:
    usual = {
        "received_at": RECEIVED,
        "consent_on": CONSENTED,
        "unit": "family-unit-north",
        "notifier_type": "family",
        "notifier_name": "Karen Prøve",
        "child": "Her son, four years old.",
        "reasons": ["conflict_at_home"],
        "summary": "She cannot manage alone any longer.",
    }
    return HandOverCounselling.model_validate({**usual, **said})


def counselled() -> Given[CounsellingCommand, Stream, Any]:
    return given(contacts).when(contact(), at=RECEIVED, unit="unit-1", id=CONTACT).after


def handed_over(**said: object) -> Outcome[CounsellingCommand, Stream, Any]:
    return counselled().when(handover(**said), at=RECEIVED, unit="unit-1", id=WORRY)


def closed(hint: Any) -> bool:  # noqa: ANN401 - whatever the field's type is
    return get_origin(hint) is Literal or hint in NOTHING_ELSE


@pytest.mark.parametrize(
    "fact",
    [
        *get_args(events.CounsellingEvent),
        cooperation.DetectionScreeningRecorded,
        cooperation.SocialWorkerConsultationHeld,
    ],
)
def test_an_anonymous_fact_is_made_of_closed_lists_days_and_plain_codes_alone(fact: type) -> None:
    hints = get_type_hints(fact, include_extras=True)
    assert [each.name for each in fields(fact) if not closed(hints[each.name])] == []
    assert all(get_origin(hint) is Literal for name, hint in hints.items() if name in
               {"kind", "topic", "age_band", "setting", "level", "advice"})  # fmt: skip


@pytest.mark.parametrize("fact", get_args(events.CounsellingEvent))
def test_an_anonymous_fact_has_nothing_to_seal(fact: type) -> None:
    assert not holds_words(fact)


@pytest.mark.parametrize(
    "code",
    ["6304001234", "630400-1234", "a-6304001234", "Karen Prøve", "karen@example.dk", "tlf-12345678",
     "+45 12 34 56 78", "a-63-04-00-12-34", "a1", "Søvej", "a-b-123", "a\n", ""],
)  # fmt: skip
def test_a_plain_code_holds_no_number_no_address_and_no_name_as_it_is_written(code: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(PlainCode).validate_python(code)


def test_a_contact_is_registered_in_the_unit_one_works_in_and_nowhere_else() -> None:
    registered = given(contacts).when(contact(), at=RECEIVED, unit="unit-1", id=CONTACT)
    assert registered.the(events.CounsellingContactRegistered).unit == "unit-1"
    elsewhere = given(contacts).when(contact(unit="karen-prove"), at=RECEIVED, unit="unit-1")
    elsewhere.then_refused("own-unit")
    given(contacts).when(contact(), at=RECEIVED).then_refused("own-unit")


def test_a_contact_has_been_held() -> None:
    early = given(contacts).when(contact(held_on=date(2014, 3, 6)), at=RECEIVED, unit="unit-1")
    early.then_refused("not-in-the-future")


def test_the_contact_learns_the_day_of_a_handover_and_no_more() -> None:
    [learned] = handed_over().facts
    assert learned == events.CounsellingContactHandedOver(
        id=CONTACT, handed_over_on=date(2014, 3, 5)
    )


def test_the_identity_goes_to_a_notification_apart_that_does_not_name_the_contact() -> None:
    arrived, consent = [each.fact for each in handed_over().beside]
    assert isinstance(arrived, NotificationReceived)
    assert (arrived.id, arrived.received_at, arrived.unit) == (WORRY, RECEIVED, "family-unit-north")
    assert (arrived.notifier_type, arrived.professional, arrived.answerable) == (
        "family", False, True,
    )  # fmt: skip
    assert consent == HandoverConsented(id=WORRY, consent_on=CONSENTED)
    for fact in (arrived, consent):
        assert CONTACT not in [getattr(fact, each.name) for each in fields(fact)]


@pytest.mark.parametrize("consent_on", [None, date(2014, 3, 6)])
def test_nobody_is_handed_over_without_their_consent(consent_on: date | None) -> None:
    handed_over(consent_on=consent_on).then_refused("handover-consented")


def test_nobody_is_handed_over_before_they_were_counselled() -> None:
    day = datetime(2014, 3, 2, 12, tzinfo=UTC)
    refused = handed_over(received_at=day, consent_on=date(2014, 3, 1))
    refused.then_refused("handed-over-after-contact")


def test_one_contact_is_handed_over_once() -> None:
    handed_over().after.when(handover(), at=RECEIVED, unit="unit-1").then_refused(
        "handed-over-once"
    )


def test_what_is_wrong_on_both_sides_is_told_at_once() -> None:
    refused = handed_over(consent_on=None, reasons=["boredom"], child_cpr="9999999999")
    refused.then_refused("handover-consented", "reason-on-the-list", "cpr-has-a-day-of-birth")


def test_a_contact_that_is_not_there_cannot_be_handed_over() -> None:
    given(contacts).when(handover(), at=RECEIVED, unit="unit-1").then_unknown()
    counselled().when(contact(), at=RECEIVED, unit="unit-1").then_unknown()
