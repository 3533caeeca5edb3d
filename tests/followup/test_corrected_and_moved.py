"""What the case service took back, opened again or handed to another municipality."""

from datetime import UTC, datetime
from uuid import UUID, uuid5

import pytest

from services.followup.heard.notes import Note
from services.followup.policy import whenever
from shared.contracts import FeedItem, Published, charge, correction, record
from tests.followup.stories import (
    CASE,
    INVESTIGATION,
    TREATMENT,
    Story,
    closed,
    day,
    investigated,
    taken,
)

MOVE = uuid5(CASE, "move")


def item(news: Published) -> FeedItem:
    return FeedItem(
        position=1,
        stream=CASE,
        version=1,
        recorded_at=datetime(2024, 8, 12, 9, tzinfo=UTC),
        correlation="trace",
        kind=type(news).__name__,
        data=news.model_dump(mode="json", by_alias=True),
    )


def retracted(kind: str, id: UUID) -> correction.EventRetracted:  # noqa: A002 - its name everywhere
    return correction.EventRetracted(
        id=uuid5(CASE, "retraction"), record_kind=kind, record_id=id, corrected_on=day("2024-08-12")
    )


def end(on: str) -> Note:
    return taken("InvestigationCompleted", on, INVESTIGATION)


def test_an_investigation_said_anew_is_due_on_another_day() -> None:
    story = Story().opens("2024-03-04")
    story.does(investigated("2024-03-04"), on="2024-03-04")
    assert story.told("D06", at="2024-03-05") == ["2024-07-04 open"]
    story.does(investigated("2024-02-19"), on="2024-03-11")
    assert story.told("D06", at="2024-03-12") == ["2024-06-19 open"]


def test_an_end_that_is_taken_back_is_owed_again() -> None:
    story = Story().opens("2024-03-04")
    story.does(investigated("2024-03-04"), on="2024-03-04")
    story.does(end("2024-06-03"), on="2024-06-03")
    assert story.told("D06") == ["2024-07-04 met 2024-06-03"]
    gone = uuid5(INVESTIGATION, "InvestigationCompleted2024-06-03")
    back = whenever("case", item(retracted("InvestigationCompleted", gone)))
    assert back is not None
    story.does(back, on="2024-06-10")
    assert story.told("D06", at="2024-06-11") == ["2024-07-04 open"]


def test_an_investigation_that_never_was_is_not_owed() -> None:
    story = Story().opens("2024-03-04")
    story.does(investigated("2024-03-04"), on="2024-03-04")
    back = whenever("case", item(retracted("InvestigationStarted", INVESTIGATION)))
    assert back is not None
    story.does(back, on="2024-03-11")
    assert story.told("D06") == ["2024-07-04 lapsed 2024-03-11"]


@pytest.mark.parametrize("kind", ["NoteRecorded", "NetworkMapped"])
def test_what_no_term_rests_on_may_be_taken_back_unheard(kind: str) -> None:
    assert whenever("case", item(retracted(kind, INVESTIGATION))) is None


def closing(reason: str, on: str = "2024-09-02") -> Note:
    closed = charge.CaseClosed(closed_on=day(on), reason=reason)
    note = whenever("case", item(closed))
    assert note is not None
    return note


@pytest.mark.parametrize(
    ("reason", "because"), [("moved_municipality", "moved"), ("goals_met", "case_closed")]
)
def test_open_terms_lapse_because_the_family_moved_or_because_the_case_was_closed(
    reason: str, because: str
) -> None:
    story = Story().opens("2024-06-03")
    story.starts(TREATMENT, "2024-07-29", regime="BL")
    story.does(closing(reason), on="2024-09-02")
    [owed] = story.owed("D14")
    assert getattr(owed.outcome, "reason", None) == because


def test_a_case_that_is_opened_again_is_owed_what_had_lapsed_and_is_still_to_come() -> None:
    story = Story().opens("2024-03-04")
    story.does(investigated("2024-03-04"), on="2024-03-04")
    story.does(closed("2024-04-02"), on="2024-04-02")
    assert story.told("D06") == ["2024-07-04 lapsed 2024-04-02"]
    story.does(reopening("2024-05-06"), on="2024-05-06")
    assert story.told("D06", at="2024-05-07") == ["2024-07-04 open"]
    assert story.state.open_on(day("2024-05-07"))


