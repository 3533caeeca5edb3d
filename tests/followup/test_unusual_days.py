"""Days that a term rarely meets: a measure's last, 29 February, clocks that change, holidays."""

from datetime import UTC, datetime
from uuid import uuid5

import pytest

from services.followup.domain import by
from services.followup.reading import Reading
from shared.calendar import WorkingDays, closed_days
from tests.followup.stories import (
    CASE,
    INSTITUTION,
    KINSHIP,
    TREATMENT,
    Story,
    born,
    day,
    decided,
    investigated,
    taken,
)
from tests.followup.test_notification_terms import received

REQUEST = uuid5(CASE, "request")
BL = {"regime": "BL"}


def test_a_follow_up_on_the_day_a_measure_ends_is_one_of_it_and_asks_for_no_other() -> None:
    story = Story().opens("2014-06-02")
    story.starts(TREATMENT, "2015-03-02")
    story.follows_up("2015-06-08", TREATMENT, outcome="end")
    story.ends(TREATMENT, "2015-06-08")
    assert story.told("D14") == ["2015-06-02 late 2015-06-08"]
    assert story.told("D16") == ["2015-12-08 lapsed 2015-06-08"]


def test_it_is_the_same_when_the_end_was_recorded_first() -> None:
    story = Story().opens("2014-06-02")
    story.starts(TREATMENT, "2015-03-02")
    story.ends(TREATMENT, "2015-06-02")
    story.follows_up("2015-06-02", TREATMENT, outcome="end")
    assert story.told("D14") == ["2015-06-02 met 2015-06-02"]
    assert story.owed("D16") == []


def test_a_network_meeting_on_the_last_day_answers_what_was_due() -> None:
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2016-01-11")
    story.ends(TREATMENT, "2016-03-08")
    story.meets("2016-03-08")
    assert story.told("D17") == ["2016-03-07 late 2016-03-08"]


def test_what_begins_on_29_february_is_due_on_29_and_a_year_later_on_28() -> None:
    story = Story().opens("2024-02-01")
    story.starts(INSTITUTION, "2024-02-29", step="T6", placement=True, **BL)
    assert story.owed("D14")[0].due.statutory_on == day("2024-05-29")
    first, second = story.owed("D18")
    assert (first.due.due_on, first.due.adjustment) == (day("2024-08-29"), None)
    assert (second.due.due_on, second.due.adjustment) == (day("2025-02-28"), "end-of-month")


@pytest.mark.parametrize(
    ("held", "due"), [("2023-08-31", "2024-02-29"), ("2022-08-31", "2023-02-28")]
)
def test_six_months_from_the_end_of_august_end_with_february(held: str, due: str) -> None:
    story = Story().opens("2022-01-03")
    story.starts(TREATMENT, "2022-06-01")
    story.follows_up(held, TREATMENT)
    assert story.owed("D16")[0].due.due_on == day(due)


def test_half_a_year_before_the_31st_of_august_is_the_last_of_february() -> None:
    story = Story().opens("2019-08-01")
    story.does(born("2006-08-31"), on="2019-08-01")
    story.starts(KINSHIP, "2019-08-05", step="T5", placement=True)
    assert story.told("D29", at="2020-01-01") == ["2024-02-29 open"]


def test_a_placement_across_the_change_of_clocks_is_counted_in_days() -> None:
    story = Story().opens("2024-10-01")
    story.starts(INSTITUTION, "2024-10-26", step="T6", placement=True, **BL)
    assert story.owed("D17")[0].due.due_on == day("2024-12-21")
    late = datetime(2024, 12, 21, 23, tzinfo=UTC)  # midnight in Copenhagen
    before = datetime(2024, 12, 21, 22, 59, tzinfo=UTC)
    assert not [each for each in story.overdue(before) if each.id == story.owed("D17")[0].id]
    assert [each.id for each in story.overdue(late)] == [story.owed("D17")[0].id]


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2024-10-27T00:30", "2024-10-27T22:30:00+00:00"),  # a day of 25 hours
        ("2025-03-30T00:30", "2025-03-30T23:30:00+00:00"),  # and one of 23
        ("2024-12-24T16:00", "2024-12-25T15:00:00+00:00"),  # neither Christmas nor Sunday waits
    ],
)
def test_24_hours_are_24_hours(at: str, due: str) -> None:
    [owed] = received(at).owed("D01")
    assert owed.due.due_at is not None
    assert owed.due.due_at.isoformat() == due


