"""Screenings, preliminary assessments, youth plans, aftercare, breaches, applications, reports."""

from datetime import UTC, datetime
from uuid import UUID, uuid5

import pytest

from services.followup.domain import by
from services.followup.placement.commands import ReportedEvent, ReportStatistics
from services.followup.reading import Reading
from tests.followup.stories import (
    CASE,
    CONTACT_PERSON,
    INSTITUTION,
    INVESTIGATION,
    KINSHIP,
    TREATMENT,
    Story,
    born,
    closed,
    day,
    decided,
    investigated,
    noon,
    taken,
)
from tests.followup.test_notification_terms import NOTIFICATION, received

THING = uuid5(CASE, "thing")


def tells(
    story: Story,
    fact: str,
    on: str | datetime,
    of: UUID = THING,
    *,
    code: str | None = None,
    until: str | None = None,
) -> None:
    step = taken(fact, on, of, code=code, until=day(until) if until else None)
    story.does(step, on=on)


def test_a_professional_is_told_what_was_begun_within_ten_working_days_d03() -> None:
    story = received("2025-03-10T10:00", professional=True)
    assert story.owed("D03") == []
    tells(story, "NotificationActedOn", "2025-03-11", NOTIFICATION, code="investigation")
    assert story.told("D03", at="2025-03-12") == ["2025-03-25 open"]
    tells(story, "NotifierInformed", "2025-03-24", NOTIFICATION)
    assert story.told("D03") == ["2025-03-25 met 2025-03-24"]


@pytest.mark.parametrize(("professional", "answerable"), [(False, True), (True, False)])
def test_who_is_no_professional_or_cannot_be_answered_is_owed_no_feedback_d03(
    professional: bool,  # noqa: FBT001 - a column of the table
    answerable: bool,  # noqa: FBT001
) -> None:
    story = received("2025-03-10T10:00", professional=professional, answerable=answerable)
    tells(story, "NotificationDismissed", "2025-03-11", NOTIFICATION)
    assert story.owed("D03") == []


@pytest.mark.parametrize("fact", ["StatutoryScreeningRecorded", "TargetedAssessmentStarted"])
def test_what_is_known_already_is_screened_within_ten_working_days_d04(fact: str) -> None:
    story = Story().opens("2025-03-10")
    assert story.told("D04", at="2025-03-11") == ["2025-03-24 open"]
    tells(story, fact, "2025-03-20")
    assert story.told("D04") == ["2025-03-24 met 2025-03-20"]


def test_an_investigation_makes_a_screening_needless_and_serviceloven_knew_none_d04() -> None:
    story = Story().opens("2025-03-10")
    story.does(investigated("2025-03-10"), on="2025-03-10")
    assert story.told("D04") == ["2025-03-24 met 2025-03-10"]
    assert Story().opens("2016-03-10").owed("D04") == []


def test_when_four_months_are_not_kept_there_is_a_preliminary_assessment_d07() -> None:
    story = Story().opens("2025-01-06")
    story.does(investigated("2025-01-06"), on="2025-01-06")
    assert story.owed("D07") == []
    story.passes(noon("2025-05-07"))
    assert story.told("D07", at="2025-05-07") == ["2025-05-06 overdue"]
    tells(story, "PreliminaryAssessmentMade", "2025-05-08", INVESTIGATION)
    assert story.told("D07") == ["2025-05-06 late 2025-05-08"]


def test_a_preliminary_assessment_by_the_last_day_is_timely_d07() -> None:
    story = Story().opens("2025-01-06")
    story.does(investigated("2025-01-06"), on="2025-01-06")
    tells(story, "PreliminaryAssessmentMade", "2025-05-05", INVESTIGATION)
    assert story.told("D07") == ["2025-05-06 met 2025-05-05"]
    assert story.told("D06") == ["2025-05-06 overdue"]


def test_an_investigation_that_ended_late_without_one_owes_it_still_d07() -> None:
    story = Story().opens("2025-01-06")
    story.does(investigated("2025-01-06"), on="2025-01-06")
    tells(story, "InvestigationCompleted", "2025-05-12", INVESTIGATION)
    assert story.told("D06") == ["2025-05-06 late 2025-05-12"]
    assert story.told("D07") == ["2025-05-06 overdue"]
    timely = Story().opens("2025-01-06")
    timely.does(investigated("2025-01-06"), on="2025-01-06")
    tells(timely, "InvestigationCompleted", "2025-05-06", INVESTIGATION)
    assert timely.owed("D07") == []


