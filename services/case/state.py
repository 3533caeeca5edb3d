"""What a stream remembers: a notification, or a child's case. Sealed words stay sealed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.case.child.events import ChildIdentified
from services.case.people.state import Address, Person, Protection, holds_on
from services.case.plan.state import Goal, Plan
from shared.contracts.case import Regime
from shared.sealing import Sealed
from shared.things import find


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """A notification as it stands. `received_at` is UTC."""

    received_at: datetime
    answerable: bool
    assessed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Investigation:
    id: UUID
    started_on: date
    completed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetedAssessment:
    id: UUID
    started_on: date
    completed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A consent of a custodian, or of the child itself (`party_id` is `None`)."""

    id: UUID
    party_id: UUID | None
    given_on: date
    measure_types: tuple[str, ...]
    withdrawn_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.given_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    id: UUID
    decided_on: date
    regime: Regime
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRequest:
    """A request to see the case. One whose answer is delayed is not `decided`."""

    id: UUID
    received_on: date
    decided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """An appeal, and how far it has come."""

    id: UUID
    lodged_on: date
    reconsidered_on: date | None = None
    withdrawn: bool = False
    forwarded_on: date | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A child's case, folded from its facts. `heard_on`: when the child was, or could not be."""

    id: UUID
    opened_on: date
    aware_on: date
    closed_on: date | None = None
    identity: ChildIdentified | None = None
    people: tuple[Person, ...] = ()
    addresses: tuple[Address, ...] = ()
    protections: tuple[Protection, ...] = ()
    merged_into: UUID | None = None
    investigations: tuple[Investigation, ...] = ()
    targeted_assessments: tuple[TargetedAssessment, ...] = ()
    heard_on: tuple[date, ...] = ()
    consents: tuple[Consent, ...] = ()
    plans: tuple[Plan, ...] = ()
    goals: tuple[Goal, ...] = ()
    decisions: tuple[Decision, ...] = ()
    access_requests: tuple[AccessRequest, ...] = ()
    appeals: tuple[Appeal, ...] = ()

    def person(self, id: UUID | None) -> Person | None:  # noqa: A002 - its name everywhere
        return find(self.people, id)

    def investigation(self, id: UUID | None) -> Investigation | None:  # noqa: A002
        return find(self.investigations, id)

    def targeted_assessment(self, id: UUID | None) -> TargetedAssessment | None:  # noqa: A002
        return find(self.targeted_assessments, id)

    def consent(self, id: UUID | None) -> Consent | None:  # noqa: A002
        return find(self.consents, id)

    def plan(self, id: UUID | None) -> Plan | None:  # noqa: A002
        return find(self.plans, id)

    def goal(self, id: UUID | None) -> Goal | None:  # noqa: A002
        return find(self.goals, id)

    def decision(self, id: UUID | None) -> Decision | None:  # noqa: A002
        return find(self.decisions, id)

    def access_request(self, id: UUID | None) -> AccessRequest | None:  # noqa: A002
        return find(self.access_requests, id)

    def appeal(self, id: UUID | None) -> Appeal | None:  # noqa: A002
        return find(self.appeals, id)

    def knows(self, party_id: UUID | None) -> bool:
        """Whether a party is on the case; the child (`None`) always is."""
        return party_id is None or self.person(party_id) is not None

    def custodians_on(self, day: date) -> Sequence[Person]:
        return [each for each in self.people if each.custodian_on(day)]

    def address_protected(self, party_id: UUID | None, day: date) -> bool:
        """Whether the address of a person, or of the child (`None`), is protected on a day."""
        return holds_on((each.said for each in self.protections if each.party_id == party_id), day)

    def address_of(self, party_id: UUID | None) -> Sealed | None:
        """The last address of a person, or of the child (`None`)."""
        found = [each.words for each in self.addresses if each.party_id == party_id]
        return found[-1] if found else None

    def heard_by(self, day: date) -> bool:
        return any(each <= day for each in self.heard_on)

    def investigated_by(self, day: date) -> bool:
        return any(
            each.completed_on is not None and each.completed_on <= day
            for each in self.investigations
        )

    def planned_by(self, day: date) -> bool:
        return any(each.approved_on is not None and each.approved_on <= day for each in self.plans)


Stream = Notification | Case | None
"""Either kind of stream; `None` before its first fact."""


def covered(consents: Collection[Consent], party_id: UUID | None) -> frozenset[str]:
    """The measure types that one party's consents cover together."""
    return frozenset(
        measure_type
        for each in consents
        if each.party_id == party_id
        for measure_type in each.measure_types
    )
