"""Finding out what a child needs, hearing the child, and who may say yes."""

from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from services.case.investigation import commands, events
from tests.case import story
from tests.case.story import DECIDED, DECIDING, FATHER, INVESTIGATION, MOTHER, case, opened

WORDS = dict.fromkeys(commands.FocusPoints.model_fields, "words")


def completion(on: date = date(2016, 1, 4)) -> commands.CompleteInvestigation:
    return commands.CompleteInvestigation(
        completed_on=on, conclusion="placement", focus_points=commands.FocusPoints(**WORDS)
    )


def yes(**said: object) -> commands.GiveConsent:
    usual = {"given_on": DECIDED, "measure_types": ["kinship_care"], "purpose": "With her aunt."}
    return commands.GiveConsent.model_validate({**usual, **said})


def test_an_investigation_runs_from_awareness_and_keeps_the_regime_of_its_first_day() -> None:
    start = commands.StartInvestigation(started_on=date(2015, 12, 2))
    begun = case(opened()).when(start, at=DECIDING).the(events.InvestigationStarted)
    assert (begun.aware_on, begun.regime) == (story.OPENED, "SEL")
    new_law = commands.StartInvestigation(started_on=date(2024, 1, 1))
    at = datetime(2024, 1, 1, 9, tzinfo=UTC)
    assert case(opened()).when(new_law, at=at).the(events.InvestigationStarted).regime == "BL"


def test_an_investigation_does_not_start_before_anybody_was_aware() -> None:
    start = commands.StartInvestigation(started_on=date(2015, 11, 30))
    case(opened()).when(start, at=DECIDING).then_refused("aware-before-acting")


def test_an_investigation_is_not_completed_until_the_child_is_heard() -> None:
    unheard = case(opened(), story.started())
    unheard.when(completion(), at=DECIDING, of=INVESTIGATION).then_refused("child-heard")
    for heard in (story.heard(), story.waiver()):
        ended = case(opened(), story.started(), heard).when(
            completion(), at=DECIDING, of=INVESTIGATION
        )
        assert ended.the(events.InvestigationCompleted).id == INVESTIGATION


def test_an_investigation_is_completed_once_and_after_it_started() -> None:
    facts = (opened(), story.heard(on=date(2015, 12, 1)), story.started())
    early = completion(on=date(2015, 12, 1))
    case(*facts).when(early, at=DECIDING, of=INVESTIGATION).then_refused("completed-after-start")
    again = case(*facts, story.completed()).when(completion(), at=DECIDING, of=INVESTIGATION)
    again.then_refused("investigation-completed-once")


def test_an_investigation_that_is_not_there_cannot_be_completed() -> None:
    case(opened()).when(completion(), at=DECIDING, of=INVESTIGATION).then_unknown()


@pytest.mark.parametrize("missing", [*commands.FocusPoints.model_fields])
def test_all_six_matters_are_investigated(missing: str) -> None:
    with pytest.raises(ValidationError):
        commands.FocusPoints.model_validate({**WORDS, missing: ""})


def test_a_conversation_without_custodians_is_recorded_with_the_childs_views_sealed() -> None:
    spoken = commands.HoldChildConversation(
        held_on=date(2015, 12, 18),
        purpose="decision",
        without_custodian=True,
        views="Quiet, please.",
    )
    held = case(opened()).when(spoken, at=DECIDING).the(events.ChildConversationHeld)
    assert held.without_custodian
    assert repr(held.views) == "Sealed(…)"


def test_only_a_custodian_or_the_child_consents() -> None:
    known = case(opened(), story.custodian(MOTHER))
    assert known.when(yes(party_id=MOTHER), at=DECIDING).the(events.ConsentGiven).party_id == MOTHER
    assert known.when(yes(child=True), at=DECIDING).the(events.ConsentGiven).party_id is None
    not_yet = case(opened(), story.custodian(FATHER, valid_from=date(2016, 2, 1)))
    not_yet.when(yes(party_id=FATHER), at=DECIDING).then_refused("consent-from-a-custodian")
    known.when(yes(party_id=FATHER), at=DECIDING).then_unknown()


@pytest.mark.parametrize("parties", [{}, {"party_id": MOTHER, "child": True}])
def test_a_consent_is_one_partys(parties: dict[str, object]) -> None:
    known = case(opened(), story.custodian(MOTHER))
    known.when(yes(**parties), at=DECIDING).then_refused("consent-from-one-party")


def test_a_consent_is_withdrawn_once_and_after_it_was_given() -> None:
    given = story.consent(MOTHER)
    facts = (opened(), story.custodian(MOTHER), given)
    taken_back = commands.WithdrawConsent(withdrawn_on=DECIDED)
    withdrawn = case(*facts).when(taken_back, at=DECIDING, of=given.id)
    assert withdrawn.the(events.ConsentWithdrawn).measure_types == story.PLACED
    withdrawn.after.when(taken_back, at=DECIDING, of=given.id).then_refused(
        "consent-withdrawn-once"
    )
    early = commands.WithdrawConsent(withdrawn_on=date(2016, 1, 4))
    case(*facts).when(early, at=DECIDING, of=given.id).then_refused("withdrawn-after-given")
    case(*facts).when(taken_back, at=DECIDING, of=MOTHER).then_unknown()
