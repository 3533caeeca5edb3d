"""What came in or came to light. Days are in Europe/Copenhagen, moments in UTC."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationReceived:
    """Somebody applied for something (ansøgning). The municipality's own term runs. RSL §3(2).

    The applicant is a person on the case, or the child itself when `party_id` is `None`.
    """

    id: UUID
    received_on: date
    application_kind: str
    party_id: UUID | None
    words: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationWithdrawn:
    """The applicant wanted no decision any more."""

    id: UUID
    withdrawn_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceDocumentationReceived:
    """The police documented what a young person is suspected of. SEL §57c; BL §127.

    Seven days run from here. `offence_class` is a code.
    """

    id: UUID
    received_on: date
    offence_class: str
    words: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachDiscovered:
    """A breach of the security of personal data in the case came to light. GDPR art. 33.

    `breach_kind`: whether they became known, changed, or lost. 72 hours run from `discovered_at`.
    """

    id: UUID
    discovered_at: datetime
    breach_kind: str
    words: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachReported:
    """The supervisory authority (Datatilsynet) was told. GDPR art. 33(1)."""

    id: UUID
    reported_at: datetime
    reference: str | None
    late_because: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachNotReported:
    """It was judged that nobody is at risk, and why: nothing is reported. GDPR art. 33(1), (5)."""

    id: UUID
    judged_at: datetime
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachDisclosed:
    """Whose data they are was told of the breach; the child itself by `None`. GDPR art. 34."""

    id: UUID
    breach_id: UUID
    party_id: UUID | None
    told_on: date
    words: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureRequestReceived:
    """Somebody asked that what is recorded of them be erased. GDPR art. 17; art. 12(3)."""

    id: UUID
    received_on: date
    party_id: UUID | None
    words: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureRequestDecided:
    """It was refused, as long as the task, a claim or the archive needs it, or granted after that.

    Legal source: GDPR art. 17(3)(b), (d), (e).
    """

    id: UUID
    decided_on: date
    outcome: str
    basis: Sealed


IntakeEvent = (
    ApplicationReceived | ApplicationWithdrawn | PoliceDocumentationReceived | BreachDiscovered
    | BreachReported | BreachNotReported | BreachDisclosed | ErasureRequestReceived
    | ErasureRequestDecided
)  # fmt: skip
