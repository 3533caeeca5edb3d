"""What follows for a chair's provisional decision."""

from dataclasses import replace
from datetime import date
from typing import Any, assert_never

from services.case.decision.state import Decision
from services.case.provisional_decision import commands, events
from services.case.provisional_decision.rules import of_consideration, of_extension
from services.case.rules import departed, in_force, number, unmet
from services.case.state import Case
from shared.calendar import add_months, day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed
from shared.things import changed

Facts = list[events.ProvisionalDecisionEvent]


def evolve(case: Case, fact: events.ProvisionalDecisionEvent) -> Case:
    """Remember whether it was approved, and how long it carries."""
    changes: dict[str, object] = {"lapses_on": fact.lapses_on}
    if isinstance(fact, events.ProvisionalDecisionConsidered):
        changes |= {"considered_on": fact.considered_on}
    return replace(case, decisions=changed(case.decisions, fact.id, **changes))


def what_follows(
    asked: Asked[Any], command: commands.ProvisionalDecisionCommand, case: Case
) -> Facts:
    """Facts of a provisional decision.

    Raises:
        Unknown: when the decision is not in the case.
    """
    decision = case.decision(asked.of)
    if decision is None:
        raise Unknown
    match command:
        case commands.ConsiderProvisionalDecision():
            return considered(asked, command, decision, case)
        case commands.ExtendProvisionalDecision():
            return extended(asked, command, decision, case)
        case _:
            assert_never(command)


def considered(
    asked: Asked[Any],
    command: commands.ConsiderProvisionalDecision,
    decision: Decision,
    case: Case,
) -> Facts:
    day = command.considered_on
    found = [*of_consideration(command, decision, case, day_of(asked.at))]
    require(unmet(day, found))
    answer = events.ProvisionalDecisionConsidered(
        id=decision.id,
        considered_on=day,
        outcome=command.outcome,
        members_present=command.members_present,
        members_for=command.members_for,
        lapses_on=lapse_of(day) if command.outcome == "approved" else None,
        departures=departed(day, found, command),
        edition=in_force(day).in_force,
    )
    return [answer]


def lapse_of(approved_on: date) -> date:
    """The first day that an approved provisional decision does not carry, unless extended."""
    return add_months(approved_on, number("provisional_months", approved_on))


def extended(
    asked: Asked[Any], command: commands.ExtendProvisionalDecision, decision: Decision, case: Case
) -> Facts:
    day = command.extended_on
    require(unmet(day, of_extension(command, decision, case, day_of(asked.at))))
    longer = events.ProvisionalDecisionExtended(
        id=decision.id,
        extended_on=day,
        lapses_on=command.lapses_on,
        reasons=Sealed(command.reasons),
    )
    return [longer]
