"""What became of a chair's provisional decision (formandsafgørelse). SEL §75; BL §143.

Days are in Europe/Copenhagen. The `id` is the decision's own.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.departures import Departure
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionalDecisionConsidered:
    """The committee approved or refused it. `members_for` of `members_present` agreed.

    An approved one carries measures until `lapses_on`, the first day that it does not; a refused
    one carries none from `considered_on`.
    """

    id: UUID
    considered_on: date
    outcome: str
    members_present: int
    members_for: int
    lapses_on: date | None
    departures: tuple[Departure, ...]
    edition: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionalDecisionExtended:
    """An approved one was extended: `lapses_on` is now the first day that it does not carry."""

    id: UUID
    extended_on: date
    lapses_on: date
    reasons: Sealed


ProvisionalDecisionEvent = ProvisionalDecisionConsidered | ProvisionalDecisionExtended
