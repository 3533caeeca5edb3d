"""What follows when a family moves to another municipality, or has come from one."""

from dataclasses import replace
from typing import Any, assert_never
from uuid import UUID

from services.case.charge.domain import end_of
from services.case.charge.events import CaseClosed
from services.case.charge.rules import of_worries
from services.case.record.events import DisclosureMade
from services.case.rules import departed, in_force, unmet
from services.case.state import Case
from services.case.transfer import commands, events
from services.case.transfer.rules import (
    MOVED,
    of_acknowledgement,
    of_move,
    of_notification,
    of_receipt,
    of_transfer,
)
from services.case.transfer.state import Transfer
from shared.calendar import day_of
from shared.contracts.case import Regime, regime_on
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed, sealed
from shared.things import changed, find

Facts = list[events.TransferEvent | DisclosureMade | CaseClosed]
BASIS: dict[Regime, str] = {"SEL": "sel_152", "BL": "bl_132"}


def evolve(case: Case, fact: events.TransferEvent) -> Case:
    """Remember how far a move has come."""
    match fact:
        case events.FamilyMoved():
            begun = Transfer(
                id=fact.id, reported_on=fact.reported_on, municipality=fact.municipality
            )
            return replace(case, transfers=(*case.transfers, begun))
        case events.IntermunicipalNotificationSent():
            return with_transfer(case, fact.id, fact.message_id, notified_on=fact.sent_on)
        case events.TransferAcknowledged():
            return with_transfer(
                case, fact.id, fact.message_id, acknowledged_on=fact.acknowledged_on
            )
        case events.ResponsibilityTransferred():
            gone = with_transfer(case, fact.id, None, transferred_on=fact.transferred_on)
            return replace(gone, responsible_since=None)
        case events.ResponsibilityReceived():
            return replace(case, responsible_since=fact.received_on)


def with_transfer(case: Case, thing: UUID, message: str | None, **changes: object) -> Case:
    known = find(case.transfers, thing)
    heard = (known.heard if known else frozenset()) | ({message} if message else set())
    return replace(case, transfers=changed(case.transfers, thing, heard=heard, **changes))


def what_follows(asked: Asked[Any], command: commands.TransferCommand, case: Case) -> Facts:
    """Facts of a move. A message that is known already leads to none.

    Raises:
        Unknown: when the transfer is not in the case.
    """
    match command:
        case commands.ReportMove():
            return reported(asked, command, case)
        case commands.NotifyMunicipality():
            return notified(asked, command, case)
        case commands.AcknowledgeTransfer():
            return acknowledged(asked, command, case)
        case commands.TransferResponsibility():
            return transferred(asked, command, case)
        case commands.ReceiveResponsibility():
            return received(asked, command, case)
        case _:
            assert_never(command)


def reported(asked: Asked[Any], move: commands.ReportMove, case: Case) -> Facts:
    require(unmet(move.reported_on, of_move(move, case, day_of(asked.at))))
    moved = events.FamilyMoved(
        id=asked.id,
        reported_on=move.reported_on,
        moves_on=move.moves_on,
        municipality=move.municipality,
    )
    return [moved]


def notified(asked: Asked[Any], notice: commands.NotifyMunicipality, case: Case) -> Facts:
    """The notification, and the disclosure that it is: the law of the day is its basis."""
    transfer, day = transfer_of(asked, case), notice.sent_on
    if notice.message_id in transfer.heard:
        return []
    require(unmet(day, of_notification(notice, transfer, case, day_of(asked.at))))
    sent = events.IntermunicipalNotificationSent(
        id=transfer.id,
        sent_on=day,
        municipality=transfer.municipality,
        message_id=notice.message_id,
        fields=tuple(notice.fields),
    )
    passed_on = DisclosureMade(
        id=asked.id,
        disclosed_on=day,
        receiver=transfer.municipality,
        legal_basis=BASIS[regime_on(day)],
        fields=sent.fields,
        reason=Sealed(notice.reason),
        departures=(),
        edition=in_force(day).in_force,
    )
    return [sent, passed_on]


def acknowledged(asked: Asked[Any], answer: commands.AcknowledgeTransfer, case: Case) -> Facts:
    transfer, day = transfer_of(asked, case), answer.acknowledged_on
    if answer.message_id in transfer.heard:
        return []
    require(unmet(day, of_acknowledgement(answer, transfer, case, day_of(asked.at))))
    return [
        events.TransferAcknowledged(
            id=transfer.id, acknowledged_on=day, message_id=answer.message_id
        )
    ]


def transferred(asked: Asked[Any], handing: commands.TransferResponsibility, case: Case) -> Facts:
    """The responsibility is another's, and the case is history here."""
    transfer, day = transfer_of(asked, case), handing.transferred_on
    worries = (asked.others.get(each.id) for each in case.worries)
    found = [*of_transfer(handing, transfer, case, day_of(asked.at)), *of_worries(worries)]
    require(unmet(day, found))
    gone = events.ResponsibilityTransferred(
        id=transfer.id,
        transferred_on=day,
        municipality=transfer.municipality,
        meeting_held_on=handing.meeting_held_on,
        without_meeting=sealed(handing.without_meeting),
    )
    return [gone, end_of(asked.id, day, MOVED, departed(day, found, handing))]


def received(asked: Asked[Any], receipt: commands.ReceiveResponsibility, case: Case) -> Facts:
    require(unmet(receipt.received_on, of_receipt(receipt, case, day_of(asked.at))))
    return [
        events.ResponsibilityReceived(
            id=asked.id, received_on=receipt.received_on, municipality=receipt.municipality
        )
    ]


def transfer_of(asked: Asked[Any], case: Case) -> Transfer:
    """The move that the command is about.

    Raises:
        Unknown: when it is not in the case.
    """
    transfer = find(case.transfers, asked.of)
    if transfer is None:
        raise Unknown
    return transfer
