"""What has happened in following placed children. Days are in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.departures import Departure
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionVisitHeld:
    """The child was visited where it lives (personrettet tilsyn). SEL § 148; BL § 156, stk. 5.

    Without a conversation with the child, `no_conversation_because` says why as a code.
    """

    id: UUID
    visited_on: date
    with_conversation: bool
    staff_present: bool
    no_conversation_because: str | None
    child_view: Sealed | None
    observations: Sealed | None
    departures: tuple[Departure, ...]
    edition: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsReported:
    """What happened to a placement was reported to Statistics Denmark."""

    id: UUID
    measure_id: UUID
    event: str
    reported_on: date


PlacementEvent = SupervisionVisitHeld | StatisticsReported
