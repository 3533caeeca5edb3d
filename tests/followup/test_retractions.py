"""What was recorded here in error is taken back, unless something else rests on it."""

from uuid import UUID, uuid5

import pytest

from services.followup.concern.commands import AnswerConcern, RaiseConcern
from services.followup.meeting import commands as meeting
from services.followup.meeting.events import MeetingHeld
from services.followup.retraction.commands import RecordKind, RetractRecord
from tests.followup.stories import CASE, REVIEW, TREATMENT, Story, day, minutes, noon, scheduled


@pytest.fixture
def story() -> Story:
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2016-01-11")
    return story


def taking_back(kind: RecordKind, record: UUID) -> RetractRecord:
    return RetractRecord(record_kind=kind, record_id=record, reason="It was another child.")


def test_a_follow_up_that_never_was_is_owed_again(story: Story) -> None:
    held = story.follows_up("2016-04-08", TREATMENT)
    story.does(taking_back("FollowUpHeld", held), on="2016-04-13")
    assert story.told("D14", at="2016-04-13") == ["2016-04-11 overdue"]
    assert [each for each in story.told("D16") if "lapsed" not in each] == []


def test_minutes_of_the_wrong_meeting_are_recorded_anew(story: Story) -> None:
    held = story.meets("2016-03-07", "network", **REVIEW)
    story.does(taking_back("MeetingHeld", held), on="2016-03-09")
    assert story.told("D17", at="2016-03-08")[0] == "2016-03-07 overdue"
    story.does(minutes("2016-03-04"), on="2016-03-09", of=held)
    assert story.told("D17")[0] == "2016-03-07 met 2016-03-04"


def test_a_schedule_that_was_another_childs_sets_no_day(story: Story) -> None:
    story.follows_up("2016-04-08", TREATMENT)
    story.does(scheduled("2016-04-08", TREATMENT, every_weeks=4), on="2016-04-08")
    decided = uuid5(CASE, f"step {story.steps}")
    assert story.told("D16", at="2016-04-09") == ["2016-05-06 open"]
    story.does(taking_back("FollowUpScheduleDecided", decided), on="2016-04-11")
    assert story.told("D16", at="2016-04-12") == ["2016-10-08 open"]


def test_what_is_not_there_cannot_be_taken_back(story: Story) -> None:
    asked = taking_back("FollowUpHeld", TREATMENT)
    story.stream.when(asked, at=noon("2016-04-08")).then_unknown()


def test_a_worry_that_was_answered_and_an_agreement_that_was_settled_stand(story: Story) -> None:
    at = noon("2016-03-01")
    story.does(RaiseConcern(raised_at=at, raised_by="school", words="Away."), on=at)
    worry = uuid5(CASE, f"step {story.steps}")
    story.does(AnswerConcern(answered_at=at, answer="conversation"), on=at, of=worry)
    rule = "nothing-later-rests-on-it"
    story.stream.when(taking_back("ConcernRaised", worry), at=at).then_refused(rule)
    story.does(taking_back("ConcernAnswered", worry), on="2016-03-02")
    story.does(taking_back("ConcernRaised", worry), on="2016-03-02")
    agreed = meeting.Agreed(what="A club.", owner="caseworker", due_on=day("2016-04-01"))
    held = story.meets("2016-03-07", agreements=[agreed])
    [agreement] = [each.id for one in story.state.all(MeetingHeld) for each in one.agreements]
    settling = meeting.SettleAgreement(settled_on=day("2016-03-08"), outcome="dropped")
    story.does(settling, on="2016-03-08", of=agreement)
    story.stream.when(taking_back("MeetingHeld", held), at=noon("2016-03-09")).then_refused(rule)