def youth(born_on: str = "2008-11-10") -> Story:
    story = Story().opens("2024-02-01")
    story.does(born(born_on), on="2024-02-01")
    return story


def test_a_decision_from_sixteen_asks_for_a_position_on_a_youth_plan_d13() -> None:
    story = youth()
    story.does(decided("2024-11-08"), on="2024-11-08")
    assert story.owed("D13") == []
    story.does(decided("2024-12-02"), on="2024-12-02")
    assert story.told("D13", at="2024-12-03") == ["2025-03-02 open"]
    tells(story, "PlanApproved", "2025-01-20", CASE, code="childs_plan")
    assert story.told("D13", at="2025-01-21") == ["2025-03-02 open"]
    tells(story, "PlanPositionTaken", "2025-02-03", CASE, code="youth_plan")
    assert story.told("D13") == ["2025-03-02 met 2025-02-03"]


def test_a_child_with_a_plan_turns_sixteen_d13() -> None:
    story = youth()
    tells(story, "PlanApproved", "2024-03-04", CASE, code="childs_plan")
    assert story.told("D13", at="2024-03-05") == ["2025-02-10 open"]
    tells(story, "PlanApproved", "2024-11-20", CASE, code="youth_plan")
    assert story.told("D13") == ["2025-02-10 met 2024-11-20"]


def test_a_birthday_that_had_been_recorded_wrongly_moves_what_hangs_on_it_d13() -> None:
    story = youth()
    tells(story, "PlanApproved", "2024-03-04", CASE, code="childs_plan")
    [before] = story.owed("D13")
    story.does(born("2008-12-10"), on="2024-04-02")
    [after] = story.owed("D13")
    assert (before.id, after.due.due_on) == (after.id, day("2025-03-10"))


def test_s14_what_comes_after_eighteen_is_decided_half_a_year_before_d29() -> None:
    story = Story().opens("2019-08-01")
    story.does(born("2006-11-09"), on="2019-08-01")
    story.starts(KINSHIP, "2019-08-05", step="T5", placement=True)
    assert story.told("D29", at="2019-08-06") == ["2024-05-09 open"]
    story.does(decided("2024-04-22", section="46"), on="2024-04-22")
    assert story.told("D29", at="2024-04-23") == ["2024-05-09 open"]
    story.does(decided("2024-05-02", section="114(1)1"), on="2024-05-02")
    assert story.told("D29") == ["2024-05-09 met 2024-05-02"]
    assert story.owed("D29")[0].arose.source == "BL §§ 111-116"


def test_a_refusal_decides_as_well_and_a_child_that_came_home_needs_none_d29() -> None:
    story = Story().opens("2019-08-01")
    story.does(born("2006-11-09"), on="2019-08-01")
    story.starts(KINSHIP, "2019-08-05", step="T5", placement=True)
    story.ends(KINSHIP, "2023-06-01")
    assert story.told("D29") == ["2024-05-09 lapsed 2023-06-01"]
    story.starts(INSTITUTION, "2024-07-01", step="T6", placement=True)
    assert story.told("D29", at="2024-07-01")[1:] == ["2024-07-01 open"]
    refusal = decided("2024-07-01", section="113", grants=False)
    story.does(refusal, on="2024-07-01")
    assert story.told("D29")[1:] == ["2024-07-01 met 2024-07-01"]


def test_s14_aftercare_can_be_had_back_until_twenty_three_and_ends_then_d30() -> None:
    story = Story().opens("2019-08-01")
    story.does(born("2006-11-09"), on="2019-08-01")
    story.starts(CONTACT_PERSON, "2024-11-09", regime="BL", aftercare=True)
    assert story.told("D30", at="2027-01-01") == ["2029-11-09 open"]
    assert story.told("D30") == ["2029-11-09 lapsed"]
    assert story.told("D30-end", at="2027-01-01") == ["2029-11-09 open"]
    story.ends(CONTACT_PERSON, "2027-02-01")
    assert story.told("D30-end") == ["2029-11-09 met 2027-02-01"]


