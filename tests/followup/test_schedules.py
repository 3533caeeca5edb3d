"""A case's own schedule (BL § 95, stk. 3): it supersedes practice, and its absence is a finding."""

from datetime import date

import pytest

from services.followup.obligation.events import ObligationMet
from services.followup.review.events import FollowUpScheduleDecided
from tests.followup.stories import (
    CONTACT_PERSON,
    KINSHIP,
    TREATMENT,
    Story,
    day,
    decided,
    noon,
    scheduled,
)

FINDING = "schedule-decided"


@pytest.fixture
def story() -> Story:
    """Barnets Lov: family treatment from January, first followed up in March."""
    story = Story().opens("2024-01-02")
    story.starts(TREATMENT, "2024-01-15", regime="BL")
    story.follows_up("2024-03-04", TREATMENT)
    return story


@pytest.fixture
def s05() -> Story:
    """S05: a contact person carried over into Barnets Lov, and first followed up under it."""
    story = Story().opens("2023-05-01")
    story.starts(CONTACT_PERSON, "2023-10-02", measure_type="contact_person_child")
    story.follows_up("2024-01-02", CONTACT_PERSON)
    story.does(decided("2024-05-13", "contact_person_child"), on="2024-05-13")
    story.follows_up("2024-07-08", CONTACT_PERSON)
    return story


def test_s05_without_a_schedule_that_day_is_a_breach_to_report(s05: Story) -> None:
    [finding] = s05.owed(FINDING)
    assert (finding.due.due_on, finding.due.basis) == (day("2024-07-08"), "statutory")
    assert finding.arose.source == "BL § 95, stk. 3"
    assert s05.told(FINDING, at="2024-07-08") == ["2024-07-08 open"]
    assert s05.told(FINDING, at="2024-07-09") == ["2024-07-08 overdue"]


def test_s05_the_schedule_of_the_case_gives_the_next_day(s05: Story) -> None:
    s05.does(scheduled("2024-07-08", CONTACT_PERSON, every_weeks=8), on="2024-07-08")
    assert s05.told(FINDING) == ["2024-07-08 met 2024-07-08"]
    due = s05.owed("D16")[-1].due
    assert (due.statutory_on, due.local_on, due.basis) == (day("2024-09-02"), None, "statutory")
    assert (due.binding.row, due.binding.trigger) == ("schedule", "FollowUpScheduleDecided")
    assert due.adjustment == "set-by-the-schedule"


def test_a_schedule_that_comes_later_answers_late_and_moves_what_is_pending(story: Story) -> None:
    assert story.told("D16", at="2024-03-05") == ["2024-04-29 open"]
    story.does(scheduled("2024-03-11", TREATMENT, every_months=3), on="2024-03-11")
    assert story.told("D16", at="2024-03-12") == ["2024-06-04 open"]
    assert story.told(FINDING) == ["2024-03-04 late 2024-03-11"]


def test_a_schedule_decided_at_a_follow_up_says_nothing_of_that_one(story: Story) -> None:
    story.does(scheduled("2024-03-04", TREATMENT, every_weeks=8), on="2024-03-04")
    story.follows_up("2024-04-29", TREATMENT)
    story.does(scheduled("2024-04-29", TREATMENT, every_weeks=12), on="2024-04-29")
    assert story.told("D16", at="2024-04-30") == ["2024-04-29 met 2024-04-29", "2024-07-22 open"]


def test_a_schedule_says_nothing_of_what_was_superseded_before_it(s05: Story) -> None:
    s05.does(scheduled("2024-07-08", CONTACT_PERSON, every_weeks=8), on="2024-07-08")
    assert s05.told("D16")[0] == "2024-07-02 lapsed 2024-05-13"
    assert s05.owed("D16")[0].due.local_on is None


