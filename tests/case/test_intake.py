"""What comes in and starts a term: applications, the police's documentation, a breach of data."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

import pytest

from services.case.correction.events import EventCorrected, EventRetracted
from services.case.decision.events import DecisionMade
from services.case.events import Event
from services.case.intake import commands, events
from services.case.investigation.commands import StartInvestigation
from services.case.notification.events import NotificationActedOn
from services.case.notification.state import Notification
from services.case.reassessment.events import NotificationLinked
from services.case.record import commands as record
from services.case.record.events import AccessRequestReceived
from services.case.state import Case
from shared.decider import Beside
from tests.case import story
from tests.case.story import CASE, DECIDED, DECIDING, MOTHER, case, ready
from tests.case.telling import publish
from tests.case.test_corrections import correction, retraction
from tests.decider import NEW, NOW

WORRY = uuid5(CASE, "worry")
IN_MARCH = date(2024, 3, 4)
FOUND = datetime(2024, 3, 4, 9, tzinfo=UTC)


def application(**said: object) -> commands.ReceiveApplication:
    usual = {
        "received_on": IN_MARCH,
        "application_kind": "support",
        "child": True,
        "words": "Help.",
    }
    return commands.ReceiveApplication.model_validate({**usual, **said})


def applied(on: date = date(2015, 12, 20)) -> events.ApplicationReceived:
    return events.ApplicationReceived(
        id=uuid5(CASE, "application"),
        received_on=on,
        application_kind="support",
        party_id=None,
        words=story.WORDS,
    )


def consented() -> tuple[Event, ...]:
    return ready(story.consent(MOTHER), story.consent(None))


def test_an_application_is_received_and_neighbours_learn_its_kind_and_day() -> None:
    received = case(story.opened()).when(application()).the(events.ApplicationReceived)
    assert (received.received_on, received.party_id) == (IN_MARCH, None)
    told = publish(received)
    assert told is not None
    assert "Help" not in told.model_dump_json()
    assert told.model_dump()["application_kind"] == "support"


def test_an_application_is_of_one_who_is_known() -> None:
    both = application(party_id=MOTHER)
    case(story.opened(), story.custodian(MOTHER)).when(both).then_refused("one-party-named")
    case(story.opened()).when(application(child=False, party_id=MOTHER)).then_unknown()
    ahead = application(received_on=date(2024, 6, 4))
    case(story.opened()).when(ahead).then_refused("not-in-the-future")


def test_a_child_asks_for_its_own_placement_itself_and_from_barnets_lov() -> None:
    asked = application(application_kind="placement_by_child")
    assert case(story.opened()).when(asked).facts
    mothers = application(application_kind="placement_by_child", child=False, party_id=MOTHER)
    people = (story.opened(), story.custodian(MOTHER))
    case(*people).when(mothers).then_refused("placement-asked-by-the-child")
    before = application(application_kind="placement_by_child", received_on=date(2023, 12, 31))
    case(*people).when(before).then_refused("placement-by-child-from-barnets-lov")


def test_a_decision_answers_an_application_once() -> None:
    answering = story.placement(application_id=applied().id)
    made = case(*consented(), applied()).when(answering, at=DECIDING, id=NEW)
    assert made.the(DecisionMade).application_id == applied().id
    again = made.after.when(answering, at=DECIDING, id=UUID(int=3))
    assert "answers-an-open-application" in again.refused
    case(*consented()).when(answering, at=DECIDING).then_unknown()
    late = applied(date(2016, 1, 7))
    case(*consented(), late).when(answering, at=DECIDING).then_refused(
        "answers-an-open-application"
    )


def test_an_application_is_withdrawn_while_it_is_open() -> None:
    gone = commands.WithdrawApplication(withdrawn_on=date(2016, 1, 4))
    told = case(*consented(), applied()).when(gone, at=DECIDING, of=applied().id)
    assert told.the(events.ApplicationWithdrawn).withdrawn_on == date(2016, 1, 4)
    answering = story.placement(application_id=applied().id)
    told.after.when(answering, at=DECIDING).then_refused("answers-an-open-application")
    told.after.when(gone, at=DECIDING, of=applied().id).then_refused("application-open")
    early = commands.WithdrawApplication(withdrawn_on=date(2015, 12, 19))
    case(*consented(), applied()).when(early, at=DECIDING, of=applied().id).then_refused(
        "withdrawn-after-application"
    )
    case(*consented()).when(gone, at=DECIDING, of=NEW).then_unknown()


def test_a_decision_rests_on_the_application_it_answers() -> None:
    answering = story.placement(application_id=applied().id)
    made = case(*consented(), applied()).when(answering, at=DECIDING, id=NEW).after
    made.when(retraction(applied()), at=NOW).then_refused("nothing-later-rests-on-it")


def test_the_polices_documentation_names_what_is_on_the_list() -> None:
    came = commands.ReceivePoliceDocumentation(received_on=IN_MARCH, offence_class="against_person")
    received = case(story.opened()).when(came).the(events.PoliceDocumentationReceived)
    assert received.received_on == IN_MARCH
    unheard = came.model_copy(update={"offence_class": "piracy"})
    case(story.opened()).when(unheard).then_refused("code-on-the-list")


def breach(at: datetime = FOUND) -> events.BreachDiscovered:
    return events.BreachDiscovered(
        id=uuid5(CASE, "breach"),
        discovered_at=at,
        breach_kind="confidentiality",
        words=story.WORDS,
    )


def report(at: datetime, **more: Any) -> commands.ReportBreach:  # noqa: ANN401 - any field
    return commands.ReportBreach(reported_at=at, **more)


def test_a_breach_is_reported_within_72_hours_or_says_why_not() -> None:
    given, of = case(story.opened(), breach()), breach().id
    timely = given.when(report(datetime(2024, 3, 7, 9, tzinfo=UTC)), of=of)
    assert timely.the(events.BreachReported).reported_at.day == 7
    late = datetime(2024, 3, 7, 9, 1, tzinfo=UTC)
    given.when(report(late), of=of).then_refused("delay-explained")
    assert given.when(report(late, late_because="Nobody was told."), of=of).facts
    before = report(datetime(2024, 3, 4, 8, tzinfo=UTC))
    given.when(before, of=of).then_refused("settled-after-discovery")
    timely.after.when(report(late, late_because="Again."), of=of).then_refused(
        "breach-settled-once"
    )
    ahead = report(datetime(2024, 6, 4, 9, tzinfo=UTC), late_because="It lies ahead.")
    given.when(ahead, of=of).then_refused("not-in-the-future")
    given.when(report(late), of=NEW).then_unknown()


def test_a_harmless_breach_is_judged_and_not_reported() -> None:
    judged = commands.JudgeBreachHarmless(judged_at=FOUND, reason="It came back unopened.")
    told = case(story.opened(), breach()).when(judged, of=breach().id)
    assert told.the(events.BreachNotReported).judged_at == FOUND
    told.after.when(report(FOUND), of=breach().id).then_refused("breach-settled-once")


def test_whose_data_they_are_is_told_after_it_was_discovered() -> None:
    tell = commands.DiscloseBreach(
        child=True, told_on=date(2024, 3, 5), words="A letter went astray."
    )
    told = case(story.opened(), breach()).when(tell, of=breach().id).the(events.BreachDisclosed)
    assert (told.breach_id, told.party_id) == (breach().id, None)
    early = tell.model_copy(update={"told_on": date(2024, 3, 3), "party_id": MOTHER})
    people = (story.opened(), story.custodian(MOTHER), breach())
    refused = case(*people).when(early, of=breach().id)
    refused.then_refused("settled-after-discovery", "one-party-named")


def test_a_breach_cannot_come_to_light_ahead_of_time() -> None:
    ahead = commands.DiscoverBreach(
        discovered_at=datetime(2024, 6, 4, tzinfo=UTC), breach_kind="availability", words="Lost."
    )
    case(story.opened()).when(ahead).then_refused("not-in-the-future")
    found = ahead.model_copy(update={"discovered_at": FOUND})
    assert case(story.opened()).when(found).the(events.BreachDiscovered).discovered_at == FOUND


# What a professional notifier is to be told of


def linked() -> NotificationLinked:
    return NotificationLinked(
        id=UUID(int=5),
        notification_id=WORRY,
        linked_on=date(2015, 12, 1),
        reassessment_required=False,
    )


def worry(*said: object) -> dict[UUID, Notification]:
    known = Notification(
        id=WORRY,
        received_at=datetime(2015, 11, 30, 9, tzinfo=UTC),
        answerable=True,
        professional=True,
        said=said,
    )
    return {WORRY: known}


def acted(on: date, action: Any = "investigation") -> NotificationActedOn:  # noqa: ANN401
    return NotificationActedOn(id=story.INVESTIGATION, case_id=CASE, action=action, acted_on=on)


def test_a_notification_learns_that_an_investigation_began_or_support_was_granted() -> None:
    begin = StartInvestigation(started_on=date(2015, 12, 2))
    began = case(story.opened(), linked()).when(
        begin, at=DECIDING, id=story.INVESTIGATION, others=worry()
    )
    assert began.beside == (Beside(WORRY, acted(date(2015, 12, 2))),)
    granted = case(*consented(), linked()).when(story.placement(), at=DECIDING, others=worry())
    [told] = [each.fact for each in granted.beside]
    assert (told.action, told.acted_on) == ("measure", DECIDED)
    refusal = story.placement(kind="refusal")
    assert case(*consented(), linked()).when(refusal, at=DECIDING, others=worry()).beside == ()
    assert case(*consented(), linked()).when(story.placement(), at=DECIDING).beside == ()


def test_a_notification_is_told_when_that_is_put_right_or_taken_back() -> None:
    others = worry(acted(date(2015, 12, 2)))
    given = case(*ready()[:3], linked(), story.started())
    right = StartInvestigation(started_on=date(2015, 12, 3), aware_on=date(2015, 12, 2))
    moved = given.when(
        correction(story.started(), right), at=DECIDING.replace(month=4), others=others
    )
    first, then = [each.fact for each in moved.beside]
    assert isinstance(first, EventCorrected)
    assert (first.record_kind, first.record_id) == ("NotificationActedOn", story.INVESTIGATION)
    assert then == acted(date(2015, 12, 3))
    gone = given.when(retraction(story.started()), at=DECIDING.replace(month=4), others=others)
    [only] = [each.fact for each in gone.beside]
    assert isinstance(only, EventRetracted)
    assert only.record_kind == "NotificationActedOn"


@pytest.mark.parametrize(
    ("kind", "outcome", "open"),
    [("party", "delayed", True), ("gdpr", "extended", True), ("gdpr", "granted", False)],
)
def test_a_request_for_access_is_put_off_as_its_kind_allows(
    kind: Any,  # noqa: ANN401 - a literal
    outcome: Any,  # noqa: ANN401
    open: bool,  # noqa: A002, FBT001 - columns of the table
) -> None:
    asked = AccessRequestReceived(
        id=NEW, received_on=IN_MARCH, by="custodian", access_kind=kind, scope=story.WORDS
    )
    answer = record.DecideAccessRequest(
        decided_on=IN_MARCH, outcome=outcome, basis="It takes time."
    )
    told = case(story.opened(), asked).when(answer, of=NEW)
    assert isinstance(told.state, Case)
    assert [each.decided for each in told.state.access_requests] == [not open]
    other = {"delayed": "extended", "extended": "delayed"}.get(outcome)
    if other:
        wrong = answer.model_copy(update={"outcome": other})
        refused = case(story.opened(), asked).when(wrong, of=NEW)
        refused.then_refused("put-off-as-the-request-allows")
