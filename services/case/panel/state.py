"""What a case remembers of what was put before the panel."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelItem:
    """A question to the panel; it is open until it is concluded."""

    id: UUID
    raised_on: date
    concluded_on: date | None = None
