"""What must have happened before a decision, and whose yes it needs."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.case.charge.commands import CloseCase
from services.case.decision.commands import MakeDecision
from services.case.decision.events import DecisionMade
from tests.case import story
from tests.case.story import DECIDING, FATHER, MOTHER, case, child, consent, custodian, ready

BL_DAY = datetime(2024, 3, 4, 9, tzinfo=UTC)
MADE = UUID("00000000-0000-4000-8000-0000000000dd")


def test_a_placement_is_decided_when_everything_has_happened() -> None:
    outcome = case(*ready(consent(MOTHER), consent(None))).when(
        story.placement(), at=DECIDING, id=MADE
    )
    made = outcome.the(DecisionMade)
    assert (made.id, made.regime, made.section) == (MADE, "SEL", "52(3)7")
    assert made.measure_types == story.PLACED
    assert made.edition == date(2013, 10, 1)
    assert made.consent_ids == (consent(MOTHER).id, consent(None).id)


def test_a_decision_in_an_empty_case_is_refused_with_every_unmet_rule_at_once() -> None:
    bare = story.placement(purpose=None, expected_months=None)
    case(story.opened()).when(bare, at=DECIDING).then_refused(
        "child-identified", "child-heard", "custodian-known", "investigation-completed",
        "plan-approved", "purpose-stated", "duration-stated",
    )  # fmt: skip


def test_a_refusal_quotes_the_law_of_the_day_in_both_languages() -> None:
    outcome = case(*ready()).when(story.placement(), at=DECIDING)
    found = {each.rule: each for each in outcome.unmet}
    assert found["custodians-consent"].source == "SEL § 52, stk. 1"
    assert "forældremyndigheden" in found["custodians-consent"].da


def test_a_girl_of_fifteen_must_consent_to_a_placement() -> None:
    outcome = case(*ready(consent(MOTHER))).when(story.placement(), at=DECIDING)
    outcome.then_refused("child-consents-from-15")


def test_a_child_of_fourteen_need_not_consent_to_a_placement() -> None:
    younger = child(born_on=date(2001, 1, 7))
    case(*ready(consent(MOTHER), younger)).when(story.placement(), at=DECIDING).the(DecisionMade)


def test_a_girl_turns_fifteen_on_her_birthday_and_must_consent_from_then() -> None:
    birthday = child(born_on=date(2001, 1, 6))
    outcome = case(*ready(consent(MOTHER), birthday)).when(story.placement(), at=DECIDING)
    outcome.then_refused("child-consents-from-15")


def test_family_treatment_needs_the_custodians_consent_and_not_the_girls() -> None:
    agreed = consent(MOTHER, measure_types=("family_treatment",))
    treatment = story.placement(section="52(3)3", measure_types=["family_treatment"])
    case(*ready(agreed)).when(treatment, at=DECIDING).the(DecisionMade)


def test_joint_custody_needs_both_consents() -> None:
    facts = ready(custodian(FATHER), consent(MOTHER), consent(None))
    case(*facts).when(story.placement(), at=DECIDING).then_refused("custodians-consent")
    case(*facts, consent(FATHER)).when(story.placement(), at=DECIDING).the(DecisionMade)


def test_somebody_who_gets_custody_later_is_not_asked_now() -> None:
    later = custodian(FATHER, valid_from=date(2016, 2, 1))
    facts = ready(later, consent(MOTHER), consent(None))
    case(*facts).when(story.placement(), at=DECIDING).the(DecisionMade)


def test_a_consent_must_cover_every_measure_type() -> None:
    partial = consent(MOTHER, measure_types=("kinship_care",))
    outcome = case(*ready(partial, consent(None))).when(story.placement(), at=DECIDING)
    outcome.then_refused("custodians-consent")


def test_two_consents_can_cover_the_measure_types_together() -> None:
    one = consent(MOTHER, on=date(2016, 1, 4), measure_types=("kinship_care",))
    other = consent(MOTHER, measure_types=("residential_institution",))
    facts = ready(one, other, consent(None))
    case(*facts).when(story.placement(), at=DECIDING).the(DecisionMade)


def test_a_withdrawn_consent_does_not_count_from_the_day_it_is_withdrawn() -> None:
    given = consent(MOTHER)
    facts = ready(given, consent(None), story.withdrawal(given, on=story.DECIDED))
    case(*facts).when(story.placement(), at=DECIDING).then_refused("custodians-consent")


def test_a_consent_given_after_the_decision_does_not_count() -> None:
    facts = ready(consent(MOTHER, on=date(2016, 1, 7)), consent(None))
    case(*facts).when(story.placement(), at=datetime(2016, 1, 8, 9, tzinfo=UTC)).then_refused(
        "custodians-consent"
    )


def test_only_the_consents_named_count_when_any_are_named() -> None:
    facts = ready(consent(MOTHER), consent(None))
    named = story.placement(consent_ids=[consent(MOTHER).id])
    case(*facts).when(named, at=DECIDING).then_refused("child-consents-from-15")


def test_a_consent_that_is_not_in_the_case_is_unknown() -> None:
    named = story.placement(consent_ids=[MADE])
    case(*ready()).when(named, at=DECIDING).then_unknown()


def test_a_placement_that_cannot_wait_needs_neither_investigation_nor_plan() -> None:
    facts = (
        story.opened(), child(), custodian(MOTHER), story.waiver(), consent(MOTHER), consent(None)
    )  # fmt: skip
    case(*facts).when(story.placement(), at=DECIDING).then_refused(
        "investigation-completed", "plan-approved"
    )
    case(*facts).when(story.placement(acute=True), at=DECIDING).the(DecisionMade)


def test_even_what_cannot_wait_needs_the_child_heard_or_a_stated_reason() -> None:
    facts = (story.opened(), child(), custodian(MOTHER), consent(MOTHER), consent(None))
    case(*facts).when(story.placement(acute=True), at=DECIDING).then_refused("child-heard")


def test_a_conversation_held_after_the_decision_is_too_late() -> None:
    facts = (story.opened(), child(), story.heard(on=date(2016, 1, 7)))
    refused = story.placement(kind="refusal")
    at = datetime(2016, 1, 8, 9, tzinfo=UTC)
    case(*facts).when(refused, at=at).then_refused("child-heard")


def test_a_refusal_needs_the_child_heard_but_no_consent_plan_or_duration() -> None:
    refusal = story.placement(kind="refusal", purpose=None, expected_months=None)
    case(story.opened(), child(), story.heard()).when(refusal, at=DECIDING).the(DecisionMade)


def test_a_placement_without_consent_is_the_committees_to_decide() -> None:
    case(*ready()).when(story.compulsory(body="authority"), at=DECIDING).then_refused(
        "committee-decides"
    )
    case(*ready()).when(story.compulsory(), at=DECIDING).the(DecisionMade)


def test_the_chair_decides_only_what_cannot_wait() -> None:
    chair = story.compulsory(body="chair")
    case(*ready()).when(chair, at=DECIDING).then_refused("chair-decides-provisionally")
    provisional = story.compulsory(body="chair", acute=True)
    case(*ready()).when(provisional, at=DECIDING).the(DecisionMade)


def test_a_section_covers_only_its_own_measures() -> None:
    facts = ready(consent(MOTHER, measure_types=(*story.PLACED, "family_treatment")), consent(None))
    mixed = story.placement(measure_types=["kinship_care", "family_treatment"], section="52(3)3")
    case(*facts).when(mixed, at=DECIDING).then_refused("section-covers-measures")


def test_a_section_that_the_law_does_not_have_is_refused() -> None:
    nowhere = story.placement(section="52(3)12")
    case(*ready()).when(nowhere, at=DECIDING).then_refused("section-in-force")


def test_nothing_is_decided_tomorrow() -> None:
    tomorrow = story.placement(decided_on=date(2016, 1, 7))
    facts = ready(consent(MOTHER), consent(None))
    case(*facts).when(tomorrow, at=DECIDING).then_refused("not-in-the-future")


def test_it_is_already_tomorrow_in_copenhagen_an_hour_before_it_is_in_utc() -> None:
    facts = ready(consent(MOTHER), consent(None))
    late = datetime(2016, 1, 5, 23, 30, tzinfo=UTC)
    case(*facts).when(story.placement(), at=late).the(DecisionMade)


def test_nothing_is_decided_in_a_closed_case() -> None:
    facts = ready(consent(MOTHER), consent(None))
    closing = CloseCase(closed_on=story.DECIDED, reason="registered_in_error")
    closed = case(*facts).when(closing, at=DECIDING).after
    closed.when(story.placement(), at=DECIDING).then_refused("case-open")


def test_nothing_is_decided_before_the_case_was_opened() -> None:
    early = story.placement(decided_on=date(2015, 11, 30), kind="refusal")
    case(story.opened(), child(), story.heard(on=date(2015, 11, 29))).when(
        early, at=DECIDING
    ).then_refused("case-open")


def test_nothing_is_decided_under_a_law_that_is_not_in_the_system() -> None:
    old = story.placement(decided_on=date(2010, 12, 31), kind="refusal")
    facts = (story.opened(on=date(2010, 1, 1)), child(), story.heard(on=date(2010, 12, 1)))
    case(*facts).when(old, at=DECIDING).then_refused("law-known")


def bl_facts() -> story.CaseGiven:
    young = child(born_on=date(2008, 4, 3))
    agreed = [consent(each, on=date(2024, 3, 1)) for each in (MOTHER, None)]
    return case(*ready(young, *agreed))


def bl_placement(**said: object) -> MakeDecision:
    return story.placement(
        **{"decided_on": date(2024, 3, 4), "regime": "BL", "section": "46", **said}
    )


def test_the_social_services_act_is_refused_from_the_first_of_january_2024() -> None:
    newyear = story.placement(decided_on=date(2024, 1, 1), kind="refusal")
    bl_facts().when(newyear, at=BL_DAY).then_refused("regime-on-the-day")


def test_the_social_services_act_still_decides_on_the_last_day_of_2023() -> None:
    last = story.placement(decided_on=date(2023, 12, 31), kind="refusal")
    bl_facts().when(last, at=BL_DAY).the(DecisionMade)


def test_the_childrens_act_decides_nothing_before_2024() -> None:
    early = bl_placement(decided_on=date(2023, 12, 31), kind="refusal")
    bl_facts().when(early, at=BL_DAY).then_refused("regime-on-the-day")


def test_a_placement_under_the_childrens_act_stores_the_edition_it_used() -> None:
    made = bl_facts().when(bl_placement(), at=BL_DAY).the(DecisionMade)
    assert (made.regime, made.section, made.edition) == ("BL", "46", date(2024, 1, 1))


@pytest.mark.parametrize("section", ["46", "32(1)5"])
def test_under_the_childrens_act_purpose_and_duration_must_be_stated(section: str) -> None:
    silent = bl_placement(section=section, purpose=None, expected_months=None)
    refused = bl_facts().when(silent, at=BL_DAY).refused
    assert {"purpose-stated", "duration-stated"} <= set(refused)


def test_the_childs_plan_comes_before_a_compulsory_placement_but_not_before_a_voluntary() -> None:
    planless = [each for each in bl_facts().past if each != story.approved()]
    case(*planless).when(bl_placement(), at=BL_DAY).the(DecisionMade)
    compulsory = story.compulsory(decided_on=date(2024, 3, 4), regime="BL", section="47")
    case(*planless).when(compulsory, at=BL_DAY).then_refused("plan-approved")


def test_municipal_foster_care_is_no_longer_a_kind_of_placement_under_the_childrens_act() -> None:
    former = bl_placement(measure_types=["foster_municipal"], kind="refusal")
    bl_facts().when(former, at=BL_DAY).then_refused("section-covers-measures")
