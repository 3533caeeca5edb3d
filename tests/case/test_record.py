"""The record and the parties' rights: hearings, notes, disclosures and access to the case."""

from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from services.case.charge.events import CaseClosed
from services.case.events import Event
from services.case.record import commands, events
from services.case.record.commands import RecordCommand
from tests.case import story
from tests.case.story import CASE, FATHER, MOTHER, WORDS, case, opened
from tests.case.telling import publish
from tests.decider import NEW

NOW = datetime(2016, 3, 15, 9, tzinfo=UTC)
TODAY, TOMORROW = date(2016, 3, 15), date(2016, 3, 16)
CLOSED = CaseClosed(id=CASE, closed_on=date(2016, 2, 1), reason="goals_met")
ASKED = events.AccessRequestReceived(
    access_kind="party", id=NEW, received_on=date(2016, 3, 1), by="custodian", scope=WORDS
)


def known(*more: Event) -> tuple[Event, ...]:
    return (opened(), story.child(), story.custodian(MOTHER), *more)


def hearing(**said: object) -> commands.HoldPartyHearing:
    usual = {"sent_on": date(2015, 12, 28), "words": "What we mean to decide."}
    return commands.HoldPartyHearing.model_validate({**usual, **said})


def note(on: date = TODAY) -> commands.RecordNote:
    return commands.RecordNote(happened_on=on, kind="phone_call", words="Her teacher rang.")


def document(**said: object) -> commands.FileDocument:
    usual = {
        "filed_on": TODAY,
        "document_kind": "incoming",
        "checksum": "0123456789abcdef" * 4,
        "media_type": "application/pdf",
        "reference": "2016:0042",
        "title": "Statement from the school",
    }
    return commands.FileDocument.model_validate({**usual, **said})


def disclosure(**said: object) -> commands.RecordDisclosure:
    usual = {
        "disclosed_on": TODAY,
        "receiver": "egelund",
        "legal_basis": "fvl_28",
        "fields": ["school", "health"],
        "reason": "So that she is received well.",
    }
    return commands.RecordDisclosure.model_validate({**usual, **said})


def request(on: date = TODAY) -> commands.ReceiveAccessRequest:
    return commands.ReceiveAccessRequest(received_on=on, by="child", scope="All of it.")


def answer(**said: object) -> commands.DecideAccessRequest:
    usual = {"decided_on": date(2016, 3, 8), "outcome": "granted"}
    return commands.DecideAccessRequest.model_validate({**usual, **said})


def test_a_custodian_is_heard_and_her_reply_kept_sealed() -> None:
    replied = hearing(party_id=MOTHER, reply_due_on=date(2016, 1, 5), replied_on=date(2016, 1, 4))
    held = case(*known()).when(replied, at=NOW).the(events.PartyHearingHeld)
    assert (held.party_id, held.replied_on) == (MOTHER, date(2016, 1, 4))
    assert repr(held.words) == "Sealed(…)"


def test_only_somebody_on_the_case_is_heard() -> None:
    case(*known()).when(hearing(party_id=FATHER), at=NOW).then_unknown()


@pytest.mark.parametrize("parties", [{}, {"party_id": MOTHER, "child": True}])
def test_a_hearing_is_of_one_party(parties: dict[str, object]) -> None:
    case(*known()).when(hearing(**parties), at=NOW).then_refused("one-party-named")


@pytest.mark.parametrize(
    ("on", "born_on", "party"),
    [
        (date(2016, 1, 6), date(2001, 1, 6), True),
        (date(2016, 1, 6), date(2001, 1, 7), False),
        (date(2023, 12, 31), date(2012, 1, 1), False),
        (date(2024, 1, 1), date(2014, 1, 1), True),
        (date(2024, 1, 1), date(2014, 1, 2), False),
    ],
)
def test_a_child_is_a_party_from_15_and_under_barnets_lov_from_10(
    on: date, born_on: date, *, party: bool
) -> None:
    at = datetime(2024, 6, 3, 9, tzinfo=UTC)
    asked = case(opened(), story.child(born_on)).when(hearing(child=True, sent_on=on), at=at)
    if party:
        assert asked.the(events.PartyHearingHeld).party_id is None
    else:
        asked.then_refused("child-a-party")


