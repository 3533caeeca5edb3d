"""What is required of whoever takes charge of a case, and of its end."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from services.case.charge import commands
from services.case.charge.state import Handover
from services.case.measure.rules import of_measures
from services.case.notification.state import Notification
from services.case.rules import of_any_fact, of_the_past, turned
from services.case.state import Case
from shared.editions import Editions, Row

CODES_FOLDER = Path(__file__).parent / "codes"


class ClosingReason(Row):
    """Why a case ends. `child_gone`: what was under way cannot be finished, or not here.

    `measures_may_run`: there is nothing left to end them for. `from_years`: the age it says.
    """

    child_gone: bool
    measures_may_run: bool = False
    from_years: int | None = None


CLOSING_REASONS = Editions.read(CODES_FOLDER, "closing_reason", ClosingReason)


def of_assignment(
    assignment: commands.AssignCaseworker, case: Case, unit: str | None, today: date
) -> Iterator[str]:
    """`unit` is the asker's own."""
    yield from of_any_fact(case, assignment.assigned_on, today)
    if assignment.assigned_on < case.opened_on:
        yield "after-opening"
    if assignment.unit != case.unit:
        yield "unit-changes-by-handover"
    if unit not in {None, case.unit}:
        yield "assigned-by-the-unit-in-charge"


def of_worries(worries: Iterable[object]) -> Iterator[str]:
    """What is required of the notifications that a case is about before it ends."""
    known = [each for each in worries if isinstance(each, Notification)]
    if not all(each.assessed or each.dismissed for each in known):
        yield "notifications-assessed-before-closing"
    if any(each.professional and not each.informed for each in known):
        yield "notifier-informed-before-closing"


def of_closure(closure: commands.CloseCase, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, closure.closed_on, today)
    yield from of_end(closure.closed_on, closure.reason, case)
    if closure.reason == "moved_municipality" and not any(
        each.notified_on for each in case.transfers
    ):
        yield "municipality-told-before-closing"


def of_end(day: date, reason_code: str, case: Case) -> Iterator[str]:
    """What is required of every end of a case on a day, here or in another municipality."""
    if day < case.opened_on:
        yield "after-opening"
    reason = CLOSING_REASONS.nearest(day)[reason_code]
    if not reason.measures_may_run:
        yield from of_measures(day, case)
    if not reason.child_gone and any(each.owed for each in case.worries):
        yield "reassessed-before-closing"
    ends = [
        *(each.completed_on for each in case.investigations),
        *(each.completed_on for each in case.targeted_assessments),
    ]
    if not reason.child_gone and None in ends:
        yield "inquiry-finished-before-closing"
    if reason.from_years is not None and not turned(reason.from_years, case, day):
        yield "closing-reason-fits-age"
    if not reason.child_gone and any(each.unconsidered for each in case.decisions):
        yield "provisional-decision-considered-before-closing"
    yield from of_what_waits(case)


def of_what_waits(case: Case) -> Iterator[str]:
    """What waits for an answer is told of when a case ends."""
    if any(not each.decided for each in case.access_requests):
        yield "access-answered-before-closing"
    if any(each.decided_on is None and not each.withdrawn for each in case.appeals):
        yield "appeal-settled-before-closing"
    if unanswered(case):
        yield "nothing-unanswered-at-closing"


def unanswered(case: Case) -> bool:
    """Whether somebody waits for the municipality, or for one of its units, in a case."""
    return (
        bool(case.open_applications())
        or any(not each.settled for each in case.breaches)
        or any(not each.decided for each in case.erasure_requests)
        or any(each.concluded_on is None for each in case.panel_items)
        or any(not each.answered for each in case.handovers)
    )


def of_reopening(reopening: commands.ReopenCase, case: Case, today: date) -> Iterator[str]:
    yield from of_the_past(reopening.reopened_on, today)
    if case.closed_on is None:
        yield "case-closed"
    elif reopening.reopened_on < case.closed_on:
        yield "reopened-after-closing"


def of_proposal(proposal: commands.ProposeHandover, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, proposal.proposed_on, today)
    if proposal.proposed_on < case.opened_on:
        yield "after-opening"
    if proposal.to_unit == case.unit:
        yield "handed-to-another-unit"
    if any(not each.answered for each in case.handovers):
        yield "one-open-handover"


def of_answer(
    day: date, handover: Handover, case: Case, unit: str | None, today: date
) -> Iterator[str]:
    """What is required of either answer; `unit` is the asker's own."""
    yield from of_any_fact(case, day, today)
    if handover.answered:
        yield "handover-answered-once"
    if day < handover.proposed_on:
        yield "answered-after-proposal"
    if unit != handover.to_unit:
        yield "answered-by-the-receiving-unit"


def of_meeting(met: commands.WithFamilyMet, today: date) -> Iterator[str]:
    """The child and the parents are met at every handover, or it is said why not."""
    if (met.meeting_held_on is None) == (met.without_meeting is None):
        yield "family-met-or-reason"
    if met.meeting_held_on is not None:
        yield from of_the_past(met.meeting_held_on, today)
