"""What a notification's own stream remembers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """A notification as it stands. `received_at` is UTC; `cases` are those it was taken up in.

    `informed`: its professional notifier has been told what came of it, or it was decided not to.
    """

    received_at: datetime
    answerable: bool
    professional: bool
    fingerprint: UUID | None = None
    assessed: bool = False
    assessor: str | None = None
    dismissed: bool = False
    informed: bool = False
    cases: tuple[UUID, ...] = ()
