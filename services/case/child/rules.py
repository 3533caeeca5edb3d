"""What is required of the case as such."""

from collections.abc import Iterator, Sequence
from datetime import date

from services.case.charge.rules import unanswered
from services.case.child import commands
from services.case.cpr import birthdays, checks, plausible, sex_of
from services.case.measure.rules import of_measures
from services.case.rules import of_any_fact, of_the_past
from services.case.state import Case


def of_opening(opening: commands.OpenCase | commands.StateOpening, today: date) -> Iterator[str]:
    if opening.opened_on > today:
        yield "not-in-the-future"
    if opening.aware_on > opening.opened_on:
        yield "aware-before-acting"


def of_identity(
    identity: commands.RecordIdentity, case: Case, others: Sequence[Case], today: date
) -> Iterator[str]:
    """`others` are the cases on a child with the same CPR number."""
    yield from of_any_fact(case, identity.born_on, today)
    if identity.cpr is not None and identity.born_on not in birthdays(identity.cpr):
        yield "cpr-agrees-with-birth"
    if identity.cpr is not None and not checks(identity.cpr):
        yield "cpr-check-digit"
    if identity.cpr is not None and identity.sex not in {sex_of(identity.cpr), "unknown"}:
        yield "cpr-agrees-with-sex"
    if any(other.merged_into is None for other in others):
        yield "one-case-for-each-child"


def of_expectation(case: Case) -> Iterator[str]:
    if case.closed_on is not None:
        yield "case-open"
    if case.identity is not None:
        yield "child-not-born-yet"


def of_person(person: commands.AddPerson, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, person.valid_from, today)
    if not plausible(person.cpr):
        yield "cpr-has-a-day-of-birth"
    if person.case_id is not None and (person.relation != "sibling" or person.case_id == case.id):
        yield "case-of-a-sibling"


def of_merger(merger: commands.MergeCase, case: Case, survivor: Case, today: date) -> Iterator[str]:
    yield from of_the_past(merger.merged_on, today)
    yield from of_measures(merger.merged_on, case)
    yield from of_what_goes_on(case, survivor)
    if open_in(case):
        yield "nothing-open-in-a-merged-case"
    if merger.merged_on < case.opened_on:
        yield "after-opening"
    if survivor.id == case.id:
        yield "merged-into-another"
    if survivor.merged_into is not None:
        yield "survivor-not-merged"


def of_what_goes_on(case: Case, survivor: Case) -> Iterator[str]:
    """What still runs here runs in the survivor: an open case, and an investigation's months."""
    if case.closed_on is None and survivor.closed_on is not None:
        yield "survivor-goes-on"
    going_on = [each.aware_on for each in survivor.investigations]
    for each in case.investigations:
        if each.completed_on is None and not any(aware <= each.aware_on for aware in going_on):
            yield "inquiry-goes-on-in-the-survivor"


def open_in(case: Case) -> bool:
    """Whether something waits for an answer that could not be recorded in a merged case."""
    return (
        any(not each.decided for each in case.access_requests)
        or any(each.decided_on is None and not each.withdrawn for each in case.appeals)
        or any(each.transferred_on is None for each in case.transfers)
        or any(each.unconsidered for each in case.decisions)
        or unanswered(case)
    )
