"""What a notification's own stream remembers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from shared.calendar import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """A notification as it stands. `received_at` is UTC; `cases` are those it was taken up in.

    `informed`: its professional notifier has been told what came of it, or it was decided not to.
    `said` is what stands of what was recorded, in order, without words that nobody asks for again;
    `correcting` is the place in it that the next fact takes.
    """

    id: UUID
    received_at: datetime
    answerable: bool
    professional: bool
    fingerprint: UUID | None = None
    assessed: bool = False
    assessor: str | None = None
    dismissed: bool = False
    informed: bool = False
    cases: tuple[UUID, ...] = ()
    taken_up_on: date | None = None
    said: tuple[Any, ...] = ()
    correcting: int | None = None

    def received_after(self, day: date) -> bool:
        """Whether it had not been received by a day."""
        return day < day_of(self.received_at)
