"""What time it is. Everyone takes a clock as an argument; only this module asks the machine."""

from collections.abc import Callable
from datetime import UTC, datetime

from shared.decider import Unmet

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one clock


FORWARD = Unmet(
    rule="clock-forward",
    da="Uret kan kun stilles frem, så længe det står.",
    en="The clock can only be set forward while it stands.",
    source="Indsats, ADR 0013",
)


class SettableClock:
    """Development's clock: it stands where it was set, or follows real time.

    It moves forward only, so that a story cannot un-happen; real time is always allowed back.
    """

    def __init__(self) -> None:
        self._moment: datetime | None = None

    def __call__(self) -> datetime:
        return self._moment or utc_now()

    @property
    def moment(self) -> datetime | None:
        """Where the clock stands, or `None` when it follows real time."""
        return self._moment

    def set(self, moment: datetime | None) -> bool:
        """Stand at a moment (or follow real time again); refuse to go back in a story."""
        if moment and self._moment and moment < self._moment:
            return False
        self._moment = moment and moment.astimezone(UTC)
        return True
