"""What follows when a new notification concerns a child who has a case."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, assert_never

from services.case.notification.domain import acted_on, taken_up
from services.case.notification.state import Notification
from services.case.reassessment import commands, events
from services.case.reassessment.rules import (
    INDEPENDENCE,
    of_appointment,
    of_link,
    of_reassessment,
    reassessment_required,
)
from services.case.reassessment.state import Worry
from services.case.rules import in_force, unmet
from services.case.state import Case
from shared.calendar import day_of
from shared.decider import Asked, Beside, Refused, Unknown, require
from shared.sealing import Sealed
from shared.things import changed

Facts = Sequence[events.ReassessmentEvent | Beside]


def evolve(case: Case, fact: events.ReassessmentEvent) -> Case:
    """Remember which notifications the case is about, and which it was reassessed for."""
    match fact:
        case events.NotificationLinked():
            worry = Worry(id=fact.notification_id, required=fact.reassessment_required)
            return replace(case, worries=(*case.worries, worry))
        case events.NotificationReassessed():
            return replace(
                case, worries=changed(case.worries, fact.notification_id, reassessed=True)
            )
        case _:
            return case


def what_follows(asked: Asked[Any], command: commands.ReassessmentCommand, case: Case) -> Facts:
    """Facts of a case about a notification.

    Raises:
        Unknown: when there is no such notification.
    """
    known = asked.others.get(command.notification_id)
    if not isinstance(known, Notification):
        raise Unknown
    match command:
        case commands.LinkNotification():
            return linked(asked, command, known, case)
        case commands.AppointReassessor():
            return appointed(asked, command, known, case)
        case commands.ReassessCase():
            return reassessed(asked, command, known, case)
        case _:
            assert_never(command)


def involved(asked: Asked[Any], known: Notification, case: Case) -> frozenset[str]:
    """Who has had anything to do with the child's case, or judged this notification's urgency."""
    hands = asked.hands.get(case.id, frozenset())
    return hands | case.caseworkers | {each for each in (known.assessor,) if each}


def linked(
    asked: Asked[Any], link: commands.LinkNotification, known: Notification, case: Case
) -> Facts:
    day = link.linked_on
    require(unmet(day, of_link(link, known, case, day_of(asked.at))))
    fact = events.NotificationLinked(
        id=asked.id,
        notification_id=link.notification_id,
        linked_on=day,
        reassessment_required=reassessment_required(case, day),
    )
    return [fact, taken_up(asked, link.notification_id, case.id, day)]


def appointed(
    asked: Asked[Any], appointment: commands.AppointReassessor, known: Notification, case: Case
) -> Facts:
    people = involved(asked, known, case)
    day = appointment.appointed_on
    require(unmet(day, of_appointment(appointment, people, case, day_of(asked.at))))
    fact = events.ReassessorAppointed(
        id=asked.id,
        notification_id=appointment.notification_id,
        appointed_on=day,
        reassessor=appointment.reassessor,
    )
    return [fact]


def reassessed(
    asked: Asked[Any], reassessment: commands.ReassessCase, known: Notification, case: Case
) -> Facts:
    """The case is reassessed; or, by somebody who was involved, only tried to be.

    Raises:
        Refused: with the attempt as a fact, when the rule of independence stands in the way.
    """
    day = reassessment.reassessed_on
    found = [*of_reassessment(reassessment, known, case, day_of(asked.at))]
    if asked.by in involved(asked, known, case):
        found.append(INDEPENDENCE)
    edition = in_force(day)
    failures = tuple(unmet(day, found))
    if any(each.rule == INDEPENDENCE for each in failures):
        attempt = events.ReassessmentRejected(
            id=asked.id,
            notification_id=reassessment.notification_id,
            attempted_on=day,
            reassessor=asked.by,
            rule=INDEPENDENCE,
            edition=edition.in_force,
        )
        raise Refused(*failures, attempt=[attempt])
    require(failures)
    fact = events.NotificationReassessed(
        id=asked.id,
        notification_id=reassessment.notification_id,
        reassessed_on=day,
        reassessor=asked.by,
        outcome=reassessment.outcome,
        assessment=Sealed(reassessment.assessment),
        edition=edition.in_force,
    )
    told = acted_on(asked, [reassessment.notification_id], case.id, "reassessment", day)
    return [fact, *told]