def test_s14_aftercare_is_followed_up_after_three_months_and_sooner_by_practice() -> None:
    story = Story().opens("2027-09-06")
    story.starts(CONTACT_PERSON, "2027-09-20", regime="BL", aftercare=True)
    due = story.owed("D14")[0].due
    assert (due.statutory_on, due.local_on) == (day("2027-12-20"), day("2027-12-13"))
    assert due.local is not None
    assert due.local.row == "frequency-aftercare"


@pytest.mark.parametrize(("reading", "due"), [("march", "2026-03-01"), ("february", "2026-02-28")])
def test_born_on_the_29th_of_february_one_is_older_as_it_is_read(reading: str, due: str) -> None:
    said = Reading(leap_birthday="march" if reading == "march" else "february")
    assert said.birthday(day("2008-02-29"), 18) == day(due)
    assert said.birthday(day("2008-02-29"), 16) == day("2024-02-29")
    story = Story(by(said)).opens("2019-08-01")
    story.does(born("2008-02-29"), on="2019-08-01")
    story.starts(KINSHIP, "2019-08-05", step="T5", placement=True)
    assert story.owed("D29")[0].due.binding.trigger_on == day(due)


def test_ones_own_data_is_answered_within_a_month_or_three_in_all_d24() -> None:
    story = Story().opens("2024-05-01")
    tells(story, "AccessRequestReceived", "2024-06-10", code="gdpr")
    assert story.told("D24", at="2024-06-11") == ["2024-07-10 open"]
    assert story.owed("D23") == []
    tells(story, "AccessRequestDecided", "2024-07-01", code="extended")
    assert story.told("D24", at="2024-07-02") == ["2024-09-10 open"]
    assert story.owed("D24")[0].due.binding.row == "D24-extended"
    tells(story, "AccessRequestDecided", "2024-08-01", code="granted")
    assert story.told("D24") == ["2024-09-10 met 2024-08-01"]


def test_a_notice_of_delay_that_came_too_late_extends_nothing_d24() -> None:
    story = Story().opens("2024-05-01")
    tells(story, "AccessRequestReceived", "2024-06-10", code="gdpr")
    tells(story, "AccessRequestDecided", "2024-07-11", code="delayed")
    assert story.told("D24") == ["2024-07-10 overdue"]


@pytest.mark.parametrize(("hour", "told"), [(8, "met"), (9, "late")])
def test_a_breach_is_reported_within_72_hours_over_any_weekend_d25(hour: int, told: str) -> None:
    story = Story().opens("2024-05-01")
    tells(story, "BreachDiscovered", datetime(2024, 6, 7, 8, 30, tzinfo=UTC))
    assert story.owed("D25")[0].due.due_at == datetime(2024, 6, 10, 8, 30, tzinfo=UTC)
    tells(story, "BreachReported", datetime(2024, 6, 10, hour, tzinfo=UTC))
    assert story.told("D25") == [f"2024-06-10 {told} 2024-06-10"]


def test_a_breach_that_puts_nobody_at_risk_need_not_be_reported_d25() -> None:
    story = Story().opens("2024-05-01")
    tells(story, "BreachDiscovered", datetime(2024, 6, 7, 8, 30, tzinfo=UTC))
    tells(story, "BreachNotReported", datetime(2024, 6, 8, 9, tzinfo=UTC))
    assert story.told("D25") == ["2024-06-10 met 2024-06-08"]


def test_a_week_after_a_serious_offence_there_is_a_plan_or_the_network_has_met_d26() -> None:
    story = Story().opens("2024-05-01")
    story.starts(TREATMENT, "2024-05-06", regime="BL")
    tells(story, "PoliceDocumentationReceived", "2024-06-10")
    assert story.told("D26", at="2024-06-11") == ["2024-06-17 open"]
    story.meets("2024-06-14")
    assert story.told("D26") == ["2024-06-17 met 2024-06-14"]


def test_an_application_is_decided_within_the_published_time_whatever_the_answer_d27() -> None:
    story = Story().opens("2024-05-01")
    tells(story, "ApplicationReceived", "2024-05-06", code="respite")
    assert story.told("D27", at="2024-05-07") == ["2024-07-01 open"]
    story.does(decided("2024-06-03"), on="2024-06-03")
    assert story.told("D27", at="2024-06-04") == ["2024-07-01 open"]
    answer = decided("2024-06-10", grants=False, application=THING)
    story.does(answer, on="2024-06-10")
    assert story.told("D27") == ["2024-07-01 met 2024-06-10"]


