"""What has happened to worries in a running case. Moments in UTC."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernRaised:
    """Somebody is worried, though measures run. `pressing`: it cannot wait for days."""

    id: UUID
    raised_at: datetime
    raised_by: str
    pressing: bool
    words: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernAnswered:
    """A worry was answered, by a meeting perhaps; the id is the worry's."""

    id: UUID
    answered_at: datetime
    answer: str
    meeting_id: UUID | None
    words: Sealed | None


ConcernEvent = ConcernRaised | ConcernAnswered
