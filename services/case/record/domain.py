"""What follows from putting on record, and from asking to see it."""

from dataclasses import replace
from typing import Any, assert_never

from services.case.record import commands, events
from services.case.record.rules import (
    PREVENTION,
    PUT_OFF,
    of_answer,
    of_disclosure,
    of_hearing,
)
from services.case.rules import departed, in_force, of_the_past, unmet
from services.case.state import AccessRequest, Case, Hearing
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed, sealed
from shared.things import changed, find

Facts = list[events.RecordEvent]


def evolve(case: Case, fact: events.RecordEvent) -> Case:
    """Remember who was heard, what is asked for, and exchanges; no rule asks for the rest."""
    match fact:
        case events.PartyHearingHeld():
            hearing = Hearing(
                party_id=fact.party_id,
                sent_on=fact.sent_on,
                over_on=fact.replied_on or fact.reply_due_on or fact.sent_on,
            )
            return replace(case, hearings=(*case.hearings, hearing))
        case events.DisclosureMade():
            return replace(case, exchanged=case.exchanged or fact.legal_basis in PREVENTION)
        case events.AccessRequestReceived():
            request = AccessRequest(
                id=fact.id, received_on=fact.received_on, access_kind=fact.access_kind
            )
            return replace(case, access_requests=(*case.access_requests, request))
        case events.AccessRequestDecided():
            return replace(
                case,
                access_requests=changed(
                    case.access_requests, fact.id, decided=fact.outcome not in PUT_OFF
                ),
            )
        case _:
            return case


def what_follows(asked: Asked[Any], command: commands.RecordCommand, case: Case) -> Facts:
    """Facts of the record.

    Raises:
        Unknown: when the party, the note or the request is not in the case.
    """
    match command:
        case commands.HoldPartyHearing():
            return heard(asked, command, case)
        case commands.RecordNote():
            return noted(asked, command, case)
        case commands.FileDocument():
            return filed(asked, command)
        case commands.RecordDisclosure():
            return disclosed(asked, command, case)
        case commands.CollectInformation():
            return collected(asked, command)
        case commands.ReceiveAccessRequest():
            return requested(asked, command)
        case commands.DecideAccessRequest():
            return answered(asked, command, case)
        case _:
            assert_never(command)


def heard(asked: Asked[Any], hearing: commands.HoldPartyHearing, case: Case) -> Facts:
    if not case.knows(hearing.party_id):
        raise Unknown
    require(unmet(hearing.sent_on, of_hearing(hearing, case, day_of(asked.at))))
    held = events.PartyHearingHeld(
        id=asked.id,
        party_id=hearing.party_id,
        sent_on=hearing.sent_on,
        reply_due_on=hearing.reply_due_on,
        replied_on=hearing.replied_on,
        words=Sealed(hearing.words),
    )
    return [held]


def noted(asked: Asked[Any], note: commands.RecordNote, case: Case) -> Facts:
    notes = [each for each in case.said if isinstance(each, events.NoteRecorded)]
    if note.answers_id is not None and find(notes, note.answers_id) is None:
        raise Unknown
    day = note.happened_on
    require(unmet(day, of_the_past(day, day_of(asked.at))))
    written = events.NoteRecorded(
        id=asked.id,
        happened_on=day,
        kind=note.kind,
        words=Sealed(note.words),
        answers_id=note.answers_id,
    )
    return [written]


def filed(asked: Asked[Any], document: commands.FileDocument) -> Facts:
    day = document.filed_on
    require(unmet(day, of_the_past(day, day_of(asked.at))))
    kept = events.DocumentFiled(
        id=asked.id,
        filed_on=day,
        document_kind=document.document_kind,
        checksum=document.checksum,
        media_type=document.media_type,
        reference=document.reference,
        title=Sealed(document.title),
    )
    return [kept]


def collected(asked: Asked[Any], collection: commands.CollectInformation) -> Facts:
    day = collection.collected_on
    require(unmet(day, of_the_past(day, day_of(asked.at))))
    got = events.InformationCollected(
        id=asked.id,
        collected_on=day,
        source=collection.source,
        legal_basis=collection.legal_basis,
        fields=tuple(collection.fields),
        reason=Sealed(collection.reason),
    )
    return [got]


def disclosed(asked: Asked[Any], disclosure: commands.RecordDisclosure, case: Case) -> Facts:
    day = disclosure.disclosed_on
    found = [*of_disclosure(disclosure, case, day_of(asked.at))]
    require(unmet(day, found))
    passed_on = events.DisclosureMade(
        id=asked.id,
        disclosed_on=day,
        receiver=disclosure.receiver,
        legal_basis=disclosure.legal_basis,
        fields=tuple(disclosure.fields),
        reason=Sealed(disclosure.reason),
        departures=departed(day, found, disclosure),
        edition=in_force(day).in_force,
    )
    return [passed_on]


def requested(asked: Asked[Any], request: commands.ReceiveAccessRequest) -> Facts:
    day = request.received_on
    require(unmet(day, of_the_past(day, day_of(asked.at))))
    received = events.AccessRequestReceived(
        id=asked.id,
        received_on=day,
        by=request.by,
        access_kind=request.access_kind,
        scope=Sealed(request.scope),
    )
    return [received]


def answered(asked: Asked[Any], answer: commands.DecideAccessRequest, case: Case) -> Facts:
    request = case.access_request(asked.of)
    if request is None:
        raise Unknown
    day = answer.decided_on
    require(unmet(day, of_answer(answer, request, day_of(asked.at))))
    decided = events.AccessRequestDecided(
        id=request.id, decided_on=day, outcome=answer.outcome, basis=sealed(answer.basis)
    )
    return [decided]
