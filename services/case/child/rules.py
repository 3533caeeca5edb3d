"""What is required of the case as such."""

from collections.abc import Iterator
from datetime import date

from services.case.child import commands
from services.case.cpr import birthdays, checks, plausible
from services.case.rules import of_any_fact
from services.case.state import Case


def of_opening(opening: commands.OpenCase, today: date) -> Iterator[str]:
    if opening.opened_on > today:
        yield "not-in-the-future"
    if opening.aware_on > opening.opened_on:
        yield "aware-before-acting"


def of_identity(identity: commands.RecordIdentity, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, identity.born_on, today)
    if identity.cpr is not None and identity.born_on not in birthdays(identity.cpr):
        yield "cpr-agrees-with-birth"
    if identity.cpr is not None and not checks(identity.cpr):
        yield "cpr-check-digit"


def of_person(person: commands.AddPerson, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, person.valid_from, today)
    if not plausible(person.cpr):
        yield "cpr-has-a-day-of-birth"
