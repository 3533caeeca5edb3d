"""Whose word counts for how long, on what grounds there is none, and what the committee takes."""

from datetime import UTC, date, datetime

import pytest

from services.case.child.events import PersonAdded
from services.case.decision.events import DecisionMade
from services.case.decision.proposed import section_of
from services.case.decision.views import required_consents
from services.case.events import Event
from services.case.investigation import commands, events
from services.case.state import Case
from shared.contracts.case import regime_on
from tests.case import story
from tests.case.story import DECIDING, MOTHER, WORDS, case, child, consent, custodian, ready
from tests.case.telling import publish

LATER = datetime(2024, 6, 3, 9, tzinfo=UTC)
OLD, NEW = date(2023, 9, 25), date(2024, 5, 13)
KNOWN = (story.opened(), child(), custodian(MOTHER))


def departures(made: DecisionMade) -> set[str]:
    return {each.rule for each in made.departures}


@pytest.mark.parametrize(("on", "counts"), [(date(2015, 7, 6), True), (date(2015, 7, 5), False)])
def test_a_conversation_counts_for_six_months(on: date, *, counts: bool) -> None:
    about_school = events.ChildConversationHeld(
        id=story.PLAN,
        held_on=on,
        purpose="supervision",
        without_custodian=False,
        companion=False,
        views=WORDS,
    )
    refusal = story.placement(kind="refusal")
    outcome = case(*KNOWN, about_school).when(refusal, at=DECIDING)
    assert outcome.refused == (() if counts else ("child-heard",))


def test_a_conversation_for_a_decision_counts_until_one_is_made() -> None:
    spoken = story.heard(on=date(2015, 2, 2))
    refusal = story.placement(kind="refusal")
    first = case(*KNOWN, spoken).when(refusal, at=DECIDING)
    first.the(DecisionMade)
    again = story.placement(kind="refusal", decided_on=date(2016, 1, 7))
    at = datetime(2016, 1, 7, 9, tzinfo=UTC)
    first.after.when(again, at=at).then_refused("child-heard")


def test_a_waiver_because_it_cannot_wait_is_caught_up_with_later() -> None:
    def waived(reason: str) -> commands.WaiveChildConversation:
        return commands.WaiveChildConversation(
            waived_on=story.DECIDED, reason=reason, views_otherwise="His teacher told us."
        )

    acute = case(*KNOWN).when(waived("acute"), at=DECIDING)
    assert acute.the(events.ChildConversationWaived).catch_up
    harmful = case(*KNOWN).when(waived("harmful"), at=DECIDING)
    assert not harmful.the(events.ChildConversationWaived).catch_up
    case(*KNOWN).when(waived("busy"), at=DECIDING).then_refused("waiver-reason-on-the-list")


def test_what_rests_on_a_withdrawn_consent_is_told_with_whose_it_was() -> None:
    given = consent(MOTHER)
    facts = ready(given, consent(None))
    decided = case(*facts).when(story.placement(), at=DECIDING)
    made = decided.the(DecisionMade)
    asked = commands.WithdrawConsent(withdrawn_on=story.DECIDED)
    back = decided.after.when(asked, at=DECIDING, of=given.id).the(events.ConsentWithdrawn)
    assert (back.party_id, back.decision_ids) == (MOTHER, (made.id,))
    assert [each.rule for each in back.departures] == ["nothing-rests-on-the-consent"]
    told = publish(back).model_dump(mode="json")
    assert (told["party_id"], told["decision_ids"]) == (str(MOTHER), [str(made.id)])
    idle = case(*facts).when(asked, at=DECIDING, of=given.id).the(events.ConsentWithdrawn)
    assert not idle.decision_ids
    assert not idle.departures


def test_a_decision_names_the_consents_whose_purpose_it_lies_within() -> None:
    facts = ready(consent(MOTHER), consent(None))
    silent = case(*facts).when(story.placement(), at=DECIDING).the(DecisionMade)
    assert departures(silent) == {"consents-named"}
    named = story.placement(consent_ids=[consent(MOTHER).id, consent(None).id])
    assert not departures(case(*facts).when(named, at=DECIDING).the(DecisionMade))


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"grounds": []}, "grounds-named"),
        ({"grounds": ["poverty"]}, "grounds-on-the-list"),
        ({"members_for": 3}, "four-of-five-agree"),
        ({"members_present": 3, "members_for": 4}, "votes-add-up"),
    ],
)
def test_a_compulsory_decision_has_its_grounds_and_its_votes(
    said: dict[str, object], rule: str
) -> None:
    case(*ready()).when(story.compulsory(**said), at=DECIDING).then_refused(rule)


