"""What a consent and a decision are for, in codes: a rule can judge what else a person must."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from services.case.decision.events import DecisionMade
from services.case.decision.proposed import section_of
from services.case.decision.views import required_consents
from services.case.investigation.commands import GiveConsent
from services.case.investigation.events import ConsentGiven
from services.case.state import Case
from tests.case import story
from tests.case.story import MOTHER, case, ready
from tests.case.telling import publish
from tests.decider import Outcome


def for_these(party: UUID | None, *codes: str) -> ConsentGiven:
    return replace(story.consent(party), purpose_codes=codes)


def placed(*consents: ConsentGiven, **said: object) -> Outcome[Any, Any, Any]:
    decision = story.placement(purpose_codes=["safety", "schooling"], **said)
    return case(*ready(*consents)).when(decision, at=story.DECIDING)


def test_a_consent_covers_the_purposes_that_it_names_and_no_other() -> None:
    whole = [
        for_these(MOTHER, "safety", "schooling", "relief"),
        for_these(None, "schooling", "safety"),
    ]
    made = placed(*whole).the(DecisionMade)
    assert made.purpose_codes == ("safety", "schooling")
    placed(whole[0], for_these(None, "safety")).then_refused("consents-cover-purpose")
    refusal = placed(whole[0], for_these(None, "safety"), kind="refusal")
    assert refusal.the(DecisionMade).kind == "refusal"


def test_a_consent_that_names_none_is_judged_by_a_person() -> None:
    named = {"consent_ids": [story.consent(MOTHER).id, story.consent(None).id]}
    by_a_person = placed(story.consent(MOTHER), story.consent(None), **named).the(DecisionMade)
    assert by_a_person.departures == ()
    unjudged = placed(story.consent(MOTHER), for_these(None, "safety", "schooling"))
    assert [each.rule for each in unjudged.the(DecisionMade).departures] == ["consents-named"]
    by_codes = placed(
        for_these(MOTHER, "safety", "schooling"), for_these(None, "safety", "schooling")
    )
    assert by_codes.the(DecisionMade).departures == ()


def test_several_consents_of_one_party_count_together() -> None:
    first = for_these(MOTHER, "safety")
    second = replace(for_these(MOTHER, "schooling"), id=UUID(int=4))
    assert placed(first, second, for_these(None, "safety", "schooling")).facts


def test_purposes_are_on_the_list_of_the_day() -> None:
    unheard = story.placement(purpose_codes=["revenge"])
    consents = (story.consent(MOTHER), story.consent(None))
    refused = case(*ready(*consents)).when(unheard, at=story.DECIDING)
    refused.then_refused("code-on-the-list")
    given = GiveConsent(
        party_id=MOTHER, given_on=date(2016, 1, 5), measure_types=["kinship_care"],
        purpose="Calm.", purpose_codes=["revenge"],
    )  # fmt: skip
    case(*ready()).when(given, at=story.DECIDING).then_refused("code-on-the-list")


def test_a_decision_may_say_when_it_ends() -> None:
    consents = (story.consent(MOTHER), story.consent(None))
    until = story.placement(lapses_on=date(2017, 4, 6))
    made = case(*ready(*consents)).when(until, at=story.DECIDING)
    assert made.the(DecisionMade).lapses_on == date(2017, 4, 6)
    assert isinstance(made.state, Case)
    assert [each.lapses_on for each in made.state.decisions] == [date(2017, 4, 6)]
    at_once = story.placement(lapses_on=story.DECIDED)
    refused = case(*ready(*consents)).when(at_once, at=story.DECIDING)
    refused.then_refused("lapses-after-decision")


def test_whoever_asks_learns_whose_consent_does_not_cover_the_purpose() -> None:
    state = case(*ready(for_these(MOTHER, "safety"), story.consent(None))).state
    assert isinstance(state, Case)
    section = section_of("SEL", "52(3)7", story.DECIDED)
    assert section is not None
    asked = (section, "kinship_care", story.DECIDED)
    found = required_consents(story.CASE, state, *asked, purposes={"safety", "schooling"})
    assert [(each.party_id, each.given) for each in found.items] == [(MOTHER, False), (None, True)]
    anyway = required_consents(story.CASE, state, *asked)
    assert [each.given for each in anyway.items] == [True, True]


def test_neighbours_learn_the_purposes_by_their_codes() -> None:
    given = publish(for_these(MOTHER, "safety"))
    assert given is not None
    assert given.model_dump()["purpose_codes"] == ("safety",)
