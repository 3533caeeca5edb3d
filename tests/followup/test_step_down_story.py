"""S06, Tæt på Familien: an institution, family treatment beside it, and a planned step down."""

import pytest

from services.followup.obligation.events import ObligationOverdue
from shared.calendar import end_of
from tests.followup.stories import INSTITUTION, KINSHIP, TREATMENT, Story, day


@pytest.fixture
def story() -> Story:
    story = Story().opens("2015-11-02")
    story.starts(INSTITUTION, "2016-01-11", measure_type="residential_institution", step="T6")
    story.starts(TREATMENT, "2016-01-11")
    story.meets("2016-03-07")
    story.follows_up("2016-04-08", INSTITUTION, TREATMENT)
    story.meets("2016-05-02")
    story.meets("2016-06-27")
    story.meets("2016-08-22")
    story.follows_up("2016-08-29", INSTITUTION, TREATMENT, outcome="step_down")
    story.ends(INSTITUTION, "2016-10-03")
    story.starts(KINSHIP, "2016-10-03", measure_type="kinship_care", step="T4")
    story.follows_up("2016-12-19", KINSHIP, TREATMENT)
    story.follows_up("2017-02-27", KINSHIP, TREATMENT, outcome="step_down")
    return story


def test_the_institution_is_followed_up_within_three_months_and_then_within_six(
    story: Story,
) -> None:
    assert story.told("D14", INSTITUTION) == ["2016-04-11 met 2016-04-08"]
    assert story.told("D16", INSTITUTION) == [
        "2016-10-08 met 2016-08-29",
        "2017-02-28 lapsed 2016-10-03",
    ]


def test_family_treatment_runs_on_through_the_move_and_keeps_its_own_chain(story: Story) -> None:
    assert story.told("D14", TREATMENT) == ["2016-04-11 met 2016-04-08"]
    assert story.told("D16", TREATMENT)[:2] == [
        "2016-10-08 met 2016-08-29",
        "2017-02-28 met 2016-12-19",
    ]


def test_a_new_site_is_a_new_measure_with_a_first_follow_up_of_its_own(story: Story) -> None:
    assert story.told("D14", KINSHIP) == ["2017-01-03 met 2016-12-19"]
    assert story.told("D16", KINSHIP, at="2017-02-28") == [
        "2017-06-19 met 2017-02-27",
        "2017-08-27 open",
    ]


def test_the_network_meets_every_56_days_and_the_fifth_meeting_is_missed(story: Story) -> None:
    assert story.told("D17", at="2016-10-18") == [
        "2016-03-07 met 2016-03-07",
        "2016-05-02 met 2016-05-02",
        "2016-06-27 met 2016-06-27",
        "2016-08-22 met 2016-08-22",
        "2016-10-17 overdue",
    ]


def test_the_fifth_meeting_is_overdue_when_its_day_is_over_and_is_noticed_once(
    story: Story,
) -> None:
    fifth = story.owed("D17")[-1]
    midnight = end_of(day("2016-10-17"))  # in Copenhagen: 22:00 UTC in summer
    assert ObligationOverdue(id=fifth.id, noticed_at=midnight) in story.passes(midnight)
    assert story.overdue(midnight) == []


def test_everything_in_the_story_is_due_by_law_alone_but_for_the_network_meetings(
    story: Story,
) -> None:
    follow_ups = [*story.owed("D14"), *story.owed("D16")]
    assert {each.due.basis for each in follow_ups} == {"statutory"}
    assert {each.due.local_on for each in follow_ups} == {None}
    assert {each.arose.edition for each in follow_ups} == {day("2013-10-01")}
    assert {each.due.basis for each in story.owed("D17")} == {"local"}
    assert {each.due.statutory_on for each in story.owed("D17")} == {None}


def test_coming_home_ends_kinship_care_and_what_was_still_to_come_of_it(story: Story) -> None:
    story.ends(KINSHIP, "2017-03-06")
    assert story.told("D16", KINSHIP)[-1] == "2017-08-27 lapsed 2017-03-06"
    assert story.owed("D16", TREATMENT)[-1].outcome is None
