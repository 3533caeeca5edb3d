"""A new worry about a child who has a case: linked to it, and reassessed by somebody else."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.case.charge.events import CaseworkerAssigned
from services.case.domain import notifications
from services.case.notification.commands import AssessUrgency
from services.case.notification.events import NotificationActedOn, NotificationTakenUp
from services.case.notification.state import Notification
from services.case.reassessment import commands, events
from shared.decider import Beside
from tests.case.story import CASE, case, closed, opened
from tests.case.test_notifications import receipt
from tests.decider import NEW, Given, Outcome, given

WORRY = UUID("00000000-0000-4000-8000-000000000a02")
RECEIVED = datetime(2025, 3, 10, 9, tzinfo=UTC)
DAY, NOW = date(2025, 3, 13), datetime(2025, 3, 13, 11, tzinfo=UTC)
KNOWN = Notification(
    id=WORRY,
    received_at=RECEIVED,
    answerable=True,
    professional=True,
    assessed=True,
    assessor="caseworker-9",
)
LINKED = events.NotificationLinked(
    id=NEW, notification_id=WORRY, linked_on=date(2025, 3, 10), reassessment_required=False
)
Result = Outcome[Any, Any, Any]


def asked(command: commands.ReassessmentCommand, *past: object, by: str = "w2") -> Result:
    hands = {CASE: frozenset({"caseworker-1", "leader-1"})}
    facts: Any = (opened(date(2024, 11, 1)), *past)
    return case(*facts).when(command, at=NOW, by=by, hands=hands, others={WORRY: KNOWN})


def link(on: date = DAY) -> commands.LinkNotification:
    return commands.LinkNotification(notification_id=WORRY, linked_on=on)


def reassessment(**said: object) -> commands.ReassessCase:
    usual = {"reassessed_on": DAY, "outcome": "targeted_assessment", "assessment": "School."}
    return commands.ReassessCase.model_validate({"notification_id": WORRY, **usual, **said})


def appointment(somebody: str) -> commands.AppointReassessor:
    return commands.AppointReassessor(notification_id=WORRY, appointed_on=DAY, reassessor=somebody)


def test_a_notification_is_linked_to_the_case_the_child_has_and_both_are_told() -> None:
    linked = asked(link())
    assert linked.the(events.NotificationLinked).notification_id == WORRY
    taken_up = NotificationTakenUp(id=NEW, case_id=CASE, taken_up_on=DAY)
    assert linked.beside == (Beside(WORRY, taken_up),)


def test_a_notification_is_linked_once_and_not_before_it_came() -> None:
    asked(link(), LINKED).then_refused("notification-linked-once")
    asked(link(date(2025, 3, 9))).then_refused("after-receipt")


def test_what_is_no_notification_is_linked_to_nothing() -> None:
    case(opened()).when(link(), at=NOW, others={WORRY: None}).then_unknown()
    case(opened()).when(link(), at=NOW).then_unknown()


def test_somebody_who_was_never_involved_reassesses_the_case() -> None:
    made = asked(reassessment(), LINKED, by="w2").the(events.NotificationReassessed)
    assert (made.reassessor, made.outcome, made.notification_id) == (
        "w2", "targeted_assessment", WORRY,
    )  # fmt: skip


def test_the_case_s_caseworker_cannot_reassess_it_and_the_attempt_is_kept_with_its_rule() -> None:
    refused = asked(reassessment(), LINKED, by="caseworker-1")
    refused.then_refused("reassessor-not-involved")
    [attempt] = refused.attempt
    assert isinstance(attempt, events.ReassessmentRejected)
    assert (attempt.reassessor, attempt.rule) == ("caseworker-1", "reassessor-not-involved")


def test_whoever_assessed_the_urgency_led_or_once_had_the_case_was_involved() -> None:
    earlier = CaseworkerAssigned(
        id=NEW, assigned_on=date(2024, 12, 1), unit="u", caseworker="caseworker-5"
    )
    for involved in ("caseworker-9", "leader-1", "caseworker-5"):
        asked(reassessment(), LINKED, earlier, by=involved).then_refused("reassessor-not-involved")


def test_who_is_refused_for_another_reason_has_attempted_nothing_against_the_rule() -> None:
    refused = asked(reassessment(), by="w2")
    refused.then_refused("notification-linked")
    assert refused.attempt == ()


def test_a_case_is_reassessed_once_for_a_notification() -> None:
    once = asked(reassessment(), LINKED, by="w2").facts
    asked(reassessment(), LINKED, *once, by="w3").then_refused("notification-reassessed-once")


def test_a_reassessment_lies_between_receipt_and_now() -> None:
    asked(reassessment(reassessed_on=date(2025, 3, 9)), LINKED).then_refused("after-receipt")
    asked(reassessment(reassessed_on=date(2025, 3, 14)), LINKED).then_refused("not-in-the-future")


def test_there_was_no_targeted_assessment_before_barnets_lov() -> None:
    early = replace(KNOWN, received_at=datetime(2016, 3, 10, 9, tzinfo=UTC))
    old = reassessment(reassessed_on=date(2016, 3, 11))
    case(opened(), LINKED).when(old, at=NOW, by="w2", others={WORRY: early}).then_refused(
        "targeted-assessment-from-barnets-lov"
    )


def test_before_overgrebspakken_anybody_could_reassess() -> None:
    early = replace(KNOWN, received_at=datetime(2013, 9, 20, 9, tzinfo=UTC))
    for day, refused in ((date(2013, 9, 30), False), (date(2013, 10, 1), True)):
        asked_then = reassessment(reassessed_on=day, outcome="no_change")
        outcome = case(opened(date(2013, 1, 1)), LINKED).when(
            asked_then, at=NOW, by="caseworker-1", others={WORRY: early}
        )
        assert (outcome.refused == ("reassessor-not-involved",)) is refused


def test_a_reassessor_is_appointed_from_outside_the_case() -> None:
    made = asked(appointment("w2"), LINKED, by="leader-1").the(events.ReassessorAppointed)
    assert made.reassessor == "w2"
    asked(appointment("caseworker-1"), LINKED).then_refused("reassessor-not-involved")
    asked(appointment("w2")).then_refused("notification-linked")


# Asked of the notification


def worried() -> Given[Any, Any, Any]:
    """A worry that came on 10 March, and whose urgency caseworker-9 judged."""
    came = given(notifications).when(receipt(received_at=RECEIVED), at=RECEIVED, id=WORRY).after
    judged = AssessUrgency(assessed_at=RECEIVED, outcome="not_acute", assessment="Safe.")
    return came.when(judged, at=NOW, by="caseworker-9").after


def asked_of_it(*past: object, by: str = "w2", **said: object) -> Result:
    known = case(opened(date(2024, 11, 1)), *past).state  # type: ignore[arg-type]
    usual = {"reassessed_on": DAY, "outcome": "targeted_assessment", "assessment": "School."}
    command = commands.ReassessForNotification.model_validate({"case_id": CASE, **usual, **said})
    hands = {CASE: frozenset({"caseworker-1", "leader-1"}), WORRY: frozenset({"w2"})}
    return worried().when(command, at=NOW, by=by, hands=hands, others={CASE: known})


def test_asked_of_the_notification_the_case_is_reassessed_in_its_own_stream() -> None:
    told = asked_of_it(LINKED)
    [made] = told.beside
    assert made.stream == CASE
    assert made.fact == asked(reassessment(), LINKED).the(events.NotificationReassessed)
    assert told.the(NotificationActedOn) == NotificationActedOn(
        id=NEW, case_id=CASE, action="reassessment", acted_on=DAY
    )


def test_asked_of_the_notification_the_attempt_is_kept_in_the_case_as_well() -> None:
    refused = asked_of_it(LINKED, by="leader-1")
    refused.then_refused("reassessor-not-involved")
    [attempt] = refused.attempt
    assert isinstance(attempt, Beside)
    assert (attempt.stream, type(attempt.fact)) == (CASE, events.ReassessmentRejected)
    asked_of_it().then_refused("notification-linked")
    asked_of_it(closed(DAY), LINKED).then_refused("case-open")


def test_a_case_that_is_not_there_is_reassessed_for_nothing() -> None:
    asked_of_it(LINKED, case_id=WORRY).then_unknown()
