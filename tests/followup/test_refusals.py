"""Meetings and follow-ups that cannot be recorded, and every reason why at once."""

from uuid import UUID, uuid5

import pytest

from services.followup.meeting import commands as meeting
from services.followup.meeting.events import MeetingHeld
from services.followup.review.commands import CorrectFollowUp
from services.followup.review.events import FollowUpHeld
from tests.decider import given
from tests.followup.stories import (
    CASE,
    DECIDER,
    KINSHIP,
    REVIEW,
    TREATMENT,
    Story,
    closed,
    day,
    follow_up,
    minutes,
    noon,
)

STRANGER = uuid5(CASE, "a measure of nobody's")


@pytest.fixture
def story() -> Story:
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2016-02-01")
    story.ends(TREATMENT, "2016-06-01")
    story.starts(KINSHIP, "2016-06-01", step="T4")
    return story


def planned(story: Story) -> UUID:
    plan = meeting.PlanMeeting(meeting_kind="network", planned_at=noon("2016-03-07"))
    story.does(plan, on="2016-03-01")
    return uuid5(CASE, f"step {story.steps}")


def test_a_follow_up_of_nothing_that_ran_says_everything_that_is_wrong(story: Story) -> None:
    asked = follow_up("2016-07-04", TREATMENT, STRANGER, child_view=None)
    story.stream.when(asked, at=noon("2016-07-01")).then_refused(
        "not-in-the-future", "measure-not-ended", "measure-known", "child-heard-or-reason"
    )


def test_a_measure_is_not_followed_up_before_it_starts(story: Story) -> None:
    asked = follow_up("2016-05-31", KINSHIP)
    story.stream.when(asked, at=noon("2016-07-01")).then_refused("measure-started")


def test_a_measure_is_followed_up_on_the_day_it_ends_and_not_afterwards(story: Story) -> None:
    last = follow_up("2016-06-01", TREATMENT)
    story.stream.when(last, at=noon("2016-07-01")).the(FollowUpHeld)
    without = follow_up("2016-06-02", TREATMENT)
    story.stream.when(without, at=noon("2016-07-01")).then_refused("measure-not-ended")


def test_a_child_may_be_unheard_for_a_reason_and_that_shows(story: Story) -> None:
    asked = follow_up("2016-06-13", KINSHIP, child_view=None, child_not_heard_reason="In hospital.")
    assert not story.stream.when(asked, at=noon("2016-07-01")).the(FollowUpHeld).child_heard


def test_nothing_is_recorded_in_a_case_that_is_closed(story: Story) -> None:
    story.does(closed("2016-08-01"), on="2016-08-01")
    late = follow_up("2016-08-01", KINSHIP)
    story.stream.when(late, at=noon("2016-08-02")).then_refused("case-open")
    plan = meeting.PlanMeeting(meeting_kind="network", planned_at=noon("2016-08-10"))
    story.stream.when(plan, at=noon("2016-08-02")).then_refused("case-open")
    earlier = follow_up("2016-07-29", KINSHIP)
    assert story.stream.when(earlier, at=noon("2016-08-02")).the(FollowUpHeld).child_heard


def test_a_case_that_nobody_has_told_us_of_is_unknown() -> None:
    plan = meeting.PlanMeeting(meeting_kind="network", planned_at=noon("2016-03-07"))
    given(DECIDER).when(plan).then_unknown()
    given(DECIDER).when(follow_up("2016-03-07", TREATMENT)).then_unknown()


def test_minutes_belong_to_a_planned_meeting_and_are_recorded_once(story: Story) -> None:
    story.stream.when(minutes("2016-03-07"), of=STRANGER).then_unknown()
    planning = planned(story)
    held = story.does(minutes("2016-03-07"), on="2016-03-08", of=planning).the(MeetingHeld)
    assert held.id == planning
    again = story.stream.when(minutes("2016-03-07"), at=noon("2016-03-08"), of=planning)
    again.then_refused("meeting-held-once")


def test_a_review_needs_the_childs_view_and_the_goals(story: Story) -> None:
    asked = minutes("2016-03-07", fulfils_review=True)
    planning = planned(story)
    outcome = story.stream.when(asked, at=noon("2016-03-08"), of=planning)
    outcome.then_refused("review-has-childs-view", "review-has-goal-status")


def test_a_review_of_no_measure_is_none(story: Story) -> None:
    asked = minutes("2016-01-18", **REVIEW)
    planning = planned(story)
    outcome = story.stream.when(asked, at=noon("2016-03-08"), of=planning)
    outcome.then_refused("review-covers-a-measure")


def test_a_review_names_the_measures_that_ran_on_the_day(story: Story) -> None:
    held = story.does(minutes("2016-06-13", **REVIEW), on="2016-06-14", of=planned(story))
    assert held.the(MeetingHeld).measure_ids == (KINSHIP,)


def test_a_correction_meets_what_the_follow_up_had_to_meet(story: Story) -> None:
    held = story.follows_up("2016-05-02", TREATMENT)
    wrong = CorrectFollowUp(held_on=day("2016-01-15"), reason="The wrong day.")
    story.stream.when(wrong, at=noon("2016-07-01"), of=held).then_refused("measure-started")
    story.stream.when(wrong, at=noon("2016-07-01"), of=STRANGER).then_unknown()
