"""What a case remembers of what came in, and how it was answered."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An application. It is open until it is decided on or withdrawn."""

    id: UUID
    received_on: date
    application_kind: str
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureRequest:
    """A request for erasure."""

    id: UUID
    received_on: date
    decided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A breach; `settled` once it was reported, or judged harmless."""

    id: UUID
    discovered_at: datetime
    settled: bool = False
