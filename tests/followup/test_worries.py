"""A worry in a running case is answered within days, and within hours when it is pressing."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

import pytest

from services.followup.concern.commands import AnswerConcern, RaiseConcern
from services.followup.concern.events import ConcernAnswered
from tests.followup.stories import CASE, TREATMENT, Story, noon

AT = datetime(2016, 5, 10, 11, 20, tzinfo=UTC)
RULE = "concern-answered"


@pytest.fixture
def story() -> Story:
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2016-01-11")
    return story


def raised(story: Story, *, pressing: bool = False) -> UUID:
    worry = RaiseConcern(raised_at=AT, raised_by="school", pressing=pressing, words="Away again.")
    story.does(worry, on=AT)
    return uuid5(CASE, f"step {story.steps}")


def answer(at: datetime, **more: object) -> AnswerConcern:
    return AnswerConcern.model_validate({"answered_at": at, "answer": "conversation", **more})


def test_a_worry_is_answered_within_72_hours(story: Story) -> None:
    worry = raised(story)
    assert story.owed(RULE)[0].due.due_at == AT + timedelta(hours=72)
    story.does(answer(AT + timedelta(hours=20)), on=AT + timedelta(hours=20), of=worry)
    assert story.told(RULE) == ["2016-05-13 met 2016-05-11"]


def test_a_pressing_one_within_24(story: Story) -> None:
    worry = raised(story, pressing=True)
    [owed] = story.owed(RULE)
    assert owed.due.due_at == AT + timedelta(hours=24)
    assert owed.due.binding.row == "concern-answered-pressing"
    late = AT + timedelta(hours=24, minutes=1)
    story.does(answer(late), on=late, of=worry)
    assert story.told(RULE) == ["2016-05-11 late 2016-05-11"]


def test_an_answer_comes_after_the_worry_once_and_not_ahead_of_time(story: Story) -> None:
    worry = raised(story)
    early = story.stream.when(answer(AT - timedelta(hours=1)), at=AT, of=worry)
    early.then_refused("answer-after-worry")
    ahead = story.stream.when(answer(AT + timedelta(hours=1)), at=AT, of=worry)
    ahead.then_refused("not-in-the-future")
    story.does(answer(AT), on=AT, of=worry).the(ConcernAnswered)
    story.stream.when(answer(AT), at=AT, of=worry).then_refused("concern-answered-once")


def test_a_meeting_that_answered_is_one_of_the_case(story: Story) -> None:
    worry = raised(story)
    stranger = uuid5(CASE, "nobody")
    asked = story.stream.when(answer(AT, answer="meeting", meeting_id=stranger), at=AT, of=worry)
    asked.then_refused("meeting-known")
    planned = story.plans("2016-05-11")
    by_meeting = answer(AT, answer="meeting", meeting_id=planned)
    held = story.does(by_meeting, on=AT, of=worry).the(ConcernAnswered)
    assert held.meeting_id == planned
    story.stream.when(answer(AT), at=AT, of=stranger).then_unknown()


def test_a_worry_is_raised_in_an_open_case(story: Story) -> None:
    ahead = RaiseConcern(raised_at=noon("2016-06-01"), raised_by="child", words="I am afraid.")
    story.stream.when(ahead, at=AT).then_refused("not-in-the-future")
    before = RaiseConcern(raised_at=noon("2016-01-03"), raised_by="child", words="I am afraid.")
    story.stream.when(before, at=AT).then_refused("case-open")
