"""What follows from what is asked of the case as such."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, assert_never

from services.case.child import commands, events
from services.case.child.rules import of_identity, of_opening, of_person
from services.case.notification.domain import taken_up
from services.case.rules import departed, in_force, of_any_fact, unmet
from services.case.state import Case
from shared.calendar import day_of
from shared.decider import Asked, Beside, Unknown, require
from shared.sealing import Sealed, sealed

Facts = list[events.ChildEvent]
Opened = Sequence[events.CaseOpened | Beside]


def evolve(case: Case, fact: events.ChildEvent) -> Case:
    """Remember who the child is, and who is around."""
    match fact:
        case events.ChildIdentified():
            return replace(case, identity=fact)
        case events.PersonAdded():
            return replace(case, people=(*case.people, fact))
        case _:
            return case


def opened(asked: Asked[Any], opening: commands.OpenCase) -> Opened:
    """The case begins, and the notifications it begins with are told.

    Raises:
        Unknown: when one of them is none.
    """
    require(unmet(opening.opened_on, of_opening(opening, day_of(asked.at))))
    worries = dict.fromkeys(opening.notification_ids)
    told = [taken_up(asked, each, asked.id, opening.opened_on) for each in worries]
    beginning = events.CaseOpened(
        id=asked.id,
        opened_on=opening.opened_on,
        aware_on=opening.aware_on,
        unit=opening.unit,
        caseworker=opening.caseworker or asked.by,
        notifications=tuple(worries),
        reasons=tuple(opening.reasons),
    )
    return [beginning, *told]


def what_follows(asked: Asked[Any], command: commands.ChildCommand, case: Case) -> Facts:
    match command:
        case commands.OpenCase():
            raise Unknown
        case commands.RecordIdentity():
            return identified(asked, command, case)
        case commands.AddPerson():
            return added(asked, command, case)
        case commands.MapNetwork():
            return mapped(asked, command, case)
        case _:
            assert_never(command)


def identified(asked: Asked[Any], identity: commands.RecordIdentity, case: Case) -> Facts:
    today = day_of(asked.at)
    found = [*of_identity(identity, case, today)]
    require(unmet(today, found))
    known = events.ChildIdentified(
        id=asked.id,
        name=Sealed(identity.name),
        cpr=sealed(identity.cpr),
        born_on=identity.born_on,
        sex=identity.sex,
        address=sealed(identity.address),
        departures=departed(today, found, identity),
        edition=in_force(today).in_force,
    )
    return [known]


def added(asked: Asked[Any], person: commands.AddPerson, case: Case) -> Facts:
    today = day_of(asked.at)
    require(unmet(today, of_person(person, case, today)))
    somebody = events.PersonAdded(
        id=asked.id,
        relation=person.relation,
        custodian=person.custodian,
        name=Sealed(person.name),
        cpr=sealed(person.cpr),
        contact=sealed(person.contact),
        valid_from=person.valid_from,
    )
    return [somebody]


def mapped(asked: Asked[Any], mapping: commands.MapNetwork, case: Case) -> Facts:
    require(unmet(mapping.mapped_on, of_any_fact(case, mapping.mapped_on, day_of(asked.at))))
    network = events.NetworkMapped(
        id=asked.id,
        mapped_on=mapping.mapped_on,
        persons_count=mapping.persons_count,
        kin_available=mapping.kin_available,
        findings=sealed(mapping.findings),
    )
    return [network]
