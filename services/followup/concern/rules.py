"""What worries and their answers must meet."""

from collections.abc import Iterator
from datetime import datetime

from services.followup.concern import commands
from services.followup.concern.events import ConcernAnswered, ConcernRaised
from services.followup.meeting.events import MeetingPlanned
from services.followup.rules import of_the_day
from services.followup.state import State
from shared.calendar import day_of


def of_worry(worry: commands.RaiseConcern, state: State, now: datetime) -> Iterator[str]:
    yield from of_the_day(day_of(worry.raised_at), state, day_of(now))


def of_answer(
    answer: commands.AnswerConcern, worry: ConcernRaised, state: State, now: datetime
) -> Iterator[str]:
    if answer.answered_at > now:
        yield "not-in-the-future"
    if answer.answered_at < worry.raised_at:
        yield "answer-after-worry"
    if state.one(ConcernAnswered, worry.id):
        yield "concern-answered-once"
    if answer.meeting_id and state.one(MeetingPlanned, answer.meeting_id) is None:
        yield "meeting-known"
