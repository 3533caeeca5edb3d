"""What is remembered of a move to another municipality, and how far it has come."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A move. `heard` are the messages that were sent about it, or came."""

    id: UUID
    reported_on: date
    municipality: str
    notified_on: date | None = None
    acknowledged_on: date | None = None
    transferred_on: date | None = None
    heard: frozenset[str] = frozenset()
