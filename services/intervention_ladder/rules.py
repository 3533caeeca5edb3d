"""What a rule is, and how it is judged: met or not, and by which facts.

Every judgement says which facts it read, so that an explanation shows what a decision would see.
The words are in `statute/`, dated; the statute says, too, which rules refuse and which only warn.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from services.intervention_ladder.measures import Measure
from services.intervention_ladder.state import Ladder
from shared.decider import Unmet, require
from shared.editions import Editions, Row

FOLDER = Path(__file__).parent / "statute"
NAMED = 10  # of the facts that stand in the way


class Rule(Row):
    """A requirement; `warns` when departing from it is a matter of judgement.

    One that `names` facts says which they are when it refuses.
    """

    warns: bool = False
    names: bool = False


class Parameter(Row):
    """A number that the law or the practice sets; its unit is the last word of its id."""

    value: int


STATUTE = Editions.read(FOLDER, "rule", Rule)
PARAMETERS = Editions.read(FOLDER, "parameter", Parameter)


def number(parameter: str, day: date) -> int:
    """What a parameter is on a day."""
    return PARAMETERS.nearest(day)[parameter].value


@dataclass(frozen=True, slots=True)
class Read:
    """A fact that a judgement read: its kind, what it is about, and its day."""

    kind: str
    id: UUID
    on: date


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule, whether it is met, and what was read to know it."""

    rule: str
    met: bool
    read: tuple[Read, ...] = ()


Judgements = Iterator[Judged]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule in the words of the day, and every fact that was read for it."""

    rule: Rule
    met: bool
    read: tuple[Read, ...]


def findings(day: date, judged: Iterable[Judged]) -> Sequence[Finding]:
    """Every rule that was judged, each once; it is met when it is met wherever it applies."""
    edition = STATUTE.nearest(day)
    found: dict[str, Finding] = {}
    for each in judged:
        known = found.get(each.rule)
        met = each.met and (known is None or known.met)
        read = dict.fromkeys((*(known.read if known else ()), *each.read))
        found[each.rule] = Finding(edition[each.rule], met, tuple(read))
    return [*found.values()]


def unmet(day: date, judged: Iterable[Judged]) -> Iterator[Unmet]:
    """Every impossibility."""
    for each in findings(day, judged):
        if not each.met and not each.rule.warns:
            yield told(each)


def told(finding: Finding) -> Unmet:
    """A rule that is not met, in its own words; the first facts that stand in the way by name."""
    words = finding.rule.unmet()
    if not finding.rule.names or not finding.read:
        return words
    named = ", ".join(f"{each.kind} {each.id}" for each in finding.read[:NAMED])
    return replace(words, da=f"{words.da} ({named})", en=f"{words.en} ({named})")


def departed(day: date, judged: Iterable[Judged]) -> Iterator[str]:
    """Every departure from good practice: recorded, never refused."""
    for each in findings(day, judged):
        if not each.met and each.rule.warns:
            yield each.rule.id


def demand(day: date, judged: Iterable[Judged]) -> None:
    """Refuse what cannot be.

    Raises:
        Refused: with every impossibility at once.
    """
    require(unmet(day, judged))


def of_the_day(ladder: Ladder, day: date, today: date) -> Judgements:
    """What is required of everything that is recorded in a child's ladder."""
    yield in_open_case(ladder, day)
    yield Judged("not-in-the-future", day <= today)


def in_open_case(ladder: Ladder, day: date) -> Judged:
    case = ladder.case
    read = (Read("CaseOpened", case.id, case.opened_on),) if case else ()
    return Judged("case-open", ladder.open_on(day), read)


def while_it_runs(measure: Measure | None, day: date) -> Judged:
    """What is done to a measure is done while it runs."""
    met = measure is not None and measure.runs_on(day)
    return Judged("measure-runs", met, started(measure))


def started(*measures: Measure | None) -> tuple[Read, ...]:
    """That measures were started, as what was read."""
    return tuple(Read("MeasureStarted", each.id, each.started_on) for each in measures if each)


def warned(facts: Sequence[Any]) -> list[Unmet]:
    """What the caller is told of departures: the same words as a refusal's, for its own reasons."""
    return [
        STATUTE.nearest(fact.edition)[departure.rule].unmet()
        for fact in facts
        for departure in getattr(fact, "departures", ())
    ]
