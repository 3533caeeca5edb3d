"""What became of decisions once they were made. Days are in Europe/Copenhagen.

A party is a person on the case, or the child itself when `party_id` is `None`.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionNotified:
    """A party was told of a decision; `appeal_notice`: and how to appeal it. FVL §25; RSL §67.

    The party's four weeks to appeal run from `notified_on`.
    """

    id: UUID
    decision_id: UUID
    party_id: UUID | None
    notified_on: date
    appeal_notice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealLodged:
    """A party appealed a decision; `lodged_on` is the day the appeal was received. RSL §67."""

    id: UUID
    decision_id: UUID
    party_id: UUID | None
    lodged_on: date
    words: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealReconsidered:
    """The authority looked at its decision again (remonstration). RSL §66."""

    id: UUID
    reconsidered_on: date
    outcome: str
    words: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealForwarded:
    """An appeal was sent on to the appeals board (Ankestyrelsen). RSL §66."""

    id: UUID
    forwarded_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecided:
    """The appeals board decided an appeal."""

    id: UUID
    decided_on: date
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealSuspended:
    """The decision is not carried out until its appeal is settled (opsættende virkning). RSL §72.

    An appeal has no such effect by itself: the authority or the board grants it.
    """

    id: UUID
    suspended_on: date
    granted_by: str
    words: Sealed


AppealEvent = (
    DecisionNotified | AppealLodged | AppealSuspended | AppealReconsidered | AppealForwarded
    | AppealDecided
)  # fmt: skip
