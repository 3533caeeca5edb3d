"""What everything that is recorded here must meet. The words are in `statute/`, dated."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from services.followup.heard.facts import MeasureHeard
from services.followup.state import State
from shared.decider import Unmet
from shared.departures import Departure, Explained, departures
from shared.editions import Edition, Editions, Row


class Rule(Row):
    """A requirement; `warns` when departing from it is a matter of judgement."""

    warns: bool = False


STATUTE = Editions.read(Path(__file__).parent / "statute", "rule", Rule)


def in_force(day: date) -> Edition[Rule]:
    """The rules on a day; what is older than every edition is judged by the first."""
    return STATUTE.nearest(day)


def unmet(rules: Iterable[str], day: date) -> Iterator[Unmet]:
    """Those of the rules that refuse, each said once, in the words of a day."""
    edition = in_force(day)
    rows = (edition[rule] for rule in dict.fromkeys(rules))
    return (row.unmet() for row in rows if not row.warns)


def departed(rules: Iterable[str], command: Explained, day: date) -> tuple[Departure, ...]:
    """Those of the rules that only warn, with the reasons that the command gives."""
    edition = in_force(day)
    return departures((rule for rule in rules if edition[rule].warns), command.explanations)


def warned(facts: Sequence[Any]) -> list[Unmet]:
    """What the caller is told of departures, in the words of the fact's edition."""
    return [
        in_force(fact.edition)[departure.rule].unmet()
        for fact in facts
        for departure in getattr(fact, "departures", ())
    ]


def of_the_day(day: date, state: State, today: date) -> Iterator[str]:
    """What is required of everything that has happened on a day."""
    if not state.open_on(day):
        yield "case-open"
    if day > today:
        yield "not-in-the-future"


def of_measures(measure_ids: Sequence[UUID], day: date, state: State) -> Iterator[str]:
    """That these measures are the child's, and last on a day: that of their end as well."""
    for id in measure_ids:  # noqa: A001 - its name everywhere
        measure = state.one(MeasureHeard, id)
        if measure is None:
            yield "measure-known"
        elif day < measure.started_on:
            yield "measure-started"
        elif not state.lasts_on(measure, day):
            yield "measure-not-ended"
