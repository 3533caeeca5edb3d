"""D18: two supervision visits a year, each with a conversation, and what a visit must meet."""

from datetime import date

import pytest

from services.followup.domain import by
from services.followup.placement.commands import HoldSupervisionVisit
from services.followup.placement.events import SupervisionVisitHeld
from services.followup.reading import Reading
from shared.departures import Explanation
from tests.followup.stories import INSTITUTION, KINSHIP, TREATMENT, Story, noon


@pytest.fixture
def story() -> Story:
    story = Story().opens("2016-01-04")
    story.starts(INSTITUTION, "2016-01-11", step="T6", placement=True)
    return story


def visit(on: str, **more: object) -> HoldSupervisionVisit:
    said = {"visited_on": date.fromisoformat(on), "with_conversation": True, **more}
    return HoldSupervisionVisit.model_validate(said)


def visited(story: Story, *days: str) -> None:
    for on in days:
        story.does(visit(on), on=on)


def test_the_first_visit_is_due_after_six_months_and_the_second_after_twelve(story: Story) -> None:
    assert story.told("D18", at="2016-01-12") == ["2016-07-11 open", "2017-01-11 open"]
    rows = [each.due.binding.row for each in story.owed("D18")]
    assert rows == ["D18", "D18-second"]


def test_the_next_years_visits_come_when_both_were_held(story: Story) -> None:
    visited(story, "2016-05-02")
    assert len(story.owed("D18")) == 2
    visited(story, "2016-10-03")
    assert story.told("D18", at="2016-10-04") == [
        "2016-07-11 met 2016-05-02",
        "2017-01-11 met 2016-10-03",
        "2017-07-11 open",
        "2018-01-11 open",
    ]


def test_the_next_years_visits_come_as_well_when_the_year_went_by_without(story: Story) -> None:
    missed = {each.id for each in story.overdue(noon("2017-01-12"))}
    assert {each.id for each in story.owed("D18")[:2]} <= missed
    assert story.told("D18", at="2017-01-12")[2:] == ["2017-07-11 open", "2018-01-11 open"]


def test_more_visits_than_two_in_a_year_count_for_no_later_one(story: Story) -> None:
    visited(story, "2016-02-01", "2016-04-04", "2016-06-06", "2016-12-05", "2017-02-06")
    assert story.told("D18", at="2017-02-07") == [
        "2016-07-11 met 2016-02-01",
        "2017-01-11 met 2016-04-04",
        "2017-07-11 met 2017-02-06",
        "2018-01-11 open",
    ]


def test_a_visit_that_comes_too_late_answers_what_was_missed(story: Story) -> None:
    visited(story, "2016-09-05")
    assert story.told("D18", at="2016-09-06") == ["2016-07-11 late 2016-09-05", "2017-01-11 open"]


def test_a_visit_without_a_conversation_is_on_record_and_meets_nothing(story: Story) -> None:
    mute = visit("2016-05-02", with_conversation=False, no_conversation_because="child_declined")
    held = story.does(mute, on="2016-05-02").the(SupervisionVisitHeld)
    assert held.no_conversation_because == "child_declined"
    assert story.told("D18", at="2016-05-03")[0] == "2016-07-11 open"


def test_a_move_from_one_place_to_another_does_not_start_the_year_over(story: Story) -> None:
    story.starts(KINSHIP, "2016-06-06", step="T4", placement=True)
    story.ends(INSTITUTION, "2016-06-06")
    assert story.told("D18", at="2016-06-07") == ["2016-07-11 open", "2017-01-11 open"]


def test_a_child_that_came_home_is_visited_no_more(story: Story) -> None:
    story.ends(INSTITUTION, "2016-06-06")
    outcomes = {getattr(each.outcome, "reason", None) for each in story.owed("D18")}
    assert outcomes == {"no_active_placement"}


def test_by_the_calendar_year_there_are_two_visits_a_year_and_one_in_half_a_year() -> None:
    story = Story(by(Reading(year="calendar"))).opens("2016-01-04")
    story.starts(INSTITUTION, "2016-08-15", step="T6", placement=True)
    assert story.told("D18", at="2016-08-16") == ["2016-12-31 open"]
    visited(story, "2016-11-07")
    assert story.told("D18", at="2016-11-08")[1:] == ["2017-06-30 open", "2017-12-31 open"]
    assert {each.due.adjustment for each in story.owed("D18")} == {"calendar-year"}


def test_a_visit_is_to_a_child_that_is_placed_and_says_why_nobody_spoke(story: Story) -> None:
    story.stream.when(visit("2016-01-05"), at=noon("2016-05-02")).then_refused("child-placed")
    mute = visit("2016-05-02", with_conversation=False)
    story.stream.when(mute, at=noon("2016-05-02")).then_refused("conversation-or-reason")
    ahead = visit("2016-05-03")
    story.stream.when(ahead, at=noon("2016-05-02")).then_refused("not-in-the-future")


def test_support_at_home_is_no_placement() -> None:
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2016-01-11")
    assert story.owed("D18") == []
    story.stream.when(visit("2016-05-02"), at=noon("2016-05-02")).then_refused("child-placed")


def test_staff_who_listened_in_are_a_departure_to_explain(story: Story) -> None:
    rule = "conversation-without-staff"
    why = [Explanation(rule=rule, reason="He asked her to stay.")]
    heard = visit("2016-05-02", staff_present=True, explanations=why)
    held = story.does(heard, on="2016-05-02").the(SupervisionVisitHeld)
    assert [each.rule for each in held.departures] == [rule]
    assert held.departures[0].reason is not None
    assert story.told("D18", at="2016-05-03")[0] == "2016-07-11 met 2016-05-02"


def test_before_barnets_reform_there_were_no_two_visits() -> None:
    story = Story().opens("2010-01-04")
    story.starts(INSTITUTION, "2010-03-01", step="T6", placement=True)
    assert story.told("D18", at="2010-03-02") == ["2011-09-01 open", "2012-03-01 open"]
