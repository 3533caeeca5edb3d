"""The statute, read once: what must be met, on which day, in whose words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from services.case.party import OfOneParty
from services.case.people.state import Person
from services.case.state import Case
from shared.calendar import add_months
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
    """From which age, in whole years, the child is a party, may appeal, consents, or is of age."""

    years: int


class Parameter(Row):
    """A number that the law or the practice sets; its unit is the last word of its id."""

    value: int


STATUTE = Editions.read(STATUTE_FOLDER, "rule", Rule)
PARTY_AGE = Editions.read(STATUTE_FOLDER, "party_age", PartyAge)
PARAMETERS = Editions.read(STATUTE_FOLDER, "parameter", Parameter)
FIRST_DAY = STATUTE.editions[0].in_force


def in_force(day: date) -> Edition[Rule]:
    """The rules of a day; before the first edition, that edition's."""
    return STATUTE.nearest(day)


def number(parameter: str, day: date) -> int:
    """What a parameter is on a day."""
    return PARAMETERS.nearest(day)[parameter].value


def of_age(role: str, case: Case, day: date) -> bool:
    """Whether the child is old enough on a day to be a party, to appeal, to consent, or of age."""
    return turned(PARTY_AGE.nearest(day)[role].years, case, day)


def turned(years: int, case: Case, day: date) -> bool:
    """Whether the child is known to be so old on a day. A leap day is not in every year (U19)."""
    if case.identity is None:
        return False
    birthday = add_months(case.identity.born_on, 12 * years)
    if birthday.day != case.identity.born_on.day:
        birthday += timedelta(number("leap_birthday_days", day))
    return birthday <= day


def custodians_on(case: Case, day: date) -> Sequence[Person]:
    """Who holds custody on a day: nobody of a child that is of age."""
    around = [each for each in case.people if each.custodian_on(day)]
    return [] if of_age("majority", case, day) else around


def heard_lately(case: Case, day: date) -> bool:
    """Whether the child was heard, or could not be, so lately that it still counts on a day."""
    return case.heard_between(add_months(day, -number("conversation_months", day)), day)


def unmet(day: date, rules: Iterable[str]) -> Iterator[Unmet]:
    """The named rules that refuse, each once, in the words of a day.

    A rule that is not in force on the day stands in nobody's way.
    """
    edition = in_force(day)
    rows = (edition.get(rule) for rule in dict.fromkeys(rules))
    return (row.unmet() for row in rows if row and not row.warns)


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


def of_own_unit(named: str, own: str | None) -> Iterator[str]:
    """What is recorded before there is a case is the recording unit's own."""
    if named != own:
        yield "own-unit"


def of_one_party(named: OfOneParty, case: Case, day: date) -> Iterator[str]:
    """Exactly one party is named, and the child only when it is one on the day."""
    yield from one_named(named, case)
    if named.child and case.identity and not of_age("child", case, day):
        yield "child-a-party"


def of_one_who_may_appeal(named: OfOneParty, case: Case, day: date) -> Iterator[str]:
    """Exactly one party is named, and the child only when it may appeal on the day."""
    yield from one_named(named, case)
    if named.child and case.identity and not of_age("appeal", case, day):
        yield "child-may-appeal"


def of_one(named: OfOneParty) -> Iterator[str]:
    """The child or one person, whatever the child's age."""
    if named.child == (named.party_id is not None):
        yield "one-party-named"


def one_named(named: OfOneParty, case: Case) -> Iterator[str]:
    yield from of_one(named)
    if named.child and case.identity is None:
        yield "child-identified"
    if (person := case.person(named.party_id)) and person.relation == "professional":
        yield "party-has-a-stake"
