"""Screening, consulting, meeting and agreeing around children: by consent where they are named."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.case.cooperation import commands, events
from services.case.domain import cooperations
from tests.decider import given

AT = datetime(2018, 1, 11, 9, tzinfo=UTC)
CASE = UUID("00000000-0000-4000-8000-00000000c0de")
MET = date(2017, 11, 8)


def screening(**said: object) -> commands.RecordDetectionScreening:
    usual = {
        "screened_on": date(2017, 9, 15),
        "unit": "unit-1",
        "setting": "day_care",
        "institution": "day-care-north",
        "level": "yellow",
        "model_version": "wellbeing-2",
    }
    return commands.RecordDetectionScreening.model_validate({**usual, **said})


def consultation(**said: object) -> commands.HoldSocialWorkerConsultation:
    usual = {
        "held_on": date(2017, 9, 20),
        "unit": "unit-1",
        "setting": "school",
        "institution": "school-by-the-lake",
        "topic": "school",
        "age_band": "10-14",
        "advice": "network_meeting",
    }
    return commands.HoldSocialWorkerConsultation.model_validate({**usual, **said})


def meeting(**said: object) -> commands.HoldProfessionalNetworkMeeting:
    usual = {
        "held_on": MET,
        "unit": "unit-1",
        "setting": "school",
        "institution": "school-by-the-lake",
        "participants": 5,
        "actions": [{"words": "Her teacher calls.", "due_on": date(2017, 12, 6)}],
    }
    return commands.HoldProfessionalNetworkMeeting.model_validate({**usual, **said})


def decision(*parties: str) -> commands.DecideInAgreementForum:
    said = {
        "case_id": CASE,
        "decided_on": date(2018, 1, 10),
        "parties": [*parties],
        "package": "A shorter day, and a family consultant.",
    }
    return commands.DecideInAgreementForum.model_validate(said)


def test_a_screening_says_the_level_the_model_and_the_institution() -> None:
    recorded = (
        given(cooperations)
        .when(screening(), at=AT, unit="unit-1")
        .the(events.DetectionScreeningRecorded)
    )
    assert (recorded.level, recorded.model_version) == ("yellow", "wellbeing-2")
    assert recorded.institution == "day-care-north"


@pytest.mark.parametrize("consent_on", [None, date(2017, 9, 16)])
def test_a_class_is_reviewed_only_when_the_parents_have_consented(consent_on: date | None) -> None:
    review = screening(setting="class_review", consent_on=consent_on, grade="grade_4")
    given(cooperations).when(review, at=AT, unit="unit-1").then_refused("class-review-consented")


def test_a_class_review_with_consent_is_recorded() -> None:
    review = screening(setting="class_review", consent_on=date(2017, 9, 1), grade="grade_4")
    recorded = given(cooperations).when(review, at=AT, unit="unit-1")
    fact = recorded.the(events.DetectionScreeningRecorded)
    assert (fact.setting, fact.grade) == ("class_review", "grade_4")


@pytest.mark.parametrize("grade", ["none", "grade_5"])
def test_a_class_is_reviewed_before_it_reaches_5th_grade(grade: str) -> None:
    review = screening(setting="class_review", consent_on=date(2017, 9, 1), grade=grade)
    refused = given(cooperations).when(review, at=AT, unit="unit-1")
    refused.then_refused("class-reviewed-before-5th-grade")


def test_a_consultation_of_the_social_worker_at_a_school_needs_no_case() -> None:
    held = given(cooperations).when(consultation(), at=AT, unit="unit-1")
    assert held.the(events.SocialWorkerConsultationHeld).advice == "network_meeting"


def test_a_network_can_meet_about_nobody_in_particular_without_consent() -> None:
    held = (
        given(cooperations)
        .when(meeting(), at=AT, unit="unit-1")
        .the(events.ProfessionalNetworkMeetingHeld)
    )
    assert [each.due_on for each in held.actions] == [date(2017, 12, 6)]


@pytest.mark.parametrize("named", [{"child": "Malthe Prøve"}, {"case_id": CASE}])
@pytest.mark.parametrize("consent_on", [None, date(2017, 11, 9)])
def test_a_named_child_is_discussed_only_when_the_parents_have_consented(
    named: dict[str, object], consent_on: date | None
) -> None:
    asked = given(cooperations).when(meeting(**named, consent_on=consent_on), at=AT, unit="unit-1")
    asked.then_refused("named-discussion-consented")


def test_a_named_child_is_sealed() -> None:
    asked = meeting(child="Malthe Prøve", consent_on=date(2017, 11, 6))
    held = (
        given(cooperations)
        .when(asked, at=AT, unit="unit-1")
        .the(events.ProfessionalNetworkMeetingHeld)
    )
    assert "Malthe" not in repr(held)


def test_the_agreement_forum_binds_each_party_once() -> None:
    twice = decision("social_services", "school_administration", "social_services")
    bound = given(cooperations).when(twice, at=AT, unit="unit-1").the(events.AgreementForumDecided)
    assert bound.parties == ("social_services", "school_administration")


def test_one_party_alone_agrees_with_nobody() -> None:
    alone = decision("ppr", "ppr")
    given(cooperations).when(alone, at=AT, unit="unit-1").then_refused("decided-jointly")


@pytest.mark.parametrize("command", [screening(), consultation(), meeting()])
def test_each_is_recorded_by_the_unit_that_did_it(command: commands.CooperationCommand) -> None:
    given(cooperations).when(command, at=AT, unit="unit-2").then_refused("own-unit")


@pytest.mark.parametrize(
    "command", [screening(), consultation(), meeting(), decision("ppr", "health_visiting")]
)
def test_nothing_is_recorded_before_it_happens(command: commands.CooperationCommand) -> None:
    early = datetime(2017, 9, 1, 9, tzinfo=UTC)
    given(cooperations).when(command, at=early, unit="unit-1").then_refused("not-in-the-future")
