"""A family moves to another municipality: it is notified, answers, and becomes responsible."""

from datetime import UTC, date, datetime
from uuid import uuid5

import pytest

from services.case.charge.events import CaseClosed
from services.case.measure.events import MeasureHeard
from services.case.record.events import DisclosureMade
from services.case.transfer import commands, events
from tests.case import story
from tests.case.story import CASE, case
from tests.decider import NEW

NOW = datetime(2024, 9, 2, 9, tzinfo=UTC)
TODAY, TOMORROW = date(2024, 9, 2), date(2024, 9, 3)
TRANSFER = uuid5(CASE, "transfer")
MOVED = events.FamilyMoved(
    id=TRANSFER, reported_on=date(2024, 8, 12), moves_on=date(2024, 8, 15), municipality="999"
)
SENT = events.IntermunicipalNotificationSent(
    id=TRANSFER, sent_on=date(2024, 8, 16), municipality="999", message_id="m-1", fields=("plan",)
)
ANSWERED = events.TransferAcknowledged(
    id=TRANSFER, acknowledged_on=date(2024, 8, 19), message_id="b-1"
)
OPENED = story.opened(date(2024, 6, 3))


def move(**said: object) -> commands.ReportMove:
    usual = {"reported_on": TODAY, "moves_on": date(2024, 9, 15), "municipality": "999"}
    return commands.ReportMove.model_validate({**usual, **said})


def notice(**said: object) -> commands.NotifyMunicipality:
    usual = {
        "sent_on": TODAY, "message_id": "m-1", "fields": ["plan"], "reason": "She needs it there.",
    }  # fmt: skip
    return commands.NotifyMunicipality.model_validate({**usual, **said})


def answer(**said: object) -> commands.AcknowledgeTransfer:
    usual = {"acknowledged_on": TODAY, "message_id": "b-1"}
    return commands.AcknowledgeTransfer.model_validate({**usual, **said})


def handing(**said: object) -> commands.TransferResponsibility:
    usual = {"transferred_on": TODAY, "meeting_held_on": date(2024, 8, 30)}
    return commands.TransferResponsibility.model_validate({**usual, **said})


def test_a_move_may_lie_ahead_but_what_we_know_of_it_does_not() -> None:
    known = case(OPENED).when(move(), at=NOW).the(events.FamilyMoved)
    assert (known.moves_on, known.municipality) == (date(2024, 9, 15), "999")
    case(OPENED).when(move(reported_on=TOMORROW), at=NOW).then_refused("not-in-the-future")
    case(OPENED).when(move(reported_on=date(2024, 6, 2)), at=NOW).then_refused("after-opening")


def test_a_family_moves_to_one_municipality_at_a_time() -> None:
    case(OPENED, MOVED).when(move(), at=NOW).then_refused("one-open-transfer")


@pytest.mark.parametrize(
    ("on", "basis"), [(date(2023, 12, 29), "sel_152"), (date(2024, 8, 16), "bl_132")]
)
def test_the_notification_is_a_disclosure_on_the_basis_of_the_days_law(
    on: date, basis: str
) -> None:
    moved = events.FamilyMoved(id=TRANSFER, reported_on=on, moves_on=on, municipality="999")
    opened = story.opened(date(2023, 6, 3))
    sent = case(opened, moved).when(notice(sent_on=on), at=NOW, of=TRANSFER)
    assert sent.the(events.IntermunicipalNotificationSent).municipality == "999"
    passed_on = sent.the(DisclosureMade)
    assert (passed_on.receiver, passed_on.legal_basis) == ("999", basis)
    assert repr(passed_on.reason) == "Sealed(…)"


def test_the_municipality_is_notified_once_and_after_the_move_was_known() -> None:
    early = notice(sent_on=date(2024, 8, 11))
    case(OPENED, MOVED).when(early, at=NOW, of=TRANSFER).then_refused("notified-after-report")
    other = notice(message_id="m-2")
    case(OPENED, MOVED, SENT).when(other, at=NOW, of=TRANSFER).then_refused(
        "municipality-notified-once"
    )


