"""What a case remembers of those who log in."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A login of a person on the case, or of the child (`party_id` is `None`)."""

    id: UUID
    party_id: UUID | None
    subject: str
    valid_from: date
    ended_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.ended_on is None or day < self.ended_on)
