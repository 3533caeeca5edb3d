"""S01, S02: 24 hours by a stopwatch, six working days by the year's own holidays."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from services.followup.domain import by
from services.followup.heard.facts import NotificationHeard
from services.followup.heard.notes import Note
from services.followup.obligation.events import ObligationMet
from services.followup.reading import Reading
from shared.calendar import COPENHAGEN, WorkingDays
from tests.followup.stories import DECIDER, Story, day, taken

NOTIFICATION = UUID("00000000-0000-4000-8000-00000000000a")
WITH_SATURDAY = by(Reading(calendar=WorkingDays(count_saturday=True)))


def in_copenhagen(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


def received(
    text: str,
    *,
    story: Story | None = None,
    answerable: bool = True,
    professional: bool = False,
) -> Story:
    story = story or Story()
    at = in_copenhagen(text)
    worry = NotificationHeard(
        id=NOTIFICATION,
        received_at=at,
        unit="unit-1",
        answerable=answerable,
        professional=professional,
    )
    story.does(Note((worry,)), on=at)
    return story


def assessing(at: datetime) -> Note:
    return taken("NotificationUrgencyAssessed", at, NOTIFICATION)


@pytest.mark.parametrize(
    ("at", "urgency", "acknowledgement", "with_saturday"),
    [
        ("2014-03-05T10:30", "2014-03-06T10:30", "2014-03-13", "2014-03-12"),
        ("2023-05-02T14:10", "2023-05-03T14:10", "2023-05-11", "2023-05-10"),
        ("2024-04-23T14:10", "2024-04-24T14:10", "2024-05-01", "2024-04-30"),
        ("2024-03-30T20:00", "2024-03-31T21:00", "2024-04-09", "2024-04-08"),
        ("2024-10-26T20:00", "2024-10-27T19:00", "2024-11-04", "2024-11-02"),
        ("2017-12-07T13:00", "2017-12-08T13:00", "2017-12-15", "2017-12-14"),
    ],
    ids=["handover", "Store Bededag in 2023", "no Store Bededag in 2024", "clocks forward",
         "clocks back", "school"],
)  # fmt: skip
def test_the_terms_of_a_notification(
    at: str, urgency: str, acknowledgement: str, with_saturday: str
) -> None:
    story = received(at)
    assert story.owed("D01")[0].due.due_at == in_copenhagen(urgency)
    assert story.owed("D02")[0].due.due_on == day(acknowledgement)
    assert story.owed("D02")[0].due.adjustment == "working-days-mon-fri"
    counted = received(at, story=Story(WITH_SATURDAY)).owed("D02")[0].due
    assert counted.due_on == day(with_saturday)
    assert counted.adjustment == "working-days-mon-sat"


@pytest.mark.parametrize(("at", "late"), [("20:59", False), ("21:00", False), ("21:01", True)])
def test_the_night_the_clocks_go_forward_has_24_hours_like_any_other(
    at: str,
    late: bool,  # noqa: FBT001 - a column of the table
) -> None:
    story = received("2024-03-30T20:00")
    assessed = in_copenhagen(f"2024-03-31T{at}")
    met = story.does(assessing(assessed), on=assessed).the(ObligationMet)
    assert met.late is late
    assert met.met_at == assessed


def test_a_second_assessment_of_urgency_does_not_make_the_first_one_late() -> None:
    story = received("2024-03-30T20:00")
    first, second = in_copenhagen("2024-03-30T22:00"), in_copenhagen("2024-04-03T09:00")
    story.does(assessing(first), on=first)
    again = story.does(assessing(second), on=second)
    assert [type(each).__name__ for each in again.facts] == ["StepHeard"]


def test_nobody_is_acknowledged_when_nobody_can_be_answered() -> None:
    story = received("2024-04-23T14:10", answerable=False)
    assert story.owed("D02") == []
    assert len(story.owed("D01")) == 1


@pytest.mark.parametrize(("on", "told"), [("2024-05-01", "met"), ("2024-05-02", "late")])
def test_an_acknowledgement_on_the_sixth_working_day_is_timely(on: str, told: str) -> None:
    story = received("2024-04-23T14:10")
    story.does(taken("NotificationAcknowledged", on, NOTIFICATION), on=on)
    assert story.told("D02") == [f"2024-05-01 {told} {on}"]


def test_before_overgrebspakken_no_law_gave_24_hours() -> None:
    story = received("2013-09-30T12:00")
    assert story.owed("D01") == []
    assert len(story.owed("D02")) == 1
    assert len(received("2013-10-01T12:00").owed("D01")) == 1


def test_a_municipality_closed_on_a_day_has_a_working_day_less() -> None:
    closed = by(Reading(calendar=WorkingDays(closed=frozenset({(4, 26)}))))
    due = received("2024-04-23T14:10", story=Story(closed)).owed("D02")[0].due
    assert due.due_on == day("2024-05-02")
    assert due.adjustment == "working-days-mon-fri-municipal-closed-days"


def test_the_moment_after_24_hours_is_overdue_and_the_24th_hour_is_not() -> None:
    story = received("2024-10-26T20:00")
    due_at = in_copenhagen("2024-10-27T19:00")
    assert story.overdue(due_at) == []
    assert len(story.overdue(due_at + timedelta(microseconds=1))) == 1
    assert story.decider is DECIDER
