"""Receipt in all its forms, repeats of a message, feedback to professionals, and dismissals."""

from datetime import UTC, date, datetime
from typing import Any, get_args
from uuid import UUID

import pytest

from services.case.charge.commands import CloseCase, ReopenCase
from services.case.child.commands import OpenCase
from services.case.child.events import CaseOpened
from services.case.domain import cases, notifications
from services.case.notification import events
from services.case.notification.commands import (
    AcknowledgeNotification,
    AssessUrgency,
    DismissNotification,
    GiveFeedback,
)
from services.case.notification.events import NotificationReceived
from services.case.notification.rules import DUTIES, NOTIFIERS
from services.case.rules import warned
from shared.decider import Beside
from tests.case.test_notifications import LATER, NOTIFICATION, RECEIVED, arrived, receipt
from tests.decider import Given, Outcome, given

CASE = UUID("00000000-0000-4000-8000-00000000c0de")
CHILD, SISTER, MOTHER = "6304001234", "7105100013", "7105751234"
NEW_YEAR = datetime(2024, 1, 1, 9, tzinfo=UTC)
TODAY = LATER.date()


def fact(at: datetime = LATER, **said: object) -> NotificationReceived:
    asked = given(notifications).when(receipt(**said), at=at, by="system-1", id=NOTIFICATION)
    return asked.the(NotificationReceived)


def assessed() -> Given[Any, Any, Any]:
    return (
        arrived()
        .when(
            AssessUrgency(assessed_at=RECEIVED, outcome="not_acute", assessment="He is safe."),
            at=LATER,
        )
        .after
    )


def dismissal(on: date = TODAY) -> DismissNotification:
    return DismissNotification(dismissed_on=on, reason="no_concern", words="All is well.")


def feedback(level: str = "whether_begun", on: date = TODAY) -> GiveFeedback:
    return GiveFeedback.model_validate({"given_on": on, "content_level": level, "words": "Begun."})


@pytest.mark.parametrize(
    ("notifier", "before", "after"),
    [
        ("school", "SEL 153", "BL 133"),
        ("private", "SEL 154", "BL 135"),
        ("other_municipality", "SEL 152", "BL 132"),
    ],
)
def test_the_section_follows_from_who_notifies_and_from_the_law_of_the_day(
    notifier: str, before: str, after: str
) -> None:
    sender: dict[str, Any] = (
        {"sending_municipality": "101"} if notifier == "other_municipality" else {}
    )
    assert fact(notifier_type=notifier, **sender).section == before
    assert fact(NEW_YEAR, notifier_type=notifier, received_at=NEW_YEAR, **sender).section == after


def test_every_notifier_has_a_duty_and_every_duty_a_section_in_each_law() -> None:
    duties = {each.duty for each in NOTIFIERS.editions[-1].rows.values()}
    for edition in DUTIES.editions:
        assert set(edition.rows) == duties


def test_another_municipality_is_named_and_its_extract_is_sealed() -> None:
    given(notifications).when(receipt(notifier_type="other_municipality"), at=LATER).then_refused(
        "sending-municipality-named"
    )
    given(notifications).when(receipt(sending_municipality="101"), at=LATER).then_refused(
        "sending-municipality-named"
    )
    said: dict[str, Any] = {"notifier_type": "other_municipality", "sending_municipality": "101"}
    received = fact(**said, file_extract="The plan of 2015.")
    assert received.sending_municipality == "101"
    assert repr(received.file_extract) == "Sealed(…)"


def test_an_unborn_child_is_known_by_its_mother_whose_words_are_sealed() -> None:
    unborn = {"mother": "Mette Lind", "mother_cpr": MOTHER, "expected_on": date(2016, 11, 1)}
    received = fact(unborn=unborn)
    assert (received.unborn, received.expected_on) == (True, date(2016, 11, 1))
    assert repr(received.mother) == repr(received.mother_cpr) == "Sealed(…)"
    assert len(received.signals) == 1
    given(notifications).when(receipt(unborn={}, child_cpr=CHILD), at=LATER).then_refused(
        "unborn-has-no-cpr"
    )


def test_several_children_are_described_and_each_gives_its_own_signal() -> None:
    brother = {"description": "A little brother."}
    siblings = [{"description": "Her sister.", "cpr": SISTER}, brother]
    received = fact(child_cpr=CHILD, siblings=siblings)
    assert [each.cpr is not None for each in received.siblings] == [True, False]
    assert len(received.signals) == 2
    assert fact(child_cpr=SISTER).signals == received.signals[1:]
    assert fact().signals == ()


def test_a_signal_does_not_tell_the_number_it_was_made_of() -> None:
    told = fact(child_cpr=CHILD, text="Words.")
    assert CHILD not in repr(told)


def test_every_number_given_begins_with_a_day_of_birth() -> None:
    siblings = [{"description": "Her sister.", "cpr": "9999991234"}]
    given(notifications).when(receipt(siblings=siblings), at=LATER).then_refused(
        "cpr-has-a-day-of-birth"
    )


def test_the_same_message_again_is_the_same_notification() -> None:
    once = arrived(message_id="msg-1")
    once.when(receipt(message_id="msg-1"), at=LATER).then_nothing()


def test_a_message_that_says_something_else_under_its_old_id_is_refused() -> None:
    once = arrived(message_id="msg-1")
    once.when(receipt(message_id="msg-1", text="He is never collected."), at=LATER).then_refused(
        "message-says-the-same"
    )


