"""A notification of concern: received, assessed in time, acknowledged to somebody."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.case.child.commands import AddPerson
from services.case.domain import OfANotification, notifications
from services.case.events import Event
from services.case.notification.commands import (
    AcknowledgeNotification,
    AssessUrgency,
    ReceiveNotification,
)
from services.case.notification.events import (
    NotificationAcknowledged,
    NotificationReceived,
    NotificationUrgencyAssessed,
)
from services.case.state import Stream
from tests.case import story
from tests.decider import Given, given

NOTIFICATION = UUID("00000000-0000-4000-8000-000000000a01")
RECEIVED = datetime(2016, 8, 15, 7, 20, tzinfo=UTC)
LATER = datetime(2016, 8, 18, 9, tzinfo=UTC)


def receipt(**said: object) -> ReceiveNotification:
    usual = {
        "received_at": RECEIVED,
        "unit": "family-unit-north",
        "channel": "letter",
        "notifier_type": "day_care",
        "reasons": ["insufficient_care"],
        "text": "He is often collected late.",
    }
    return ReceiveNotification.model_validate({**usual, **said})


NotificationGiven = Given[OfANotification, Stream, Event]


def arrived(**said: object) -> NotificationGiven:
    asked = given(notifications).when(receipt(**said), at=LATER, by="day-care-7", id=NOTIFICATION)
    return asked.after


def assessment(at: datetime) -> AssessUrgency:
    return AssessUrgency(assessed_at=at, outcome="not_acute", assessment="He is safe.")


def test_a_notification_is_received_and_remembers_who_sent_it() -> None:
    received = given(notifications).when(receipt(), at=LATER, by="day-care-7", id=NOTIFICATION)
    fact = received.the(NotificationReceived)
    assert (fact.id, fact.notifier, fact.professional) == (NOTIFICATION, "day-care-7", True)


@pytest.mark.parametrize(
    ("notifier", "professional"),
    [("school", True), ("police", True), ("private", False), ("family", False)],
)
def test_professionals_have_the_mandated_duty(notifier: str, *, professional: bool) -> None:
    received = given(notifications).when(receipt(notifier_type=notifier), at=LATER)
    assert received.the(NotificationReceived).professional is professional


def test_a_notification_cannot_arrive_later_than_now() -> None:
    early = given(notifications).when(receipt(), at=datetime(2016, 8, 15, 7, 19, tzinfo=UTC))
    early.then_refused("not-in-the-future")


def test_a_reason_must_be_on_the_list() -> None:
    given(notifications).when(receipt(reasons=["boredom"]), at=LATER).then_refused(
        "reason-on-the-list"
    )


def test_urgency_is_assessed_once() -> None:
    assessed = arrived().when(assessment(datetime(2016, 8, 16, 6, 50, tzinfo=UTC)), at=LATER)
    assert assessed.the(NotificationUrgencyAssessed).outcome == "not_acute"
    assessed.after.when(assessment(LATER), at=LATER).then_refused("urgency-assessed-once")


def test_urgency_is_assessed_between_receipt_and_now() -> None:
    arrived().when(assessment(datetime(2016, 8, 15, 7, 19, tzinfo=UTC)), at=LATER).then_refused(
        "after-receipt"
    )
    arrived().when(assessment(datetime(2016, 8, 18, 9, 1, tzinfo=UTC)), at=LATER).then_refused(
        "not-in-the-future"
    )


def test_a_late_assessment_is_recorded_all_the_same() -> None:
    arrived().when(assessment(LATER), at=LATER).the(NotificationUrgencyAssessed)


def test_a_notifier_is_acknowledged() -> None:
    told = arrived().when(AcknowledgeNotification(acknowledged_on=date(2016, 8, 18)), at=LATER)
    assert told.the(NotificationAcknowledged).acknowledged_on == date(2016, 8, 18)


def test_nobody_is_acknowledged_when_the_notifier_left_no_address() -> None:
    answer = AcknowledgeNotification(acknowledged_on=date(2016, 8, 18))
    anonymous = arrived(notifier_type="anonymous")
    anonymous.when(answer, at=LATER).then_refused("notifier-answerable")
    reachable = arrived(notifier_type="anonymous", notifier_address="Box 17")
    reachable.when(answer, at=LATER).the(NotificationAcknowledged)


def test_an_acknowledgement_cannot_precede_the_notification() -> None:
    before = AcknowledgeNotification(acknowledged_on=date(2016, 8, 14))
    arrived().when(before, at=LATER).then_refused("after-receipt")


def test_there_is_nothing_to_assess_before_a_notification_has_arrived() -> None:
    given(notifications).when(assessment(LATER), at=LATER).then_unknown()


def test_a_notification_is_no_case() -> None:
    person = AddPerson(
        relation="mother", custodian=True, name="Somebody", valid_from=date(2000, 4, 3)
    )
    story.case(*arrived().past).when(person, at=LATER).then_unknown()
