"""How the house decides: facts fold into state, and state answers a question with new facts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

Command = TypeVar("Command")
State = TypeVar("State")
Fact = TypeVar("Fact")


def unindexed(words: str) -> UUID:
    """Where nothing is indexed."""
    raise LookupError(len(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Generic[Command]):
    """A command in its envelope: everything a decision may know that is not state or law.

    `id` names whatever the command brings about, `of` the thing it is about (an investigation to
    complete, say), `at` is the moment it was asked (UTC), `by` who asked, `unit` where they work.
    `others` are the streams that the command names, as they stand; with them comes `hands`: who
    has recorded anything in each, and here. `blind` indexes words by the service's own key.
    """

    command: Command
    id: UUID
    at: datetime
    by: str
    of: UUID | None = None
    unit: str | None = None
    hands: Mapping[UUID, frozenset[str]] = field(default_factory=dict)
    others: Mapping[UUID, Any] = field(default_factory=dict)
    blind: Callable[[str], UUID] = unindexed


@dataclass(frozen=True, slots=True)
class Beside:
    """A fact of another stream, recorded there in the same commit.

    `trace` is what it belongs to when nothing recorded may tie it to this command.
    """

    stream: UUID
    fact: Any
    trace: str | None = None


@dataclass(frozen=True, slots=True)
class Decider(Generic[Command, State, Fact]):
    """The three things a stream of facts needs: a beginning, a memory and a judgement.

    `evolve` never refuses and never reads the law; `decide` may refuse, and changes nothing.
    """

    initial: State
    evolve: Callable[[State, Fact], State]
    decide: Callable[[Asked[Command], State], Sequence[Fact | Beside]]


@dataclass(frozen=True, slots=True)
class Unmet:
    """One requirement a command fails: rule id, a sentence in each language, and its source."""

    rule: str
    da: str
    en: str
    source: str


class Refused(Exception):
    """The command is well-formed, but the rules say no. `attempt`: what is recorded all the same.

    Nothing of what was asked comes about; but that it was tried can be a fact.
    """

    def __init__(self, *unmet: Unmet, attempt: Sequence[Any] = ()) -> None:
        super().__init__(", ".join(each.rule for each in unmet))
        self.unmet = unmet
        self.attempt = attempt
        self.written: Any = None  # the attempt, once it is in the log


class Unknown(Exception):
    """The command names something that is not there, or is not the asker's to see."""


def require(unmet: Iterable[Unmet]) -> None:
    """Refuse with every unmet requirement at once, so that nobody fixes them one by one.

    Raises:
        Refused: when there is at least one.
    """
    if failures := tuple(unmet):
        raise Refused(*failures)
