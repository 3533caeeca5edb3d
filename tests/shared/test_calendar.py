"""Danish days. Every expected day was counted on a printed Danish calendar."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar import (
    WorkingDays,
    add_elapsed_hours,
    add_months,
    age_on,
    closed_days,
    day_of,
    end_of,
    public_holidays,
)

DAYS = st.dates(date(2011, 1, 1), date(2040, 12, 31))
SECONDS = st.integers(0, 2**32)
WEEKDAYS = WorkingDays()


def test_store_bededag_was_a_holiday_for_the_last_time_in_2023() -> None:
    assert date(2023, 5, 5) in public_holidays(2023)
    assert date(2024, 4, 26) not in public_holidays(2024)
    assert not WEEKDAYS.is_working_day(date(2023, 5, 5))
    assert WEEKDAYS.is_working_day(date(2024, 4, 26))


@pytest.mark.parametrize(
    ("day", "count", "ends"),
    [
        (date(2016, 1, 11), 1, date(2016, 1, 12)),
        (date(2016, 1, 15), 1, date(2016, 1, 18)),  # over a weekend
        (date(2023, 5, 3), 2, date(2023, 5, 8)),  # over Store Bededag and a weekend
        (date(2024, 4, 24), 2, date(2024, 4, 26)),  # the year after, no longer
        (date(2016, 3, 23), 1, date(2016, 3, 29)),  # over Easter
        (date(2016, 12, 23), 1, date(2016, 12, 27)),  # over Christmas
    ],
)
def test_a_term_of_working_days_skips_weekends_and_holidays(
    day: date, count: int, ends: date
) -> None:
    assert WEEKDAYS.add(day, count) == ends


def test_whether_saturday_counts_is_a_parameter() -> None:
    friday, saturday = date(2016, 1, 15), date(2016, 1, 16)
    assert WorkingDays(count_saturday=True).add(friday, 1) == saturday
    assert WEEKDAYS.not_before(saturday) == date(2016, 1, 18)


def test_a_municipality_has_closing_days_of_its_own() -> None:
    constitution_day = date(2024, 6, 5)
    assert WEEKDAYS.is_working_day(constitution_day)
    assert not WorkingDays(closed=frozenset({(6, 5), (12, 24)})).is_working_day(constitution_day)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2016, 1, 31), 1, date(2016, 2, 29)),
        (date(2015, 1, 31), 1, date(2015, 2, 28)),
        (date(2016, 10, 31), 4, date(2017, 2, 28)),
        (date(2016, 12, 15), 1, date(2017, 1, 15)),
        (date(2016, 3, 31), -1, date(2016, 2, 29)),
        (date(2016, 1, 15), 0, date(2016, 1, 15)),
    ],
)
def test_months_end_on_the_same_day_or_the_month_s_last(
    day: date, months: int, later: date
) -> None:
    assert add_months(day, months) == later


@pytest.mark.parametrize("moment", [datetime(2016, 3, 26, 12), datetime(2016, 10, 29, 12)])  # noqa: DTZ001
def test_twenty_four_hours_are_elapsed_hours_across_summer_time(moment: datetime) -> None:
    asked = moment.replace(tzinfo=UTC)
    assert add_elapsed_hours(asked, 24) - asked == timedelta(hours=24)


def test_the_night_the_clock_moves_twenty_four_hours_end_at_another_time_of_day() -> None:
    winter = datetime(2016, 3, 26, 20, tzinfo=timezone(timedelta(hours=1)))
    assert add_elapsed_hours(winter, 24) == datetime(2016, 3, 27, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2016, 1, 11, 22, 59, tzinfo=UTC), date(2016, 1, 11)),
        (datetime(2016, 1, 11, 23, 0, tzinfo=UTC), date(2016, 1, 12)),
        (datetime(2016, 7, 11, 22, 0, tzinfo=UTC), date(2016, 7, 12)),
    ],
)
def test_a_moment_s_day_is_the_one_in_copenhagen(moment: datetime, day: date) -> None:
    assert day_of(moment) == day


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2017, 5, 11), 10), (date(2017, 5, 12), 11), (date(2025, 5, 12), 19)],
)
def test_age_is_whole_years(day: date, age: int) -> None:
    assert age_on(date(2006, 5, 12), day) == age


def test_born_on_29_february_is_older_on_1_march() -> None:
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


@given(DAYS, st.integers(1, 60))
def test_a_term_ends_after_its_day_on_a_working_day(day: date, count: int) -> None:
    ends = WEEKDAYS.add(day, count)
    between = [day + timedelta(days=n) for n in range(1, (ends - day).days + 1)]
    assert WEEKDAYS.is_working_day(ends)
    assert sum(map(WEEKDAYS.is_working_day, between)) == count


def test_closed_days_are_written_as_month_and_day() -> None:
    closed = closed_days("12-24, 06-05,02-29")
    assert closed == {(12, 24), (6, 5), (2, 29)}
    assert not closed_days("")
    assert not WorkingDays(closed=closed).is_working_day(date(2026, 6, 5))


@pytest.mark.parametrize("written", ["12-32", "24-12", "jul", "02-30", "12"])
def test_what_is_no_day_cannot_be_closed(written: str) -> None:
    with pytest.raises(ValueError, match=r"day|month|Invalid"):
        closed_days(written)


@given(DAYS)
def test_not_before_is_the_first_working_day(day: date) -> None:
    first = WEEKDAYS.not_before(day)
    assert first >= day
    skipped = [day + timedelta(days=n) for n in range((first - day).days)]
    assert not any(map(WEEKDAYS.is_working_day, skipped))
    assert WEEKDAYS.not_before(first) == first


@given(DAYS, st.integers(0, 240))
def test_months_keep_the_day_or_clamp_it(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


@given(DAYS)
def test_a_day_ends_where_the_next_begins(day: date) -> None:
    end = end_of(day)
    assert day_of(end) == day + timedelta(days=1)
    assert day_of(end - timedelta(microseconds=1)) == day


@given(SECONDS, st.integers(0, 10_000))
def test_elapsed_hours_are_hours_by_a_stopwatch(seconds: int, hours: int) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    assert add_elapsed_hours(moment, hours) - moment == timedelta(hours=hours)
