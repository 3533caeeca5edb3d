"""Given these facts, when this is asked, then that follows: the law's tests need nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import reduce
from typing import Any, Generic, TypeVar
from uuid import UUID

from shared.decider import Asked, Beside, Command, Decider, Fact, Refused, State, Unknown, Unmet
from shared.sealing import Blind

NEW = UUID("00000000-0000-4000-8000-0000000000ff")
"""What the asked command brings about, when a test does not say."""
NOW = datetime(2024, 6, 3, 8, tzinfo=UTC)
"""When a command is asked, when a test does not say: a Monday morning."""

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Given(Generic[Command, State, Fact]):
    """A stream as it stands: a decider, and what has happened."""

    decider: Decider[Command, State, Fact]
    past: tuple[Fact, ...]

    @property
    def state(self) -> State:
        return reduce(self.decider.evolve, self.past, self.decider.initial)

    def when(  # noqa: PLR0913 - an envelope has this many sides
        self,
        command: Command,
        *,
        at: datetime = NOW,
        by: str = "caseworker-1",
        id: UUID = NEW,  # noqa: A002 - as in `Asked`
        of: UUID | None = None,
        unit: str | None = None,
        hands: Mapping[UUID, frozenset[str]] | None = None,
        others: Mapping[UUID, Any] | None = None,
    ) -> "Outcome[Command, State, Fact]":
        """Ask, and catch the answer whatever it is."""
        asked = Asked(
            command=command, id=id, at=at, by=by, of=of, unit=unit, hands=hands or {},
            others=others or {},
            blind=Blind(b"a key of the tests' own"),
        )  # fmt: skip
        outcome: Outcome[Command, State, Fact] = Outcome(self)
        try:
            found = self.decider.decide(asked, self.state)
            beside = tuple(each for each in found if isinstance(each, Beside))
            own = tuple(each for each in found if not isinstance(each, Beside))
            return replace(outcome, facts=own, beside=beside)
        except Refused as error:
            return replace(outcome, unmet=error.unmet, attempt=tuple(error.attempt))
        except Unknown:
            return replace(outcome, unknown=True)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Command, State, Fact]):
    """What a question was answered: facts, or the rules that stood in the way."""

    given: Given[Command, State, Fact]
    facts: tuple[Fact, ...] = ()
    beside: tuple[Beside, ...] = ()
    attempt: tuple[Fact, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    unknown: bool = False

    @property
    def refused(self) -> tuple[str, ...]:
        """The ids of the unmet rules, in the order in which they were found."""
        return tuple(each.rule for each in self.unmet)

    @property
    def state(self) -> State:
        """The state with the new facts in it."""
        return self.after.state

    @property
    def after(self) -> Given[Command, State, Fact]:
        """The stream with the new facts in it, ready for the next question."""
        return replace(self.given, past=(*self.given.past, *self.facts))

    def then(self, *facts: Fact) -> "Outcome[Command, State, Fact]":
        """Exactly these facts follow, in this order."""
        self._allowed()
        assert self.facts == facts, difference(self.facts, facts)
        return self

    def then_nothing(self) -> "Outcome[Command, State, Fact]":
        """The command is allowed and changes nothing."""
        return self.then()

    def then_refused(self, *rules: str) -> "Outcome[Command, State, Fact]":
        """Exactly these rules are unmet, in any order, and each says so in both languages."""
        assert not self.facts, f"not refused: {self.facts}"
        assert not self.unknown, "not refused: what it is about is unknown"
        assert sorted(self.refused) == sorted(rules)
        for each in self.unmet:
            assert each.da, f"{each.rule} has no Danish"
            assert each.en, f"{each.rule} has no English"
            assert each.source, f"{each.rule} has no source"
        return self

    def then_unknown(self) -> "Outcome[Command, State, Fact]":
        """What the command is about does not exist."""
        assert self.unknown, f"facts {self.facts}, refused {self.refused}"
        return self

    def the(self, kind: type[Kind]) -> Kind:
        """The one new fact of a kind."""
        self._allowed()
        found = [each for each in self.facts if isinstance(each, kind)]
        assert len(found) == 1, f"{len(found)} of {kind.__name__} among {self.facts}"
        return found[0]

    def _allowed(self) -> None:
        assert not self.unmet, f"refused: {self.refused}"
        assert not self.unknown, "what it is about is unknown"


def given(decider: Decider[Command, State, Fact], *facts: Fact) -> Given[Command, State, Fact]:
    """A stream in which these things have happened."""
    return Given(decider, facts)


def difference(got: Sequence[object], expected: Sequence[object]) -> str:
    lines = [f"  {'same' if one in expected else 'GOT '} {one}" for one in got]
    lines += [f"  WANT {one}" for one in expected if one not in got]
    return "\n" + "\n".join(lines)
