"""What was recorded of a notification put right: the clocks run from what is right."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.case.charge.events import CaseClosed
from services.case.correction.commands import CorrectNotification
from services.case.correction.events import EventCorrected, EventRestated, EventRetracted
from services.case.notification import commands, events
from services.case.notification.state import Notification
from services.case.reassessment.events import NotificationReassessed
from services.case.rules import FIRST_DAY
from services.case.state import Case
from shared.sealing import Sealed
from tests.case import story
from tests.case.telling import publish
from tests.case.test_notifications import (
    LATER,
    NOTIFICATION,
    RECEIVED,
    NotificationGiven,
    arrived,
    receipt,
)
from tests.decider import NEW, Outcome

TODAY = LATER.date()
ASSESSED = events.NotificationUrgencyAssessed(
    id=UUID(int=1), assessed_at=LATER, outcome="not_acute", assessment=Sealed("words"), assessor="w"
)
ACKNOWLEDGED = events.NotificationAcknowledged(
    id=UUID(int=2), acknowledged_on=TODAY, words=Sealed("Thank you.")
)
INFORMED = events.NotifierInformed(
    id=UUID(int=3), informed_on=TODAY, content_level="whether_begun", words=Sealed("Begun.")
)
CPR = "6304001234"


def given(*facts: events.NotificationEvent, **said: object) -> NotificationGiven:
    before = arrived(**said)
    return replace(before, past=(*before.past, *facts))


def corrects(
    kind: str,
    record: UUID,
    before: NotificationGiven,
    instead: object = None,
    **more: Any,  # noqa: ANN401 - as in `when`
) -> Outcome[Any, Any, Any]:
    said = {
        "record_kind": kind,
        "record_id": record,
        "corrected_on": TODAY,
        "reason": "Read wrongly.",
        "instead": instead,
        "retracted": instead is None,
    }
    command = CorrectNotification.model_validate(said)
    return before.when(command, at=LATER, by="leader-1", id=NEW, **more)


def state_of(outcome: Outcome[Any, Any, Any]) -> Notification:
    assert isinstance(outcome.state, Notification)
    return outcome.state


def test_a_receipt_is_put_right_and_stays_its_senders_message() -> None:
    before = given(message_id="m-1", notifier_type="day_care")
    earlier = RECEIVED.replace(hour=3)
    right = receipt(
        received_at=earlier, notifier_type="private", reasons=["abuse"], message_id="m-2"
    )
    told = corrects("NotificationReceived", NOTIFICATION, before, right)
    assert told.the(EventCorrected).record_id == NOTIFICATION
    anew, first = told.the(events.NotificationReceived), before.past[0]
    assert isinstance(first, events.NotificationReceived)
    assert (anew.received_at, anew.reasons, anew.professional) == (earlier, ("abuse",), False)
    assert anew.section in {"SEL 154", "BL 135"}
    kept = (anew.notifier, anew.message_id, anew.fingerprint)
    assert kept == (first.notifier, first.message_id, first.fingerprint)
    assert state_of(told).received_at == earlier


def test_a_number_that_was_typed_wrongly_signals_no_more() -> None:
    before = given(child_cpr=CPR)
    right = receipt(child_cpr="6304000042")
    anew = corrects("NotificationReceived", NOTIFICATION, before, right)
    first, then = before.past[0], anew.the(events.NotificationReceived)
    assert isinstance(first, events.NotificationReceived)
    assert then.former_signals == first.signals
    assert not {*then.signals} & {*first.signals}
    back = corrects("NotificationReceived", NOTIFICATION, anew.after, receipt(child_cpr=CPR))
    assert back.the(events.NotificationReceived).former_signals == then.signals


def test_a_receipt_is_never_taken_back() -> None:
    told = corrects("NotificationReceived", NOTIFICATION, given())
    told.then_refused("beginning-stands")


def test_nothing_was_done_about_a_worry_before_it_came() -> None:
    late = receipt(received_at=LATER.replace(hour=LATER.hour + 1))
    told = corrects("NotificationReceived", NOTIFICATION, given(ASSESSED), late)
    assert told.refused == ("not-in-the-future",)
    early = replace(ASSESSED, assessed_at=RECEIVED)
    moved = receipt(received_at=RECEIVED.replace(minute=RECEIVED.minute + 1))
    told = corrects("NotificationReceived", NOTIFICATION, given(early), moved)
    told.then_refused("nothing-later-rests-on-it")
    taken = events.NotificationTakenUp(id=NEW, case_id=story.CASE, taken_up_on=date(2010, 1, 1))
    corrects("NotificationReceived", NOTIFICATION, given(taken), receipt()).then_refused(
        "after-receipt"
    )


@pytest.mark.parametrize(
    ("done", "rule"),
    [(ACKNOWLEDGED, "NotificationAcknowledged"), (INFORMED, "NotifierInformed")],
    ids=["acknowledged", "informed"],
)
def test_who_was_answered_was_there_to_be_answered(
    done: events.NotificationEvent, rule: str
) -> None:
    told = corrects(
        "NotificationReceived", NOTIFICATION, given(done), receipt(notifier_type="anonymous")
    )
    told.then_refused("nothing-later-rests-on-it")
    assert rule in told.unmet[0].en


def test_an_assessment_is_put_right_at_its_own_moment() -> None:
    right = commands.AssessUrgency(assessed_at=RECEIVED, outcome="acute", assessment="Not safe.")
    told = corrects("NotificationUrgencyAssessed", ASSESSED.id, given(ASSESSED), right)
    anew = told.the(events.NotificationUrgencyAssessed)
    assert (anew.id, anew.assessed_at, anew.outcome) == (ASSESSED.id, RECEIVED, "acute")
    assert anew.assessor == "w"  # still who judged, whoever puts it right
    gone = corrects("NotificationUrgencyAssessed", ASSESSED.id, given(ASSESSED))
    assert not state_of(gone).assessed
    again = gone.after.when(right, at=LATER, id=UUID(int=5))
    assert state_of(again).assessed


def test_a_dismissal_rests_on_the_assessment_and_can_be_taken_back() -> None:
    end = events.NotificationDismissed(
        id=UUID(int=4), dismissed_on=TODAY, reason="no_concern", words=Sealed("words")
    )
    told = corrects("NotificationUrgencyAssessed", ASSESSED.id, given(ASSESSED, end))
    told.then_refused("nothing-later-rests-on-it")
    back = corrects("NotificationDismissed", end.id, given(ASSESSED, end))
    assert back.the(EventRetracted).record_id == end.id
    assert not state_of(back).dismissed


def test_feedback_can_turn_out_to_have_been_omitted() -> None:
    omitted = commands.GiveFeedback(given_on=TODAY, content_level="omitted", words="Not safe.")
    told = corrects("NotifierInformed", INFORMED.id, given(INFORMED), omitted)
    assert told.the(events.FeedbackOmitted).id == INFORMED.id
    assert state_of(told).informed


def test_the_earlier_acknowledgement_holds_when_the_later_is_taken_back() -> None:
    second = replace(ACKNOWLEDGED, id=UUID(int=6))
    told = corrects("NotificationAcknowledged", second.id, given(ACKNOWLEDGED, second))
    assert told.the(EventRestated).record_id == ACKNOWLEDGED.id
    assert told.facts[2] == ACKNOWLEDGED


def closed_case() -> Case:
    facts = (story.opened(), story.closed(date(2016, 2, 1)))
    state = story.case(*facts).state
    assert isinstance(state, Case)
    return state


def test_no_case_was_closed_on_a_worry_that_nobody_had_looked_at() -> None:
    told = corrects(
        "NotificationUrgencyAssessed",
        ASSESSED.id,
        given(ASSESSED),
        others={story.CASE: closed_case()},
    )
    told.then_refused("nothing-later-rests-on-it")
    assert CaseClosed.__name__ in told.unmet[0].da


def test_no_case_was_reassessed_before_the_worry_came() -> None:
    judged = NotificationReassessed(
        id=UUID(int=12),
        notification_id=NOTIFICATION,
        reassessed_on=date(2010, 1, 1),
        reassessor="w2",
        outcome="no_change",
        assessment=Sealed("words"),
        edition=FIRST_DAY,
    )
    case = story.case(story.opened(), judged).state
    told = corrects(
        "NotificationReceived", NOTIFICATION, given(), receipt(), others={story.CASE: case}
    )
    told.then_refused("nothing-later-rests-on-it")
    other = replace(judged, notification_id=UUID(int=99))
    elsewhere = story.case(story.opened(), other).state
    told = corrects(
        "NotificationReceived", NOTIFICATION, given(), receipt(), others={story.CASE: elsewhere}
    )
    assert told.the(events.NotificationReceived).id == NOTIFICATION


def test_what_is_not_there_cannot_be_put_right() -> None:
    corrects("NotificationAcknowledged", UUID(int=77), given()).then_unknown()


def test_neighbours_learn_days_and_no_words() -> None:
    right = receipt(received_at=RECEIVED.replace(hour=3), child_cpr=CPR)
    told = corrects("NotificationReceived", NOTIFICATION, given(), right)
    said = [publish(each).model_dump_json() for each in told.facts]
    assert '"record_kind":"NotificationReceived"' in said[0]
    assert all("Read wrongly" not in each and CPR not in each for each in said)
