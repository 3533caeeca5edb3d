"""What is required of what becomes of a chair's provisional decision."""

from collections.abc import Iterator
from datetime import date

from services.case.decision.state import Decision
from services.case.provisional_decision import commands
from services.case.rules import number, of_any_fact
from services.case.state import Case


def of_consideration(
    considered: commands.ConsiderProvisionalDecision, decision: Decision, case: Case, today: date
) -> Iterator[str]:
    day = considered.considered_on
    yield from of_any_fact(case, day, today)
    if not decision.provisional:
        yield "decision-provisional"
    if day < decision.decided_on:
        yield "considered-after-decision"
    if decision.considered_on is not None:
        yield "considered-once"
    present = considered.members_present
    if considered.members_for > present or present > number("committee_members", day):
        yield "votes-add-up"
    approved = considered.outcome == "approved"
    if approved and considered.members_for < number("compulsory_votes", day):
        yield "four-of-five-agree"
    if decision.committee_due_on is not None and day > decision.committee_due_on:
        yield "committee-considers-in-time"


def of_extension(
    extension: commands.ExtendProvisionalDecision, decision: Decision, case: Case, today: date
) -> Iterator[str]:
    yield from of_any_fact(case, extension.extended_on, today)
    if not decision.provisional:
        yield "decision-provisional"
    if decision.lapses_on is None or extension.extended_on < (decision.considered_on or date.max):
        yield "approved-before-extension"
        return
    if extension.extended_on >= decision.lapses_on:
        yield "extended-before-lapse"
    if extension.lapses_on <= decision.lapses_on:
        yield "extension-lengthens"
