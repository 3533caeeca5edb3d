"""What is required of what is recorded about the people around a child."""

from collections.abc import Iterator
from datetime import date

from services.case.people import commands
from services.case.people.state import Person
from services.case.rules import of_any_fact, of_one
from services.case.state import Case


def of_leaving(
    leaving: commands.RecordLeaving, person: Person, case: Case, today: date
) -> Iterator[str]:
    yield from of_any_fact(case, leaving.left_on, today)
    if person.valid_to is not None or leaving.left_on < person.valid_from:
        yield "person-around"


def of_custody(
    change: commands.ChangeCustody, person: Person, case: Case, today: date
) -> Iterator[str]:
    yield from of_any_fact(case, change.valid_from, today)
    yield from of_period(change.valid_from, change.valid_to)
    if not person.around_on(change.valid_from):
        yield "person-around"


def of_protection(
    change: commands.ChangeAddressProtection, case: Case, today: date
) -> Iterator[str]:
    yield from of_any_fact(case, change.valid_from, today)
    yield from of_period(change.valid_from, change.valid_to)
    yield from of_one(change)


def of_move(move: commands.ChangeAddress, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, move.moved_on, today)
    if not move.child and not move.party_ids:
        yield "somebody-moved"
    if move.child and case.identity is None:
        yield "child-identified"


def of_period(valid_from: date, valid_to: date | None) -> Iterator[str]:
    if valid_to is not None and valid_to <= valid_from:
        yield "ends-after-it-begins"