def test_a_message_that_arrives_again_is_the_same_message() -> None:
    case(OPENED, MOVED, SENT).when(notice(), at=NOW, of=TRANSFER).then_nothing()
    case(OPENED, MOVED, SENT, ANSWERED).when(answer(), at=NOW, of=TRANSFER).then_nothing()


def test_the_municipality_acknowledges_once_it_is_notified() -> None:
    case(OPENED, MOVED).when(answer(), at=NOW, of=TRANSFER).then_refused(
        "acknowledged-after-notification"
    )
    early = answer(acknowledged_on=date(2024, 8, 15))
    case(OPENED, MOVED, SENT).when(early, at=NOW, of=TRANSFER).then_refused(
        "acknowledged-after-notification"
    )
    other = answer(message_id="b-2")
    case(OPENED, MOVED, SENT, ANSWERED).when(other, at=NOW, of=TRANSFER).then_refused(
        "transfer-acknowledged-once"
    )


def test_the_responsibility_passes_and_the_case_is_history_here() -> None:
    gone = case(OPENED, MOVED, SENT, ANSWERED).when(handing(), at=NOW, of=TRANSFER)
    assert gone.the(events.ResponsibilityTransferred).transferred_on == TODAY
    end = gone.the(CaseClosed)
    assert (end.closed_on, end.reason) == (TODAY, "moved_municipality")
    again = gone.after.when(handing(), at=NOW, of=TRANSFER)
    again.then_refused("case-open", "transferred-once")


def test_the_responsibility_does_not_pass_while_a_measure_runs_here() -> None:
    running = MeasureHeard(
        id=TRANSFER, measure_type="family_treatment", placement=False, decision_id=None,
        started_on=TODAY, ended_on=None,
    )  # fmt: skip
    told = case(OPENED, MOVED, SENT, ANSWERED, running).when(handing(), at=NOW, of=TRANSFER)
    told.then_refused("measures-ended-before-closing")


def test_the_responsibility_does_not_pass_unheard() -> None:
    case(OPENED, MOVED, SENT).when(handing(), at=NOW, of=TRANSFER).then_refused(
        "transferred-after-acknowledgement"
    )
    unmet = handing(meeting_held_on=None)
    case(OPENED, MOVED, SENT, ANSWERED).when(unmet, at=NOW, of=TRANSFER).then_refused(
        "family-met-or-reason"
    )


@pytest.mark.parametrize("command", [notice(), answer(), handing()])
def test_what_becomes_of_a_move_is_told_of_a_move_that_is_known(
    command: commands.TransferCommand,
) -> None:
    case(OPENED).when(command, at=NOW, of=NEW).then_unknown()


RECEIVED = events.ResponsibilityReceived(
    id=uuid5(CASE, "receipt"), received_on=date(2024, 6, 1), municipality="101"
)


def receipt(**said: object) -> commands.ReceiveResponsibility:
    usual = {"received_on": TODAY, "municipality": "101"}
    return commands.ReceiveResponsibility.model_validate({**usual, **said})


def test_responsibility_that_comes_from_another_municipality_may_be_older_than_the_case() -> None:
    before = receipt(received_on=date(2024, 6, 1))
    came = case(OPENED).when(before, at=NOW).the(events.ResponsibilityReceived)
    assert (came.received_on, came.municipality) == (date(2024, 6, 1), "101")
    case(OPENED).when(receipt(received_on=TOMORROW), at=NOW).then_refused("not-in-the-future")


def test_who_is_responsible_takes_over_again_only_after_it_has_passed_on() -> None:
    case(OPENED, RECEIVED).when(receipt(), at=NOW).then_refused("received-once")
    passed_on = events.ResponsibilityTransferred(
        id=TRANSFER, transferred_on=date(2024, 8, 30), municipality="999",
        meeting_held_on=date(2024, 8, 30), without_meeting=None,
    )  # fmt: skip
    back = case(OPENED, RECEIVED, MOVED, SENT, ANSWERED, passed_on).when(receipt(), at=NOW)
    assert back.the(events.ResponsibilityReceived).municipality == "101"