def test_an_application_that_is_withdrawn_is_not_decided_d27() -> None:
    story = Story().opens("2024-05-01")
    tells(story, "ApplicationReceived", "2024-05-06", code="respite")
    tells(story, "ApplicationWithdrawn", "2024-05-20")
    assert story.told("D27") == ["2024-07-01 lapsed 2024-05-20"]


def test_a_closed_case_owes_no_answer_to_an_application_d27() -> None:
    story = Story().opens("2024-05-01")
    tells(story, "ApplicationReceived", "2024-05-06", code="respite")
    story.does(closed("2024-06-03"), on="2024-06-03")
    assert story.told("D27") == ["2024-07-01 lapsed 2024-06-03"]


def reports(story: Story, measure: UUID, event: ReportedEvent, on: str) -> None:
    story.does(ReportStatistics(measure_id=measure, event=event, reported_on=day(on)), on=on)


def test_what_happens_to_a_placement_is_reported_within_four_weeks_d31() -> None:
    story = Story().opens("2024-01-02")
    story.starts(INSTITUTION, "2024-01-08", step="T6", regime="BL", placement=True)
    assert story.told("D31", at="2024-01-09") == ["2024-02-05 open"]
    reports(story, INSTITUTION, "started", "2024-01-09")
    tells(story, "SiteChanged", "2024-03-04", INSTITUTION)
    tells(story, "SiteChanged", "2024-04-01", INSTITUTION)
    story.ends(INSTITUTION, "2024-05-06")
    reports(story, INSTITUTION, "moved", "2024-03-05")
    assert story.told("D31", at="2024-05-07") == [
        "2024-02-05 met 2024-01-09",
        "2024-04-01 met 2024-03-05",
        "2024-04-29 overdue",
        "2024-06-03 open",
    ]


def test_only_placements_are_reported_and_none_ahead_of_time_d31() -> None:
    story = Story().opens("2024-01-02")
    story.starts(TREATMENT, "2024-01-08", regime="BL")
    assert story.owed("D31") == []
    asked = ReportStatistics(measure_id=TREATMENT, event="started", reported_on=day("2024-01-10"))
    story.stream.when(asked, at=noon("2024-01-09")).then_refused(
        "placement-known", "not-in-the-future"
    )


def test_a_safety_plan_is_looked_at_by_the_day_that_it_set() -> None:
    rule = "safety-plan-reviewed"
    story = Story().opens("2024-01-02")
    story.starts(TREATMENT, "2024-01-08", regime="BL")
    tells(story, "SafetyPlanActivated", "2024-01-08", until="2024-02-05")
    assert story.told(rule, at="2024-01-09") == ["2024-02-05 open"]
    story.meets("2024-02-06")
    assert story.told(rule) == ["2024-02-05 late 2024-02-06"]


def test_each_look_at_a_safety_plan_sets_the_next_until_it_ends() -> None:
    rule = "safety-plan-reviewed"
    story = Story().opens("2024-01-02")
    tells(story, "SafetyPlanActivated", "2024-01-08", until="2024-02-05")
    tells(story, "SafetyPlanReviewed", "2024-02-01", until="2024-03-04")
    assert story.told(rule, at="2024-02-02") == ["2024-02-05 met 2024-02-01", "2024-03-04 open"]
    tells(story, "SafetyPlanReviewed", "2024-03-04", until="2024-04-02")
    tells(story, "SafetyPlanEnded", "2024-03-04")
    assert story.told(rule)[1:] == ["2024-03-04 met 2024-03-04", "2024-04-02 met 2024-03-04"]


def test_early_courses_are_followed_up_by_practice_alone_k25() -> None:
    story = Story().opens("2018-01-08")
    story.starts(
        CONTACT_PERSON, "2018-01-15", measure_type="consultant_family", step="T2", decision=None
    )
    due = story.owed("D14")[0].due
    assert (due.statutory_on, due.local_on) == (None, day("2018-04-09"))
    assert due.binding.row == "frequency-early"
    story.follows_up("2018-04-03", CONTACT_PERSON)
    assert story.told("D16", at="2018-04-04") == ["2018-06-26 open"]
    assert story.owed("D17") == []
