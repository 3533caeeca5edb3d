"""What follows when somebody is worried, and is answered. Pure."""

from collections.abc import Sequence
from typing import Any, assert_never

from services.followup.concern import commands, events
from services.followup.concern.rules import of_answer, of_worry
from services.followup.rules import unmet
from services.followup.state import State
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed, sealed

Facts = Sequence[events.ConcernEvent]


def what_follows(asked: Asked[Any], command: commands.ConcernCommand, state: State) -> Facts:
    """Facts of a worry.

    Raises:
        Unknown: when the worry to answer is not in the case.
    """
    match command:
        case commands.RaiseConcern():
            return raised(asked, command, state)
        case commands.AnswerConcern():
            return answered(asked, command, state)
        case _:
            assert_never(command)


def raised(asked: Asked[Any], worry: commands.RaiseConcern, state: State) -> Facts:
    require(unmet(of_worry(worry, state, asked.at), day_of(worry.raised_at)))
    return [
        events.ConcernRaised(
            id=asked.id,
            raised_at=worry.raised_at,
            raised_by=worry.raised_by,
            pressing=worry.pressing,
            words=Sealed(worry.words),
        )
    ]


def answered(asked: Asked[Any], answer: commands.AnswerConcern, state: State) -> Facts:
    worry = state.one(events.ConcernRaised, asked.of)
    if worry is None:
        raise Unknown
    require(unmet(of_answer(answer, worry, state, asked.at), day_of(answer.answered_at)))
    return [
        events.ConcernAnswered(
            id=worry.id,
            answered_at=answer.answered_at,
            answer=answer.answer,
            meeting_id=answer.meeting_id,
            words=sealed(answer.words),
        )
    ]
