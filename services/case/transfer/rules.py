"""What is required when a case goes to another municipality, or has come from one."""

from collections.abc import Iterator
from datetime import date

from services.case.charge.rules import of_end, of_meeting
from services.case.rules import of_any_fact
from services.case.state import Case
from services.case.transfer import commands
from services.case.transfer.state import Transfer

MOVED = "moved_municipality"  # as which a transfer closes the case


def of_receipt(receipt: commands.ReceiveResponsibility, case: Case, today: date) -> Iterator[str]:
    """It may be older than the case: responsibility follows where the child lives."""
    yield from of_any_fact(case, receipt.received_on, today)
    if case.responsible_since is not None:
        yield "received-once"


def of_move(move: commands.ReportMove, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, move.reported_on, today)
    if move.reported_on < case.opened_on:
        yield "after-opening"
    if any(each.transferred_on is None for each in case.transfers):
        yield "one-open-transfer"


def of_notification(
    notice: commands.NotifyMunicipality, transfer: Transfer, case: Case, today: date
) -> Iterator[str]:
    yield from of_any_fact(case, notice.sent_on, today)
    if transfer.notified_on is not None:
        yield "municipality-notified-once"
    if notice.sent_on < transfer.reported_on:
        yield "notified-after-report"


def of_acknowledgement(
    answer: commands.AcknowledgeTransfer, transfer: Transfer, case: Case, today: date
) -> Iterator[str]:
    yield from of_any_fact(case, answer.acknowledged_on, today)
    if transfer.notified_on is None or answer.acknowledged_on < transfer.notified_on:
        yield "acknowledged-after-notification"
    if transfer.acknowledged_on is not None:
        yield "transfer-acknowledged-once"


def of_transfer(
    handing: commands.TransferResponsibility, transfer: Transfer, case: Case, today: date
) -> Iterator[str]:
    yield from of_any_fact(case, handing.transferred_on, today)
    yield from of_end(handing.transferred_on, MOVED, case)
    yield from of_meeting(handing, today)
    acknowledged_on = transfer.acknowledged_on
    if acknowledged_on is None or handing.transferred_on < acknowledged_on:
        yield "transferred-after-acknowledgement"
    if transfer.transferred_on is not None:
        yield "transferred-once"