def test_one_sender_s_message_begins_one_stream_and_another_sender_s_another() -> None:
    message = receipt(message_id="msg-1")
    assert message.begins("system-1") == message.begins("system-1")
    assert message.begins("system-1") != message.begins("system-2")
    assert receipt().begins("system-1") is None


def test_a_professional_is_told_what_came_of_it() -> None:
    told = arrived().when(feedback("measure_and_duration"), at=LATER).the(events.NotifierInformed)
    assert told.content_level == "measure_and_duration"


@pytest.mark.parametrize("level", [*get_args(events.FeedbackLevel), "omitted"])
def test_private_notifiers_are_acknowledged_and_told_nothing_more(level: str) -> None:
    private = arrived(notifier_type="private")
    private.when(feedback(level), at=LATER).then_refused("feedback-to-professionals-only")


def test_in_special_circumstances_feedback_is_omitted_and_the_reason_kept() -> None:
    kept = arrived().when(feedback("omitted"), at=LATER).the(events.FeedbackOmitted)
    assert repr(kept.reason) == "Sealed(…)"


def test_feedback_lies_between_receipt_and_now() -> None:
    arrived().when(feedback(on=date(2016, 8, 14)), at=LATER).then_refused("after-receipt")
    arrived().when(feedback(on=date(2016, 8, 19)), at=LATER).then_refused("not-in-the-future")


def test_a_notification_is_dismissed_once_and_its_notifier_still_acknowledged() -> None:
    closed = assessed().when(dismissal(), at=LATER)
    assert closed.the(events.NotificationDismissed).reason == "no_concern"
    closed.after.when(dismissal(), at=LATER).then_refused("notification-dismissed-once")
    answer = AcknowledgeNotification(acknowledged_on=TODAY)
    closed.after.when(answer, at=LATER).the(events.NotificationAcknowledged)


def test_from_overgrebspakken_nothing_is_dismissed_before_its_urgency_is_assessed() -> None:
    arrived().when(dismissal(), at=LATER).then_refused("urgency-before-dismissal")
    early = datetime(2013, 9, 29, 9, tzinfo=UTC)
    before = arrived(received_at=early)
    before.when(dismissal(date(2013, 9, 30)), at=LATER).the(events.NotificationDismissed)
    before.when(dismissal(date(2013, 10, 1)), at=LATER).then_refused("urgency-before-dismissal")


def test_what_a_case_has_taken_up_cannot_be_dismissed() -> None:
    opening = OpenCase(unit="u", opened_on=TODAY, aware_on=TODAY, notification_ids=[NOTIFICATION])
    worry = assessed()
    begun = given(cases).when(opening, at=LATER, id=CASE, others={NOTIFICATION: worry.state})
    assert begun.the(CaseOpened).notifications == (NOTIFICATION,)
    taken_up = events.NotificationTakenUp(id=CASE, case_id=CASE, taken_up_on=TODAY)
    assert begun.beside == (Beside(NOTIFICATION, taken_up),)
    told = given(notifications, *worry.past, taken_up)
    told.when(dismissal(), at=LATER).then_refused("dismissed-without-a-case")


def test_no_case_is_opened_on_a_notification_that_there_is_not() -> None:
    opening = OpenCase(unit="u", opened_on=TODAY, aware_on=TODAY, notification_ids=[NOTIFICATION])
    given(cases).when(opening, at=LATER, id=CASE).then_unknown()


def test_a_case_that_is_opened_again_on_a_worry_takes_it_up() -> None:
    opening = OpenCase(unit="u", opened_on=TODAY, aware_on=TODAY)
    begun = given(cases).when(opening, at=LATER, id=CASE).after
    closed = begun.when(CloseCase(closed_on=TODAY, reason="needs_ended"), at=LATER).after
    again = ReopenCase(reopened_on=TODAY, notification_ids=[NOTIFICATION], reason="Worried again.")
    reopened = closed.when(again, at=LATER, id=CASE, others={NOTIFICATION: assessed().state})
    taken_up = events.NotificationTakenUp(id=CASE, case_id=CASE, taken_up_on=TODAY)
    assert reopened.beside == (Beside(NOTIFICATION, taken_up),)
    closed.when(again, at=LATER).then_unknown()


def taken_up(worry: Given[Any, Any, Any]) -> Outcome[Any, Any, Any]:
    """When a case on a notification, as it stands, is closed."""
    opening = OpenCase(unit="u", opened_on=TODAY, aware_on=TODAY, notification_ids=[NOTIFICATION])
    others = {NOTIFICATION: worry.state}
    begun = given(cases).when(opening, at=LATER, id=CASE, others=others).after
    return begun.when(CloseCase(closed_on=TODAY, reason="needs_ended"), at=LATER, others=others)


def test_a_case_does_not_end_while_nobody_has_looked_at_a_worry_in_it() -> None:
    taken_up(arrived()).then_refused("notifications-assessed-before-closing")


def test_a_professional_should_know_what_came_of_it_before_the_case_ends() -> None:
    untold = taken_up(assessed())
    assert [each.rule for each in warned(untold.facts)] == ["notifier-informed-before-closing"]
    told = assessed().when(feedback(), at=LATER).after
    assert warned(taken_up(told).facts) == []
