"""What follows for who may see the case."""

from dataclasses import replace
from typing import Any, assert_never

from services.case.admission import commands, events
from services.case.admission.rules import of_confidentiality, of_end, of_link
from services.case.admission.state import Login
from services.case.rules import custodians_on, unmet
from services.case.state import Case
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed
from shared.things import changed, find

Facts = list[events.AdmissionEvent]
CHILD = "child"  # the child's relation to itself


def evolve(case: Case, fact: events.AdmissionEvent) -> Case:
    """Remember whose logins there are; who may see the case is the gateway's to ask."""
    match fact:
        case events.LoginLinked():
            login = Login(
                id=fact.id,
                party_id=fact.party_id,
                subject=fact.subject,
                valid_from=fact.valid_from,
            )
            return replace(case, logins=(*case.logins, login))
        case events.LoginEnded():
            return replace(case, logins=changed(case.logins, fact.id, ended_on=fact.ended_on))
        case _:
            return case


def what_follows(asked: Asked[Any], command: commands.AdmissionCommand, case: Case) -> Facts:
    """Facts of who may see the case.

    Raises:
        Unknown: when the person or the login is not on the case.
    """
    match command:
        case commands.LinkLogin():
            return linked(asked, command, case)
        case commands.EndLogin():
            return ended(asked, command, case)
        case commands.ChangeConfidentiality():
            return restricted(asked, command)
        case _:
            assert_never(command)


def linked(asked: Asked[Any], link: commands.LinkLogin, case: Case) -> Facts:
    person, day = case.person(asked.of), link.valid_from
    if asked.of is not None and person is None:
        raise Unknown
    require(unmet(day, of_link(link, person, case, day_of(asked.at))))
    login = events.LoginLinked(
        id=asked.id,
        party_id=person.id if person else None,
        subject=link.subject,
        relation=person.relation if person else CHILD,
        custodian=person in custodians_on(case, day),
        valid_from=day,
    )
    return [login]


def ended(asked: Asked[Any], end: commands.EndLogin, case: Case) -> Facts:
    login = find(case.logins, asked.of)
    if login is None:
        raise Unknown
    require(unmet(end.ended_on, of_end(end, login, day_of(asked.at))))
    return [events.LoginEnded(id=login.id, ended_on=end.ended_on)]


def restricted(asked: Asked[Any], change: commands.ChangeConfidentiality) -> Facts:
    day = change.since_on
    require(unmet(day, of_confidentiality(change, day_of(asked.at))))
    level = events.ConfidentialityChanged(
        id=asked.id,
        level=change.level,
        subjects=tuple(dict.fromkeys(change.subjects)),
        since_on=day,
        reason=Sealed(change.reason),
    )
    return [level]