def test_who_the_child_is_must_be_known_before_it_is_heard_as_a_party() -> None:
    case(opened()).when(hearing(child=True), at=NOW).then_refused("child-identified")


def test_a_reply_comes_after_the_hearing_was_sent_and_is_due_no_earlier() -> None:
    before = date(2015, 12, 27)
    early = hearing(party_id=MOTHER, reply_due_on=before, replied_on=before)
    case(*known()).when(early, at=NOW).then_refused(
        "reply-due-after-hearing", "replied-after-hearing"
    )
    same_day = hearing(party_id=MOTHER, replied_on=date(2015, 12, 28))
    assert case(*known()).when(same_day, at=NOW).the(events.PartyHearingHeld).replied_on


def test_parties_are_heard_in_open_cases_only() -> None:
    asked = case(*known(CLOSED)).when(hearing(party_id=MOTHER), at=NOW)
    asked.then_refused("case-open")


def test_a_hearing_and_its_reply_have_happened() -> None:
    for later in ({"sent_on": TOMORROW}, {"replied_on": TOMORROW}):
        asked = case(*known()).when(hearing(party_id=MOTHER, **later), at=NOW)
        asked.then_refused("not-in-the-future")


@pytest.mark.parametrize("closed", [(), (CLOSED,)])
@pytest.mark.parametrize("command", [note(), document(), disclosure(), request()])
def test_the_duty_to_record_outlives_the_case(
    command: RecordCommand, closed: tuple[Event, ...]
) -> None:
    [fact] = case(*known(*closed)).when(command, at=NOW).facts
    assert "Sealed(…)" in repr(fact)
    assert "words" not in publish(fact).model_dump_json()


@pytest.mark.parametrize(
    "command",
    [
        note(TOMORROW),
        document(filed_on=TOMORROW),
        disclosure(disclosed_on=TOMORROW),
        request(TOMORROW),
    ],
)
def test_nothing_is_recorded_ahead_of_its_day(command: RecordCommand) -> None:
    case(*known()).when(command, at=NOW).then_refused("not-in-the-future")


@pytest.mark.parametrize(
    "said", [{"checksum": "0" * 63}, {"checksum": "A" * 64}, {"media_type": "a letter"}]
)
def test_a_document_is_filed_with_a_checksum_and_a_media_type(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        document(**said)


def test_a_disclosure_says_which_matters_were_passed_on() -> None:
    made = case(*known()).when(disclosure(), at=NOW).the(events.DisclosureMade)
    assert (made.legal_basis, made.fields) == ("fvl_28", ("school", "health"))
    with pytest.raises(ValidationError):
        disclosure(fields=[])


def test_a_request_for_access_is_decided_once() -> None:
    granted = case(*known(ASKED)).when(answer(), at=NOW, of=ASKED.id)
    assert granted.the(events.AccessRequestDecided).id == ASKED.id
    granted.after.when(answer(), at=NOW, of=ASKED.id).then_refused("access-decided-once")


def test_a_delayed_answer_is_still_to_come() -> None:
    later = answer(outcome="delayed", basis="Another authority must be asked first.")
    delayed = case(*known(ASKED)).when(later, at=NOW, of=ASKED.id)
    at_last = delayed.after.when(answer(), at=NOW, of=ASKED.id).the(events.AccessRequestDecided)
    assert at_last.outcome == "granted"


@pytest.mark.parametrize("outcome", ["partly", "denied", "delayed"])
def test_whatever_is_less_than_full_access_states_its_basis(outcome: str) -> None:
    asked = case(*known(ASKED)).when(answer(outcome=outcome), at=NOW, of=ASKED.id)
    asked.then_refused("access-basis-stated")


def test_access_is_decided_no_earlier_than_asked_for_and_only_when_asked_for() -> None:
    early = answer(decided_on=date(2016, 2, 29))
    asked = case(*known(ASKED)).when(early, at=NOW, of=ASKED.id)
    asked.then_refused("access-decided-after-request")
    ahead = case(*known(ASKED)).when(answer(decided_on=TOMORROW), at=NOW, of=ASKED.id)
    ahead.then_refused("not-in-the-future")
    case(*known()).when(answer(), at=NOW, of=ASKED.id).then_unknown()
