"""What follows from what is asked about the people around a child."""

from dataclasses import replace
from typing import Any, assert_never

from services.case.child.events import PersonAdded
from services.case.people import commands, events
from services.case.people.rules import of_custody, of_leaving, of_move, of_protection
from services.case.people.state import Address, Person, Protection, Said
from services.case.rules import of_one, unmet
from services.case.state import Case
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed
from shared.things import changed

Facts = list[events.PeopleEvent]


def arrived(fact: PersonAdded) -> Person:
    """Somebody new around the child, with custody from the first day or without."""
    return Person(
        id=fact.id,
        relation=fact.relation,
        person_kind=fact.person_kind,
        name=fact.name,
        cpr=fact.cpr,
        contact=fact.contact,
        case_id=fact.case_id,
        valid_from=fact.valid_from,
        custody=(Said(holds=fact.custodian, valid_from=fact.valid_from, valid_to=None),),
    )


def evolve(case: Case, fact: events.PeopleEvent) -> Case:
    """Remember who is around, who holds custody, and which addresses are protected."""
    match fact:
        case events.PersonLeft():
            return replace(case, people=changed(case.people, fact.id, valid_to=fact.left_on))
        case events.CustodyChanged():
            said = Said(holds=fact.custodian, valid_from=fact.valid_from, valid_to=fact.valid_to)
            person = case.person(fact.party_id)
            custody = (*person.custody, said) if person else ()
            return replace(case, people=changed(case.people, fact.party_id, custody=custody))
        case events.AddressProtectionChanged():
            said = Said(
                holds=fact.address_protected, valid_from=fact.valid_from, valid_to=fact.valid_to
            )
            protection = Protection(party_id=fact.party_id, said=said)
            return replace(case, protections=(*case.protections, protection))
        case events.AddressChanged():
            movers = (*((None,) if fact.child else ()), *fact.party_ids)
            new = (Address(party_id=each, words=fact.address) for each in movers)
            return replace(case, addresses=(*case.addresses, *new))
        case _:
            return case


def what_follows(asked: Asked[Any], command: commands.PeopleCommand, case: Case) -> Facts:
    """Facts about the people around a child.

    Raises:
        Unknown: when a person named is not on the case.
    """
    match command:
        case commands.RecordLeaving():
            return left(asked, command, case)
        case commands.ChangeCustody():
            return custody_changed(asked, command, case)
        case commands.ChangeAddressProtection():
            return protection_changed(asked, command, case)
        case commands.ChangeAddress():
            return moved(asked, command, case)
        case commands.DiscloseAddress():
            return disclosed(asked, command, case)
        case _:
            assert_never(command)


def left(asked: Asked[Any], leaving: commands.RecordLeaving, case: Case) -> Facts:
    if (person := case.person(asked.of)) is None:
        raise Unknown
    require(unmet(leaving.left_on, of_leaving(leaving, person, case, day_of(asked.at))))
    return [events.PersonLeft(id=person.id, left_on=leaving.left_on, reason=leaving.reason)]


def custody_changed(asked: Asked[Any], change: commands.ChangeCustody, case: Case) -> Facts:
    if (person := case.person(asked.of)) is None:
        raise Unknown
    day = change.valid_from
    require(unmet(day, of_custody(change, person, case, day_of(asked.at))))
    custody = events.CustodyChanged(
        id=asked.id,
        party_id=person.id,
        custodian=change.custodian,
        valid_from=day,
        valid_to=change.valid_to,
    )
    return [custody]


def protection_changed(
    asked: Asked[Any], change: commands.ChangeAddressProtection, case: Case
) -> Facts:
    if not case.knows(change.party_id):
        raise Unknown
    day = change.valid_from
    require(unmet(day, of_protection(change, case, day_of(asked.at))))
    protection = events.AddressProtectionChanged(
        id=asked.id,
        party_id=change.party_id,
        address_protected=change.address_protected,
        valid_from=day,
        valid_to=change.valid_to,
    )
    return [protection]


def moved(asked: Asked[Any], move: commands.ChangeAddress, case: Case) -> Facts:
    if not all(map(case.knows, move.party_ids)):
        raise Unknown
    require(unmet(move.moved_on, of_move(move, case, day_of(asked.at))))
    new_home = events.AddressChanged(
        id=asked.id,
        moved_on=move.moved_on,
        child=move.child,
        party_ids=tuple(dict.fromkeys(move.party_ids)),
        municipality=move.municipality,
        address=Sealed(move.address),
    )
    return [new_home]


def disclosed(asked: Asked[Any], disclosure: commands.DiscloseAddress, case: Case) -> Facts:
    if not case.knows(disclosure.party_id):
        raise Unknown
    require(unmet(day_of(asked.at), of_one(disclosure)))
    shown = events.AddressDisclosed(
        id=asked.id, party_id=disclosure.party_id, reason=Sealed(disclosure.reason)
    )
    return [shown]
