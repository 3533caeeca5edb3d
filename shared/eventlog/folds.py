"""What a log tells a decision, and what it makes of its facts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.decider import Asked, Beside, Command, Decider, Fact, State
from shared.eventlog.written import Folded
from shared.facts import Recorded


def told(asked: Asked[Any], stream: UUID, folds: Mapping[UUID, Folded[Any]]) -> Asked[Any]:
    """A question with what the log knows of it: whose hands, and how the other streams stand."""
    others = {**asked.others, **{each: f.state for each, f in folds.items() if each != stream}}
    return replace(asked, others=others, hands={each: f.hands for each, f in folds.items()})


def apart(
    facts: Sequence[Fact | Beside],
) -> tuple[tuple[Fact, ...], list[tuple[UUID, str | None, tuple[Any, ...]]]]:
    """The facts of the stream itself; and those beside it, each with its stream and trace."""
    beside = [each for each in facts if isinstance(each, Beside)]
    mine = tuple(each for each in facts if not isinstance(each, Beside))
    return mine, [(each.stream, each.trace, (each.fact,)) for each in beside]


def evolved(
    decider: Decider[Command, State, Fact],
    folded: Folded[State],
    recorded: Sequence[Recorded[Fact]],
) -> Folded[State]:
    """A stream with more facts in it."""
    for each in recorded:
        state = decider.evolve(folded.state, each.fact)
        hands = folded.hands if each.by in folded.hands else folded.hands | {each.by}
        folded = Folded(state, each.version, each.recorded_at, hands)
    return folded


def envelopes(  # noqa: PLR0913, PLR0917 - an envelope has this many sides
    now: datetime,
    stream: UUID,
    folded: Folded[Any],
    facts: Sequence[Fact],
    by: str,
    correlation: str,
    causation: str | None,
) -> list[Recorded[Fact]]:
    """New facts of a stream in their envelopes; within a stream, time never runs backwards."""
    return [
        Recorded(
            stream=stream,
            version=version,
            recorded_at=max(now, folded.recorded_at),
            by=by,
            correlation=correlation,
            causation=causation,
            fact=fact,
        )
        for version, fact in enumerate(facts, folded.version + 1)
    ]
