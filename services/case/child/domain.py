"""What follows from what is asked of the case as such."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID, uuid5

from services.case.charge.domain import end_of
from services.case.charge.events import CaseClosed
from services.case.charge.rules import of_worries
from services.case.child import commands, events
from services.case.child.rules import of_expectation, of_identity, of_merger, of_opening, of_person
from services.case.notification.domain import taken_up
from services.case.people.domain import arrived
from services.case.people.state import Address
from services.case.reassessment.events import NotificationLinked
from services.case.rules import departed, in_force, of_any_fact, unmet
from services.case.state import Case
from shared.calendar import day_of
from shared.decider import Asked, Beside, Unknown, require
from shared.sealing import Sealed, sealed
from shared.things import find

Facts = list[events.ChildEvent]
Opened = Sequence[events.CaseOpened | Beside]


def evolve(case: Case, fact: events.ChildEvent) -> Case:
    """Remember who the child is, and who is around."""
    match fact:
        case events.ChildIdentified():
            lives = addresses(None, fact.address)
            return replace(case, identity=fact, addresses=(*case.addresses, *lives))
        case events.PersonAdded():
            lives = addresses(fact.id, fact.address)
            people = (*case.people, arrived(fact))
            return replace(case, people=people, addresses=(*case.addresses, *lives))
        case events.ChildExpected():
            return replace(case, expected_on=fact.expected_on)
        case events.CaseMerged():
            return replace(case, merged_into=fact.survivor)
        case _:
            return case


def addresses(party_id: UUID | None, words: Sealed | None) -> tuple[Address, ...]:
    return () if words is None else (Address(party_id=party_id, words=words),)


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


def opened_instead(
    asked: Asked[Any], opening: commands.StateOpening, wrong: events.CaseOpened
) -> events.CaseOpened:
    """The opening as it should have been recorded."""
    require(unmet(opening.opened_on, of_opening(opening, day_of(asked.at))))
    return replace(
        wrong,
        opened_on=opening.opened_on,
        aware_on=opening.aware_on,
        reasons=tuple(opening.reasons),
        corrected=True,
    )


def what_follows(
    asked: Asked[Any], command: commands.ChildCommand, case: Case
) -> Sequence[events.ChildEvent | CaseClosed | Beside]:
    match command:
        case commands.OpenCase():
            raise Unknown
        case commands.RecordIdentity():
            return identified(asked, command, case)
        case commands.ExpectChild():
            return expected(asked, command, case)
        case commands.AddPerson():
            return added(asked, command, case)
        case commands.MapNetwork():
            return mapped(asked, command, case)
        case commands.MergeCase():
            return merged(asked, command, case)
        case _:
            assert_never(command)


def identified(asked: Asked[Any], identity: commands.RecordIdentity, case: Case) -> Facts:
    today = day_of(asked.at)
    alike = [each for each in asked.others.values() if isinstance(each, Case)]
    found = [*of_identity(identity, case, alike, today)]
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


def expected(asked: Asked[Any], expectation: commands.ExpectChild, case: Case) -> Facts:
    if case.person(expectation.party_id) is None:
        raise Unknown
    require(unmet(day_of(asked.at), of_expectation(case)))
    unborn = events.ChildExpected(
        id=asked.id, party_id=expectation.party_id, expected_on=expectation.expected_on
    )
    return [unborn]


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
        person_kind=person.kind
        or ("professional" if person.relation == "professional" else "private"),
        address=sealed(person.address),
        case_id=person.case_id,
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


def merged(
    asked: Asked[Any], merger: commands.MergeCase, case: Case
) -> Sequence[events.CaseMerged | CaseClosed | Beside]:
    """The case is closed, too, unless it was: whatever was due in it is no longer.

    Its notifications belong to the survivor from now on.
    """
    survivor, day = asked.others.get(merger.survivor_id), merger.merged_on
    if not isinstance(survivor, Case):
        raise Unknown
    known = [asked.others.get(each.id) for each in case.worries]
    found = [*of_merger(merger, case, survivor, day_of(asked.at)), *of_worries(known)]
    require(unmet(day, found))
    merger_of_two = events.CaseMerged(
        id=asked.id, merged_on=day, survivor=survivor.id, reason=Sealed(merger.reason)
    )
    end = [] if case.closed_on else [end_of(asked.id, day, "merged", ())]
    return [merger_of_two, *end, *handed_on(asked, case, survivor, day)]


def handed_on(asked: Asked[Any], case: Case, survivor: Case, on: date) -> Iterator[Beside]:
    """What the survivor, and each notification that it does not have yet, are told."""
    for worry in case.worries:
        if find(survivor.worries, worry.id) is None and worry.id in asked.others:
            link = NotificationLinked(
                id=uuid5(asked.id, str(worry.id)),
                notification_id=worry.id,
                linked_on=on,
                reassessment_required=worry.owed,
            )
            yield Beside(survivor.id, link)
            yield taken_up(asked, worry.id, survivor.id, on)
