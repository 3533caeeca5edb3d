"""The statute, read once: what must be met, on which day, in whose words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from services.case.party import OfOneParty
from services.case.state import Case
from shared.calendar import age_on
from shared.decider import Unmet
from shared.departures import Departure, Explained, departures
from shared.editions import Edition, Editions, Row

STATUTE_FOLDER = Path(__file__).parent / "statute"


class Rule(Row):
    """A requirement. `unless_acute`: it falls away when a decision cannot wait.

    `grants_only`: it holds for decisions that grant something, not for refusals and endings.
    `warns`: departing from it is a matter of judgement, recorded and never refused.
    """

    unless_acute: bool = False
    grants_only: bool = False
    warns: bool = False


class PartyAge(Row):
    """From which age, in whole years, the child is itself a party."""

    years: int


STATUTE = Editions.read(STATUTE_FOLDER, "rule", Rule)
PARTY_AGE = Editions.read(STATUTE_FOLDER, "party_age", PartyAge)
FIRST_DAY = STATUTE.editions[0].in_force


def in_force(day: date) -> Edition[Rule]:
    """The rules of a day; before the first edition, that edition's."""
    return STATUTE.nearest(day)


def unmet(day: date, rules: Iterable[str]) -> Iterator[Unmet]:
    """The named rules that refuse, each once, in the words of a day."""
    edition = in_force(day)
    return (edition[rule].unmet() for rule in dict.fromkeys(rules) if not edition[rule].warns)


def departed(day: date, rules: Iterable[str], command: Explained) -> tuple[Departure, ...]:
    """The named rules that only warn, with the reasons the command gives."""
    edition = in_force(day)
    return departures((rule for rule in rules if edition[rule].warns), command.explanations)


def warned(facts: Sequence[Any]) -> list[Unmet]:
    """What the caller is told of departures, in the words of the fact's edition."""
    return [
        in_force(fact.edition)[departure.rule].unmet()
        for fact in facts
        for departure in getattr(fact, "departures", ())
    ]


def of_every_command(case: Case) -> Iterator[str]:
    """What is required of everything that is asked of a case, whatever it is."""
    if case.merged_into is not None:
        yield "case-not-merged"


def of_any_fact(case: Case, day: date, today: date) -> Iterator[str]:
    """What is required of everything that is recorded in a case."""
    if case.closed_on is not None:
        yield "case-open"
    yield from of_the_past(day, today)


def of_the_past(day: date, today: date) -> Iterator[str]:
    """What is required of everything that is recorded, of a closed case as well."""
    if day > today:
        yield "not-in-the-future"


def of_one_party(named: OfOneParty, case: Case, day: date) -> Iterator[str]:
    """Exactly one party is named, and the child only when it is one on the day."""
    born_on = case.identity.born_on if case.identity else None
    if named.child == (named.party_id is not None):
        yield "one-party-named"
    elif named.child and born_on is None:
        yield "child-identified"
    elif named.child and born_on and age_on(born_on, day) < PARTY_AGE.nearest(day)["child"].years:
        yield "child-a-party"