def test_a_schedule_of_days_runs_out_and_a_new_one_is_due(story: Story) -> None:
    days = [date(2024, 4, 8), date(2024, 5, 6)]
    story.does(scheduled("2024-03-04", TREATMENT, dates=days), on="2024-03-04")
    story.follows_up("2024-04-08", TREATMENT)
    assert story.told("D16", at="2024-04-09")[-1] == "2024-05-06 open"
    assert len(story.owed(FINDING)) == 1
    story.follows_up("2024-05-06", TREATMENT)
    assert story.told(FINDING, at="2024-05-06") == ["2024-03-04 met 2024-03-04", "2024-05-06 open"]
    assert story.owed("D16")[-1].due.basis == "local"
    story.does(scheduled("2024-05-07", TREATMENT, every_weeks=8), on="2024-05-07")
    assert story.told(FINDING)[-1] == "2024-05-06 late 2024-05-07"


def test_a_schedule_that_was_decided_before_the_first_follow_up_is_one() -> None:
    story = Story().opens("2024-01-02")
    story.starts(TREATMENT, "2024-01-15", regime="BL")
    story.does(scheduled("2024-01-15", TREATMENT, every_weeks=6), on="2024-01-15")
    story.follows_up("2024-03-04", TREATMENT)
    assert story.told(FINDING) == ["2024-03-04 met 2024-01-15"]
    assert story.told("D16", at="2024-03-05") == ["2024-04-15 open"]


def test_a_schedule_is_about_the_measures_it_names(story: Story) -> None:
    story.starts(KINSHIP, "2024-01-15", regime="BL", step="T4")
    story.follows_up("2024-03-04", KINSHIP)
    story.does(scheduled("2024-03-04", TREATMENT, every_weeks=20), on="2024-03-04")
    assert story.told("D16", KINSHIP, at="2024-03-05") == ["2024-04-29 open"]
    assert story.told(FINDING, KINSHIP, at="2024-03-05") == ["2024-03-04 overdue"]


def test_under_serviceloven_a_schedule_is_practice_beside_six_months() -> None:
    story = Story().opens("2015-01-05")
    story.starts(TREATMENT, "2015-03-02")
    story.follows_up("2015-05-27", TREATMENT)
    assert story.owed(FINDING) == []
    story.does(scheduled("2015-05-27", TREATMENT, every_weeks=8), on="2015-05-27")
    due = story.owed("D16")[0].due
    assert (due.statutory_on, due.local_on) == (day("2015-11-27"), day("2015-07-22"))
    assert due.basis == "local"


def test_a_schedule_has_one_form_and_its_days_lie_ahead(story: Story) -> None:
    at = noon("2024-03-05")
    none = scheduled("2024-03-04", TREATMENT)
    both = scheduled("2024-03-04", TREATMENT, every_weeks=8, dates=[date(2024, 3, 4)])
    story.stream.when(none, at=at).then_refused("schedule-has-one-form")
    story.stream.when(both, at=at).then_refused("schedule-has-one-form", "schedule-lies-ahead")


def test_a_schedule_is_of_measures_that_run_in_an_open_case(story: Story) -> None:
    early = scheduled("2024-01-10", TREATMENT, every_weeks=8)
    story.stream.when(early, at=noon("2024-03-05")).then_refused("measure-started")


def test_reasons_that_were_not_told_are_a_departure_to_explain(story: Story) -> None:
    untold = scheduled("2024-03-04", TREATMENT, every_weeks=8, told_child_on=None)
    made = story.does(untold, on="2024-03-04").the(FollowUpScheduleDecided)
    assert [each.rule for each in made.departures] == ["schedule-reasons-told"]
    told = scheduled("2024-03-04", TREATMENT, every_weeks=8)
    assert story.does(told, on="2024-03-04").the(FollowUpScheduleDecided).departures == ()


def test_a_finding_that_was_met_says_by_which_schedule(s05: Story) -> None:
    s05.does(scheduled("2024-07-08", CONTACT_PERSON, every_weeks=8), on="2024-07-08")
    [finding] = s05.owed(FINDING)
    [schedule] = s05.state.all(FollowUpScheduleDecided)
    assert isinstance(finding.outcome, ObligationMet)
    assert (finding.outcome.by, finding.outcome.by_id) == ("FollowUpScheduleDecided", schedule.id)