def test_that_no_lawyer_was_offered_is_recorded_and_not_refused() -> None:
    compulsory = story.compulsory(lawyer_offered=False)
    assert departures(case(*ready()).when(compulsory, at=DECIDING).the(DecisionMade)) == {
        "lawyer-offered",
        "parties-heard",
    }


def test_when_a_child_is_neglected_its_siblings_needs_are_assessed() -> None:
    brother = PersonAdded(
        id=story.FATHER, relation="sibling", custodian=False, name=WORDS, cpr=None, contact=None,
        valid_from=date(2010, 1, 1),
    )  # fmt: skip
    facts = ready(story.child(born_on=date(2010, 4, 3)), brother, story.heard(on=date(2024, 3, 1)))
    asked = {"decided_on": date(2024, 3, 4), "regime": "BL", "section": "47"}
    silent = case(*facts).when(story.compulsory(**asked), at=LATER).the(DecisionMade)
    assert departures(silent) == {"siblings-assessed", "parties-heard"}
    assessed = story.compulsory(**asked, siblings_assessed=True)
    assert departures(case(*facts).when(assessed, at=LATER).the(DecisionMade)) == {"parties-heard"}
    violent = story.compulsory(**asked, grounds=["abuse"])
    assert departures(case(*facts).when(violent, at=LATER).the(DecisionMade)) == {"parties-heard"}


def crossing() -> tuple[story.CaseGiven, DecisionMade]:
    """A contact person decided under Serviceloven, and what a new decision needs."""
    kind = ["contact_person_child"]
    agreed = consent(MOTHER, on=OLD, measure_types=tuple(kind))
    old = story.placement(decided_on=OLD, section="52(3)6", measure_types=kind)
    known = case(*ready(story.child(born_on=date(2010, 4, 3)), agreed, story.heard(on=OLD)))
    decided = known.when(old, at=LATER)
    more = story.heard(on=date(2024, 5, 2))
    return case(*decided.after.past, more), decided.the(DecisionMade)


def test_a_decision_under_the_new_law_names_the_old_one_it_replaces() -> None:
    running, old = crossing()
    said = {
        "decided_on": NEW, "regime": "BL", "section": "32(1)3",
        "measure_types": ["contact_person_child"], "consent_ids": list(old.consent_ids),
    }  # fmt: skip
    silent = running.when(story.placement(**said), at=LATER).the(DecisionMade)
    assert departures(silent) == {"replaced-decision-named"}
    named = story.placement(**said, replaces_decision_id=old.id)
    made = running.when(named, at=LATER).the(DecisionMade)
    assert (made.replaces_decision_id, departures(made)) == (old.id, set())
    unknown = story.placement(**said, replaces_decision_id=MOTHER)
    running.when(unknown, at=LATER).then_unknown()


def test_nothing_takes_the_place_of_what_is_decided_after_it() -> None:
    running, old = crossing()
    early = story.placement(
        decided_on=date(2023, 9, 24), kind="refusal", replaces_decision_id=old.id
    )
    refused = running.when(early, at=LATER).refused
    assert "replaces-an-earlier-decision" in refused


def asked(on: date, section: str, *facts: Event) -> list[tuple[object, bool]]:
    """Who must consent to kinship care on a day, and whether they have."""
    known = case(*facts).state
    assert isinstance(known, Case)
    row = section_of(regime_on(on), section, on)
    assert row
    found = required_consents(story.CASE, known, row, "kinship_care", on)
    return [(each.party_id, each.given) for each in found.items]


def test_who_must_consent_is_answered_before_a_decision_is_tried() -> None:
    both = (*KNOWN, custodian(story.FATHER), consent(MOTHER))
    parents = [(MOTHER, True), (story.FATHER, False)]
    assert asked(story.DECIDED, "52(3)7", *both) == [*parents, (None, False)]
    younger = child(born_on=date(2001, 1, 7))
    assert asked(story.DECIDED, "52(3)7", *both, younger) == parents
    assert asked(story.DECIDED, "58", *both) == []


def test_a_withdrawn_consent_is_shown_as_missing() -> None:
    given = consent(MOTHER)
    back = story.withdrawal(given, on=story.DECIDED)
    assert asked(story.DECIDED, "52(3)6", *KNOWN, given, back) == [(MOTHER, False)]
