"""What was decided. Days are in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.case import Regime
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade:
    """A formal decision (afgørelse). Regime, section and edition stay with it for good.

    `acute`: it could not wait. `edition` is the first day of the statute it was judged by.
    """

    id: UUID
    decided_on: date
    regime: Regime
    section: str
    kind: str
    body: str
    measure_types: tuple[str, ...]
    expected_months: int | None
    acute: bool
    consent_ids: tuple[UUID, ...]
    edition: date
    purpose: Sealed | None
    reasons: Sealed


DecisionEvent = DecisionMade
