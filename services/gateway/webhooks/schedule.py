"""When a delivery is tried again, and what an answer means for it.

Waits are counted from the attempt before, so that time in which we were not running costs a
receiver none of its attempts.
"""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Literal

Verdict = Literal["delivered", "failed", "gone"]

MOMENTS = tuple(  # after the first attempt
    timedelta(seconds=each)
    for each in (25, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 57_600, 86_400)
)
BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
MOST_DIGITS = 9  # of seconds
WAITS = tuple(
    after - before for before, after in zip((timedelta(), *MOMENTS[:-1]), MOMENTS, strict=True)
)


def next_attempt(attempts: int, now: datetime, asked: timedelta = timedelta()) -> datetime | None:
    """When to try again what failed for the n-th time at this moment; never, after 24 hours.

    A receiver may ask for a longer wait than the house's own, as far as the longest of them.
    """
    if attempts > len(WAITS):
        return None
    return now + max(WAITS[attempts - 1], min(asked, WAITS[-1]))


def asked_to_wait(status: int, said: str | None, now: datetime) -> timedelta:
    """How long a receiver that is busy wants to be left alone (RFC 9110, `Retry-After`).

    Seconds, or a moment in real time as `now` is. What it says wrongly, it has not said.
    """
    if said is None or status not in BUSY:
        return timedelta()
    if said.isascii() and said.isdigit():
        return timedelta(seconds=min(int(said[:MOST_DIGITS]), WAITS[-1].total_seconds()))
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return timedelta()
    return max(moment.replace(tzinfo=moment.tzinfo or UTC) - now, timedelta())


def verdict(status: int | None) -> Verdict:
    """What a receiver meant by a status; none, when there was no answer."""
    if status is not None and HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return "delivered"
    return "gone" if status == HTTPStatus.GONE else "failed"
