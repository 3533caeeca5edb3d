"""What is said of a thing makes a version when it changes something, and none when it does not."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.gateway.projection import Page, Put
from services.gateway.tables import measures, people
from services.gateway.versioning import Row, told

ID = UUID(int=1)
NINE, TEN = datetime(2024, 2, 1, 9, tzinfo=UTC), datetime(2024, 2, 1, 10, tzinfo=UTC)
START, END = {"started_on": date(2024, 2, 1)}, {"ended_on": date(2024, 3, 1)}


def read(rows: list[Row]) -> list[tuple[object, ...]]:
    names = ("recorded_from", "recorded_to", "started_on", "ended_on")
    return [tuple(row[name] for name in names) for row in rows]


def test_what_is_said_first_stands_until_something_else_is_said() -> None:
    versions = [*told(measures, ID, None, [(NINE, START), (TEN, END)])]
    assert read(versions) == [
        (NINE, TEN, START["started_on"], None),
        (TEN, None, START["started_on"], END["ended_on"]),
    ]


def test_what_is_said_again_is_no_version() -> None:
    [stands] = told(measures, ID, None, [(NINE, START)])
    assert [*told(measures, ID, stands, [(TEN, START)])] == []


def test_what_is_recorded_at_one_moment_is_one_version() -> None:
    versions = [*told(measures, ID, None, [(NINE, START), (NINE, END)])]
    assert read(versions) == [(NINE, None, START["started_on"], END["ended_on"])]


def test_a_clock_that_is_behind_never_makes_a_version_before_the_one_that_stands() -> None:
    [stands] = told(measures, ID, None, [(TEN, START)])
    versions = [*told(measures, ID, stands, [(NINE, END)])]
    assert read(versions) == [(TEN, None, START["started_on"], END["ended_on"])]


def test_a_versioned_table_is_written_from_one_feed_alone() -> None:
    Page().add("ladder", NINE, Put(measures, (ID,), START))
    with pytest.raises(ValueError, match="people is not written by ladder"):
        Page().add("ladder", NINE, Put(people, (ID,), {"relation": "mother"}))
