"""What a log knows while it decides: streams folded, what was asked of them, what was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Generic
from uuid import UUID

from shared.decider import Asked, Beside, Command, Decider, Fact, State
from shared.facts import Recorded

BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)


class StaleVersion(Exception):
    """Somebody else wrote to the stream first: read it again, then decide."""


@dataclass(frozen=True, slots=True)
class Folded(Generic[State]):
    """What a stream's facts amount to, how many they are, and whose `hands` recorded them."""

    state: State
    version: int = 0
    recorded_at: datetime = BEGINNING
    hands: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a command brought about: where the stream and the log stand after it."""

    stream: UUID
    id: UUID
    version: int
    position: int
    facts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Reaction(Generic[Command]):
    """A command that a neighbour's news leads to, and that news' name as its cause."""

    stream: UUID
    asked: Asked[Command]
    correlation: str
    causation: str


def told(asked: Asked[Any], stream: UUID, folds: Mapping[UUID, Folded[Any]]) -> Asked[Any]:
    """A question with what the log knows of it: whose hands, and how the other streams stand."""
    others = {each: folded.state for each, folded in folds.items() if each != stream}
    return replace(asked, hands=folds[stream].hands, others=others)


def own(facts: Sequence[Fact | Beside]) -> tuple[Fact, ...]:
    """The facts of the stream itself."""
    return tuple(each for each in facts if not isinstance(each, Beside))


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
