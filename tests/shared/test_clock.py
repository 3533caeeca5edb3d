"""Development's clock stands where it was set; a story cannot un-happen."""

from datetime import UTC, datetime, timedelta, timezone

from shared.clock import SettableClock, utc_now

MONDAY = datetime(2016, 1, 11, 8, tzinfo=UTC)


def test_it_follows_real_time_until_it_is_set() -> None:
    clock = SettableClock()
    assert clock.moment is None
    assert utc_now() <= clock() <= utc_now()


def test_it_stands_where_it_was_set_in_utc() -> None:
    clock = SettableClock()
    assert clock.set(MONDAY.astimezone(timezone(timedelta(hours=1))))
    assert clock() == MONDAY
    assert clock().tzinfo == UTC


def test_it_moves_forward_only() -> None:
    clock = SettableClock()
    assert clock.set(MONDAY)
    assert not clock.set(MONDAY - timedelta(microseconds=1))
    assert clock() == MONDAY
    assert clock.set(MONDAY)
    assert clock.set(MONDAY + timedelta(days=1))
    assert clock() == MONDAY + timedelta(days=1)


def test_real_time_is_always_allowed_back() -> None:
    clock = SettableClock()
    assert clock.set(MONDAY + timedelta(days=100_000))
    assert clock.set(None)
    assert clock.moment is None
    assert clock.set(MONDAY)