def test_what_fell_due_while_the_family_lived_elsewhere_is_not_owed_when_they_come_back() -> None:
    story = Story().opens("2024-06-03")
    story.does(investigated("2024-06-03"), on="2024-06-03")
    story.does(moving("2024-08-12"), on="2024-08-12")
    story.does(closing("moved_municipality"), on="2024-09-02")
    story.does(reopening("2025-01-06"), on="2025-01-06")
    assert story.told("D06") == ["2024-10-03 lapsed 2024-09-02"]
    assert story.told("D28") == ["2024-08-19 overdue"]
    assert [story.state.open_on(day(each)) for each in ("2024-09-01", "2024-09-02", "2025-01-06")] \
        == [True, False, True]  # fmt: skip
    story.does(end("2025-02-03"), on="2025-02-03")
    assert story.told("D06") == ["2024-10-03 lapsed 2024-09-02"]
    story.does(closing("goals_met", "2025-03-03"), on="2025-03-03")
    assert not story.state.open_on(day("2025-03-03"))


def reopening(on: str) -> Note:
    again = charge.CaseReopened(reopened_on=day(on), notifications=())
    note = whenever("case", item(again))
    assert note is not None
    return note


def moving(on: str) -> Note:
    moved = charge.FamilyMoved(
        id=MOVE, reported_on=day(on), moves_on=day("2024-08-15"), municipality="999"
    )
    note = whenever("case", item(moved))
    assert note is not None
    return note


def test_the_receiving_municipality_is_notified_within_five_working_days() -> None:
    story = Story().opens("2024-06-03")
    story.does(moving("2024-08-12"), on="2024-08-12")
    assert story.told("D28", at="2024-08-19") == ["2024-08-19 open"]
    assert story.told("D28", at="2024-08-20") == ["2024-08-19 overdue"]
    sent = charge.IntermunicipalNotificationSent(
        id=MOVE, sent_on=day("2024-08-16"), municipality="999"
    )
    note = whenever("case", item(sent))
    assert note is not None
    story.does(note, on="2024-08-16")
    assert story.told("D28") == ["2024-08-19 met 2024-08-16"]


def test_a_move_that_was_recorded_in_error_is_not_owed() -> None:
    story = Story().opens("2024-06-03")
    story.does(moving("2024-08-12"), on="2024-08-12")
    back = whenever("case", item(retracted("FamilyMoved", MOVE)))
    assert back is not None
    story.does(back, on="2024-08-13")
    assert story.told("D28") == ["2024-08-19 lapsed 2024-08-13"]


REQUEST = uuid5(CASE, "request")


def asked_for_access(story: Story) -> None:
    asked = record.AccessRequestReceived(id=REQUEST, received_on=day("2024-06-10"), by="custodian")
    granted = record.AccessRequestDecided(
        id=REQUEST, decided_on=day("2024-06-19"), outcome="granted"
    )
    for news, on in ((asked, "2024-06-10"), (granted, "2024-06-19")):
        noted = whenever("case", item(news))
        assert noted is not None
        story.does(noted, on=on)


def test_an_answer_that_never_went_out_is_owed_again() -> None:
    story = Story().opens("2024-03-04")
    asked_for_access(story)
    assert story.told("D23") == ["2024-06-19 met 2024-06-19"]
    back = whenever("case", item(retracted("AccessRequestDecided", REQUEST)))
    assert back is not None
    story.does(back, on="2024-06-20")
    assert story.told("D23", at="2024-06-20") == ["2024-06-19 overdue"]


def test_an_answer_that_went_out_later_than_was_said_is_late() -> None:
    story = Story().opens("2024-03-04")
    asked_for_access(story)
    corrected = correction.EventCorrected(
        id=uuid5(CASE, "correction"),
        record_kind="AccessRequestDecided",
        record_id=REQUEST,
        corrected_on=day("2024-06-24"),
    )
    anew = record.AccessRequestDecided(id=REQUEST, decided_on=day("2024-06-21"), outcome="granted")
    for news in (corrected, anew):
        noted = whenever("case", item(news))
        assert noted is not None
        story.does(noted, on="2024-06-24")
    assert story.told("D23") == ["2024-06-19 late 2024-06-21"]
