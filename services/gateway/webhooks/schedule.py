"""When a delivery is tried again, and what an answer means for it.

Waits are counted from the attempt before, so that time in which we were not running costs a
receiver none of its attempts.
"""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Literal

Verdict = Literal["delivered", "failed", "gone"]

MOMENTS = tuple(  # after the first attempt
    timedelta(seconds=each)
    for each in (25, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 57_600, 86_400)
)
WAITS = tuple(
    after - before for before, after in zip((timedelta(), *MOMENTS[:-1]), MOMENTS, strict=True)
)


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again what failed for the n-th time at this moment; never, after 24 hours."""
    return now + WAITS[attempts - 1] if attempts <= len(WAITS) else None


def verdict(status: int | None) -> Verdict:
    """What a receiver meant by a status; none, when there was no answer."""
    if status is not None and HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return "delivered"
    return "gone" if status == HTTPStatus.GONE else "failed"