@pytest.mark.parametrize(
    ("asked_on", "closed", "due"),
    [
        ("2023-05-02", "", "2023-05-12"),  # Store Bededag is a holiday for the last time
        ("2024-04-23", "", "2024-05-02"),  # and an ordinary Friday
        ("2025-05-28", "", "2025-06-10"),  # Ascension and Pentecost; Constitution Day counts
        ("2025-05-28", "06-05", "2025-06-11"),  # unless the municipality is closed on it
        ("2024-12-18", "", "2024-12-31"),  # Christmas Eve and New Year's Eve count
        ("2024-12-18", "12-24,12-31", "2025-01-03"),
    ],
)
def test_seven_working_days_jump_the_holidays_there_are(
    asked_on: str, closed: str, due: str
) -> None:
    calendar = WorkingDays(closed=closed_days(closed))
    story = Story(by(Reading(calendar=calendar))).opens("2023-01-02")
    story.does(taken("AccessRequestReceived", asked_on, REQUEST), on=asked_on)
    assert story.owed("D23")[0].due.due_on == day(due)


@pytest.mark.parametrize(
    ("told_on", "due"),
    [
        ("2024-11-27", "2024-12-27"),  # Christmas Day, and the day after it
        ("2023-04-07", "2023-05-08"),  # Store Bededag, and the weekend
        ("2024-03-29", "2024-04-26"),  # which is no holiday any more
        ("2025-04-24", "2025-05-22"),
        ("2025-05-01", "2025-05-30"),  # Ascension
    ],
)
def test_an_appeal_that_would_end_on_a_holiday_may_come_the_day_after(
    told_on: str, due: str
) -> None:
    story = Story().opens("2023-01-02")
    told = taken("DecisionNotified", told_on, uuid5(CASE, "decision told"))
    story.does(told, on=told_on)
    assert story.owed("D19")[0].due.due_on == day(due)


def test_a_new_decision_in_mid_term_ends_the_old_laws_term_and_starts_the_new_laws() -> None:
    story = Story().opens("2023-05-01")
    story.starts(TREATMENT, "2023-10-02")
    story.follows_up("2024-01-02", TREATMENT)
    story.does(decided("2024-05-13", id=uuid5(CASE, "new")), on="2024-05-13")
    assert story.told("D16") == ["2024-07-02 lapsed 2024-05-13"]
    first = story.owed("D14")[1].due
    assert (first.statutory_on, first.local_on) == (day("2024-08-13"), day("2024-07-08"))


def test_an_assessment_beside_the_measure_brings_the_first_follow_up_forward() -> None:
    story = Story().opens("2025-01-17")
    story.does(investigated("2025-01-17"), on="2025-01-24")
    story.starts(INSTITUTION, "2025-01-18", step="T1", placement=True, **BL)
    assert story.owed("D14")[0].due.due_on == day("2025-04-18")
    assert story.owed("D14")[0].due.falls_on == "holiday"
    story.does(taken("InvestigationCompleted", "2025-03-20", uuid5(CASE, "investigation")),
               on="2025-03-20")  # fmt: skip
    due = story.owed("D14")[0].due
    assert (due.due_on, due.binding.row, due.falls_on) == (day("2025-03-20"), "D15", None)
    assert story.told("D14", at="2025-03-20") == ["2025-03-20 open"]
