"""What is required of who may see the case."""

from collections.abc import Iterator
from datetime import date

from services.case.admission import commands
from services.case.admission.state import Login
from services.case.people.state import Person
from services.case.rules import of_age, of_any_fact, of_the_past
from services.case.state import Case


def of_link(
    link: commands.LinkLogin, person: Person | None, case: Case, today: date
) -> Iterator[str]:
    """`person` is whose it is; nobody for the child's own."""
    day = link.valid_from
    yield from of_any_fact(case, day, today)
    if person is not None and not person.around_on(day):
        yield "person-around"
    if person is None and case.identity is None:
        yield "child-identified"
    elif person is None and not of_age("child", case, day):
        yield "child-a-party"
    if any(each.subject == link.subject and each.ended_on is None for each in case.logins):
        yield "login-linked-once"


def of_end(end: commands.EndLogin, login: Login, today: date) -> Iterator[str]:
    yield from of_the_past(end.ended_on, today)
    if login.ended_on is not None:
        yield "login-ended-once"
    if end.ended_on < login.valid_from:
        yield "login-ends-after-it-begins"


def of_confidentiality(change: commands.ChangeConfidentiality, today: date) -> Iterator[str]:
    yield from of_the_past(change.since_on, today)
    if (change.level == "restricted") != bool(change.subjects):
        yield "restricted-to-those-named"
