"""What passes in and out of a log: folds, reactions, what was written, and why it was not."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic
from uuid import UUID

from shared.decider import Asked, Command, State

BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)


class Overtaken(Exception):
    """Another runner has taken some of this news: look how far it has come, and take the rest."""


class StaleVersion(Exception):
    """Somebody else wrote to the stream first: read it again, then decide."""


@dataclass(frozen=True, slots=True)
class Folded(Generic[State]):
    """What a stream's facts amount to, and how many they are."""

    state: State
    version: int = 0
    recorded_at: datetime = BEGINNING


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
