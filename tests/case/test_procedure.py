"""What the procedure asks beside the decision itself, and what else an authority must record."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from services.case.appeal import commands as appealing
from services.case.appeal import events as appeal
from services.case.assessment.events import ProfessionalConsultationHeld
from services.case.child import commands as child
from services.case.child.events import ChildExpected
from services.case.decision.events import DecisionMade
from services.case.events import Event
from services.case.intake import commands as incoming
from services.case.intake import events as intake
from services.case.investigation import commands as finding
from services.case.investigation.events import ConsentGiven, InvestigationCompleted
from services.case.record import commands as recording
from services.case.record import events as record
from services.case.state import Case
from tests.case import story
from tests.case.story import CASE, DECIDED, DECIDING, FATHER, MOTHER, WORDS, case, ready
from tests.decider import NEW

LATER = datetime(2016, 3, 15, 9, tzinfo=UTC)
TODAY = LATER.date()


def departed(fact: Any) -> list[str]:  # noqa: ANN401 - any fact with departures
    return [each.rule for each in fact.departures]


# Hearing the parties


def heard(
    party: UUID | None,
    sent: date = date(2015, 12, 28),
    **more: Any,  # noqa: ANN401 - any field
) -> record.PartyHearingHeld:
    usual = {"reply_due_on": date(2016, 1, 5), "replied_on": None, "words": WORDS}
    return record.PartyHearingHeld(
        id=uuid5(CASE, f"hearing of {party}"), party_id=party, sent_on=sent, **{**usual, **more}
    )


def refused(*facts: Event, **said: Any) -> list[str]:  # noqa: ANN401
    refusal = story.placement(kind="refusal", **said)
    return departed(case(*ready(), *facts).when(refusal, at=DECIDING).the(DecisionMade))


def test_who_may_be_burdened_is_heard_or_it_is_said_why_not() -> None:
    assert refused() == ["parties-heard"]
    assert refused(heard(MOTHER), heard(None)) == []
    assert refused(heard(MOTHER)) == ["parties-heard"]
    explained = [{"rule": "parties-heard", "reason": "She knows what the school told us."}]
    assert refused(explanations=explained) == ["parties-heard"]
    assert refused(acute=True) == []


def test_whoever_was_asked_has_until_the_last_day_to_reply() -> None:
    waiting = heard(MOTHER, reply_due_on=date(2016, 1, 7))
    assert refused(waiting, heard(None)) == ["parties-heard"]
    answered = replace(waiting, replied_on=date(2016, 1, 4))
    assert refused(answered, heard(None)) == []
    assert refused(heard(MOTHER, reply_due_on=None), heard(None)) == []


def test_every_custodian_is_heard_and_nobody_for_what_burdens_nobody() -> None:
    assert refused(story.custodian(FATHER), heard(MOTHER), heard(None)) == ["parties-heard"]
    consents = (story.consent(MOTHER), story.consent(None))
    named = [each.id for each in consents]
    granted = case(*ready(*consents)).when(story.placement(consent_ids=named), at=DECIDING)
    assert departed(granted.the(DecisionMade)) == []


# Investigating


def completing(**said: Any) -> finding.CompleteInvestigation:  # noqa: ANN401
    points = dict.fromkeys(finding.FocusPoints.model_fields, "Nothing new.")
    usual = {"completed_on": date(2016, 1, 4), "conclusion": "placement", "focus_points": points}
    return finding.CompleteInvestigation.model_validate({**usual, **said})


def test_other_professions_are_consulted_before_an_investigation_is_concluded() -> None:
    given = (*ready()[:3], story.heard(), story.started())
    alone = case(*given).when(completing(), at=LATER, of=story.INVESTIGATION)
    assert departed(alone.the(InvestigationCompleted)) == ["other-professions-consulted"]
    consulted = ProfessionalConsultationHeld(
        id=NEW, investigation_id=story.INVESTIGATION, held_on=date(2015, 12, 16), participants=4,
        provision=None, words=WORDS,
    )  # fmt: skip
    together = case(*given, consulted).when(completing(), at=LATER, of=story.INVESTIGATION)
    assert departed(together.the(InvestigationCompleted)) == []


# Consents to other matters


def consenting(**said: Any) -> finding.GiveConsent:  # noqa: ANN401
    usual = {"party_id": MOTHER, "given_on": date(2016, 1, 5), "purpose": "That they may meet."}
    return finding.GiveConsent.model_validate({**usual, **said})


def test_a_consent_can_be_to_a_network_meeting_and_is_then_to_no_measure() -> None:
    meeting = case(*ready()).when(consenting(matters=["network_meeting"]), at=DECIDING)
    given = meeting.the(ConsentGiven)
    assert (given.matters, given.measure_types) == (("network_meeting",), ())
    placing = meeting.after.when(story.placement(), at=DECIDING)
    assert "custodians-consent" in placing.refused
    case(*ready()).when(consenting(), at=DECIDING).then_refused("consent-to-something")


# A child that is not born yet


def expecting(party: UUID = MOTHER) -> child.ExpectChild:
    return child.ExpectChild(party_id=party, expected_on=date(2016, 5, 20))


def test_a_case_can_be_about_a_child_that_is_not_born_yet() -> None:
    known = (story.opened(), story.custodian(MOTHER, date(2015, 12, 1)))
    told = case(*known).when(expecting(), at=DECIDING)
    assert told.the(ChildExpected).expected_on == date(2016, 5, 20)
    waived = finding.WaiveChildConversation(
        waived_on=DECIDED, reason="unborn", views_otherwise="It is not born yet."
    )
    unheard = told.after.when(waived, at=DECIDING, id=UUID(int=3)).after
    early = {"section": "11(3)1", "measure_types": ["consultant_family"]}
    made = unheard.when(story.placement(**early), at=DECIDING, id=UUID(int=4))
    assert made.the(DecisionMade).section == "11(3)1"
    nobody = case(*known).when(story.placement(**early), at=DECIDING)
    assert set(nobody.refused) == {"child-identified", "child-heard"}


def test_who_is_born_is_identified_and_expected_no_more() -> None:
    born = (story.opened(), story.custodian(MOTHER), story.child())
    case(*born).when(expecting(), at=DECIDING).then_refused("child-not-born-yet")
    case(story.opened()).when(expecting(), at=DECIDING).then_unknown()


# Exchanging and collecting what others know


def exchanging(basis: str = "sel_49a", **said: Any) -> recording.RecordDisclosure:  # noqa: ANN401
    usual = {
        "disclosed_on": DECIDED, "receiver": "school", "legal_basis": basis, "fields": ["school"],
        "reason": "To prevent.",
    }  # fmt: skip
    return recording.RecordDisclosure.model_validate({**usual, **said})


def test_an_exchange_to_prevent_is_made_once_and_then_for_a_reason() -> None:
    first = case(story.opened()).when(exchanging(), at=DECIDING)
    assert departed(first.the(record.DisclosureMade)) == []
    again = first.after.when(exchanging("bl_ch20"), at=DECIDING, id=UUID(int=3))
    assert departed(again.the(record.DisclosureMade)) == ["exchanged-once-to-prevent"]
    other = first.after.when(exchanging("consent"), at=DECIDING, id=UUID(int=3))
    assert departed(other.the(record.DisclosureMade)) == []


def test_what_was_asked_for_elsewhere_is_on_record_with_its_basis() -> None:
    asked = recording.CollectInformation(
        collected_on=DECIDED, source="hospital", legal_basis="rsl_11c", fields=["health"],
        reason="They did not consent, and she is in danger.",
    )  # fmt: skip
    got = case(story.opened()).when(asked, at=DECIDING).the(record.InformationCollected)
    assert (got.source, got.legal_basis, got.fields) == ("hospital", "rsl_11c", ("health",))
    ahead = asked.model_copy(update={"collected_on": date(2016, 1, 7)})
    case(story.opened()).when(ahead, at=DECIDING).then_refused("not-in-the-future")


# Appeals that put a decision off


LODGED = appeal.AppealLodged(
    id=uuid5(CASE, "appeal"), decision_id=NEW, party_id=MOTHER, lodged_on=date(2016, 1, 20),
    words=WORDS,
)  # fmt: skip


def putting_off(on: date = date(2016, 1, 25)) -> appealing.SuspendDecision:
    return appealing.SuspendDecision(suspended_on=on, granted_by="authority", words="Until then.")


def test_an_appeal_puts_the_decision_off_only_when_that_is_granted_and_once() -> None:
    told = case(story.opened(), LODGED).when(putting_off(), at=LATER, of=LODGED.id)
    assert told.the(appeal.AppealSuspended).granted_by == "authority"
    told.after.when(putting_off(), at=LATER, of=LODGED.id).then_refused("decision-suspended-once")
    early = putting_off(date(2016, 1, 19))
    case(story.opened(), LODGED).when(early, at=LATER, of=LODGED.id).then_refused(
        "after-the-appeal"
    )
    case(story.opened()).when(putting_off(), at=LATER, of=LODGED.id).then_unknown()


# Erasure


ASKED = intake.ErasureRequestReceived(
    id=uuid5(CASE, "erasure"), received_on=DECIDED, party_id=MOTHER, words=WORDS
)


def answering(on: date = TODAY) -> incoming.DecideErasureRequest:
    return incoming.DecideErasureRequest(
        decided_on=on, outcome="refused", basis="GDPR art. 17(3)(b) and (d)."
    )


def test_a_request_for_erasure_is_received_and_answered_once() -> None:
    request = incoming.ReceiveErasureRequest(party_id=MOTHER, received_on=DECIDED, words="All.")
    people = (story.opened(), story.custodian(MOTHER))
    received = case(*people).when(request, at=LATER).the(intake.ErasureRequestReceived)
    assert received.party_id == MOTHER
    case(story.opened()).when(request, at=LATER).then_unknown()
    both = request.model_copy(update={"child": True})
    case(*people).when(both, at=LATER).then_refused("one-party-named")
    told = case(*people, ASKED).when(answering(), at=LATER, of=ASKED.id)
    assert told.the(intake.ErasureRequestDecided).outcome == "refused"
    told.after.when(answering(), at=LATER, of=ASKED.id).then_refused("erasure-decided-once")
    case(*people, ASKED).when(answering(date(2016, 1, 5)), at=LATER, of=ASKED.id).then_refused(
        "erasure-decided-after-request"
    )
    case(*people).when(answering(), at=LATER, of=ASKED.id).then_unknown()


def test_no_case_is_merged_while_a_request_for_erasure_is_open() -> None:
    merging = child.MergeCase(merged_on=TODAY, survivor_id=NEW, reason="Opened twice.")
    survivor = story.case(replace(story.opened(), id=NEW)).state
    assert isinstance(survivor, Case)
    told = case(story.opened(), ASKED).when(merging, at=LATER, others={NEW: survivor})
    told.then_refused("nothing-open-in-a-merged-case")
