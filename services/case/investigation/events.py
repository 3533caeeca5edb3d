"""What was found out, said and consented to. Days are in Europe/Copenhagen; ends are exclusive."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.case import Regime
from shared.departures import Departure
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigationStarted:
    """A child protection investigation began (børnefaglig undersøgelse). SEL §50; BL §20.

    Its four months run from `aware_on`. The regime is that of the day it began.
    """

    id: UUID
    started_on: date
    aware_on: date
    regime: Regime
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusPoints:
    """The six matters that an investigation covers. SEL §50(2); BL §20."""

    development_and_behaviour: Sealed
    family: Sealed
    school: Sealed
    health: Sealed
    leisure_and_friendships: Sealed
    other: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigationCompleted:
    """An investigation ended in a reasoned conclusion."""

    id: UUID
    completed_on: date
    conclusion: str
    focus_points: FocusPoints
    departures: tuple[Departure, ...]
    edition: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildConversationHeld:
    """Somebody spoke with the child itself (børnesamtale). SEL §48; BL §5(3)."""

    id: UUID
    held_on: date
    purpose: str
    without_custodian: bool
    companion: bool
    views: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildConversationWaived:
    """No conversation could be held, and the child's views were sought otherwise. SEL §48(2).

    `catch_up`: it is to be held as soon as it can be, as the reason does not last.
    """

    id: UUID
    waived_on: date
    reason: str
    catch_up: bool
    views_otherwise: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven:
    """A custodian (`party_id`), or the child itself when that is `None`, consented to measures.

    `matters` are what else it is a consent to. With `purpose_codes` it covers these purposes only;
    without, its words say what it covers.

    Legal source: SEL §52(1); BL §32(2), §46(1)-(2).
    """

    id: UUID
    party_id: UUID | None
    given_on: date
    measure_types: tuple[str, ...]
    purpose: Sealed
    purpose_codes: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn:
    """A consent was taken back; `withdrawn_on` is the first day without it.

    `decision_ids`: what rests on it, and must now end or go before the committee. The party is a
    custodian, or the child itself when `party_id` is `None`.
    """

    id: UUID
    party_id: UUID | None
    withdrawn_on: date
    measure_types: tuple[str, ...]
    decision_ids: tuple[UUID, ...]
    departures: tuple[Departure, ...]
    edition: date


InvestigationEvent = (
    InvestigationStarted | InvestigationCompleted | ChildConversationHeld | ChildConversationWaived
    | ConsentGiven | ConsentWithdrawn
)  # fmt: skip
