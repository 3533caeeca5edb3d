"""What follows for who is in charge of a case, and from its end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from services.case.charge import commands, events
from services.case.charge.rules import (
    of_answer,
    of_assignment,
    of_closure,
    of_meeting,
    of_proposal,
    of_reopening,
    of_worries,
)
from services.case.charge.state import Handover
from services.case.notification.domain import taken_up
from services.case.reassessment.state import Worry
from services.case.rules import departed, in_force, unmet
from services.case.state import Case
from shared.calendar import day_of
from shared.decider import Asked, Beside, Unknown, require
from shared.departures import Departure
from shared.sealing import Sealed, sealed
from shared.things import changed, find

Facts = list[events.ChargeEvent]
AndBeside = Sequence[events.ChargeEvent | Beside]


def evolve(case: Case, fact: events.ChargeEvent) -> Case:
    """Remember the unit in charge, handovers that stand open, and the end."""
    match fact:
        case events.CaseworkerAssigned():
            people = case.caseworkers | {fact.caseworker}
            return replace(case, unit=fact.unit, caseworkers=people)
        case events.CaseClosed():
            return replace(case, closed_on=fact.closed_on)
        case events.CaseReopened():
            worries = (*case.worries, *(Worry(id=each) for each in fact.notifications))
            return replace(case, closed_on=None, worries=worries)
        case events.HandoverProposed():
            asked = Handover(id=fact.id, proposed_on=fact.proposed_on, to_unit=fact.to_unit)
            return replace(case, handovers=(*case.handovers, asked))
        case events.HandoverAccepted() | events.HandoverRefused():
            return replace(case, handovers=changed(case.handovers, fact.id, answered=True))


def what_follows(asked: Asked[Any], command: commands.ChargeCommand, case: Case) -> AndBeside:
    """Facts of charge.

    Raises:
        Unknown: when the handover is not in the case.
    """
    match command:
        case commands.AssignCaseworker():
            return assigned(asked, command, case)
        case commands.CloseCase():
            return closed(asked, command, case)
        case commands.ReopenCase():
            return reopened(asked, command, case)
        case commands.ProposeHandover():
            return proposed(asked, command, case)
        case commands.AcceptHandover():
            return accepted(asked, command, case)
        case commands.RefuseHandover():
            return refused(asked, command, case)
        case _:
            assert_never(command)


def assigned(asked: Asked[Any], assignment: commands.AssignCaseworker, case: Case) -> Facts:
    day = assignment.assigned_on
    require(unmet(day, of_assignment(assignment, case, asked.unit, day_of(asked.at))))
    charge = events.CaseworkerAssigned(
        id=asked.id, assigned_on=day, unit=assignment.unit, caseworker=assignment.caseworker
    )
    return [charge]


def closed(asked: Asked[Any], closure: commands.CloseCase, case: Case) -> Facts:
    day = closure.closed_on
    worries = (asked.others.get(each.id) for each in case.worries)
    found = [*of_closure(closure, case, day_of(asked.at)), *of_worries(worries)]
    require(unmet(day, found))
    return [end_of(asked.id, day, closure.reason, departed(day, found, closure))]


def end_of(
    id: UUID,  # noqa: A002 - its name everywhere
    day: date,
    reason: str,
    departures: tuple[Departure, ...],
) -> events.CaseClosed:
    """The end of a case, by the rules of its day."""
    return events.CaseClosed(
        id=id,
        closed_on=day,
        reason=reason,
        departures=departures,
        edition=in_force(day).in_force,
    )


def reopened(asked: Asked[Any], reopening: commands.ReopenCase, case: Case) -> AndBeside:
    """The case goes on, and the notifications it goes on with are told.

    Raises:
        Unknown: when one of them is none.
    """
    day, worries = reopening.reopened_on, tuple(dict.fromkeys(reopening.notification_ids))
    require(unmet(day, of_reopening(reopening, case, day_of(asked.at))))
    again = events.CaseReopened(
        id=asked.id,
        reopened_on=day,
        notifications=worries,
        reason=Sealed(reopening.reason),
    )
    return [again, *(taken_up(asked, each, case.id, day) for each in worries)]


def proposed(asked: Asked[Any], proposal: commands.ProposeHandover, case: Case) -> Facts:
    day = proposal.proposed_on
    require(unmet(day, of_proposal(proposal, case, day_of(asked.at))))
    offer = events.HandoverProposed(
        id=asked.id,
        proposed_on=day,
        from_unit=case.unit,
        to_unit=proposal.to_unit,
        reason=Sealed(proposal.reason),
    )
    return [offer]


def accepted(asked: Asked[Any], acceptance: commands.AcceptHandover, case: Case) -> Facts:
    """The handover is accepted, and only now the charge changes: to the receiving unit."""
    handover, day, today = handover_of(asked, case), acceptance.accepted_on, day_of(asked.at)
    found = [
        *of_answer(day, handover, case, asked.unit, today),
        *of_meeting(acceptance, today),
    ]
    require(unmet(day, found))
    taken_over = events.HandoverAccepted(
        id=handover.id,
        accepted_on=day,
        meeting_held_on=acceptance.meeting_held_on,
        without_meeting=sealed(acceptance.without_meeting),
    )
    charge = events.CaseworkerAssigned(
        id=asked.id, assigned_on=day, unit=handover.to_unit, caseworker=acceptance.caseworker
    )
    return [taken_over, charge]


def refused(asked: Asked[Any], refusal: commands.RefuseHandover, case: Case) -> Facts:
    handover, day = handover_of(asked, case), refusal.refused_on
    require(unmet(day, of_answer(day, handover, case, asked.unit, day_of(asked.at))))
    return [events.HandoverRefused(id=handover.id, refused_on=day, reason=Sealed(refusal.reason))]


def handover_of(asked: Asked[Any], case: Case) -> Handover:
    """The handover that the command is about.

    Raises:
        Unknown: when it is not in the case.
    """
    handover = find(case.handovers, asked.of)
    if handover is None:
        raise Unknown
    return handover
