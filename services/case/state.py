"""What a stream remembers: a notification, or a child's case. Sealed words stay sealed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.case.admission.state import Login
from services.case.charge.state import Handover
from services.case.child.events import ChildIdentified
from services.case.decision.state import Decision
from services.case.intake.state import Application, Breach, ErasureRequest
from services.case.investigation.state import Heard
from services.case.measure.state import Measure
from services.case.notification.state import Notification
from services.case.panel.state import PanelItem
from services.case.people.state import Address, Person, Protection, holds_on
from services.case.plan.state import Goal, Plan
from services.case.reassessment.state import Worry
from services.case.transfer.state import Transfer
from shared.sealing import Sealed
from shared.things import find


@dataclass(frozen=True, slots=True, kw_only=True)
class CounsellingContact:
    """An anonymous contact as it stands."""

    id: UUID
    held_on: date
    handed_over_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Investigation:
    id: UUID
    started_on: date
    aware_on: date
    consulted: bool = False
    completed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetedAssessment:
    id: UUID
    started_on: date
    completed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A consent of a custodian, or of the child itself (`party_id` is `None`).

    Without `purpose_codes` only its words say which purposes it covers.
    """

    id: UUID
    party_id: UUID | None
    given_on: date
    measure_types: tuple[str, ...]
    purpose_codes: frozenset[str] = frozenset()
    withdrawn_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.given_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRequest:
    """A request to see the case. One whose answer is put off is not `decided`."""

    id: UUID
    received_on: date
    access_kind: str
    decided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """A party, or the child (`None`), was heard; from `over_on` there is nothing to wait for."""

    party_id: UUID | None
    sent_on: date
    over_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """An appeal, and how far it has come."""

    id: UUID
    lodged_on: date
    reconsidered_on: date | None = None
    withdrawn: bool = False
    suspended_on: date | None = None
    forwarded_on: date | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A child's case, folded from its facts. `heard`: when the child was, or could not be.

    `said` is what stands of what was recorded, in order, without words that the case does not hold
    itself; `correcting` is the place in it that the next fact takes.

    `exchanged`: school, health and authority have exchanged what they know, to prevent.
    `caseworkers` are all who were ever in charge, `worries` the notifications it is about.
    """

    id: UUID
    opened_on: date
    aware_on: date
    unit: str
    closed_on: date | None = None
    handovers: tuple[Handover, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    responsible_since: date | None = None  # when another municipality was responsible before
    identity: ChildIdentified | None = None
    expected_on: date | None = None
    people: tuple[Person, ...] = ()
    addresses: tuple[Address, ...] = ()
    protections: tuple[Protection, ...] = ()
    merged_into: UUID | None = None
    investigations: tuple[Investigation, ...] = ()
    targeted_assessments: tuple[TargetedAssessment, ...] = ()
    heard: tuple[Heard, ...] = ()
    consents: tuple[Consent, ...] = ()
    plans: tuple[Plan, ...] = ()
    goals: tuple[Goal, ...] = ()
    decisions: tuple[Decision, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    exchanged: bool = False
    access_requests: tuple[AccessRequest, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    applications: tuple[Application, ...] = ()
    breaches: tuple[Breach, ...] = ()
    erasure_requests: tuple[ErasureRequest, ...] = ()
    logins: tuple[Login, ...] = ()
    panel_items: tuple[PanelItem, ...] = ()
    measures: tuple[Measure, ...] = ()
    caseworkers: frozenset[str] = frozenset()
    worries: tuple[Worry, ...] = ()
    said: tuple[Any, ...] = ()
    correcting: int | None = None

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

    def open_applications(self) -> Sequence[Application]:
        """The applications that are neither decided on nor withdrawn."""
        answered = {each.application_id for each in self.decisions}
        return [
            each
            for each in self.applications
            if each.withdrawn_on is None and each.id not in answered
        ]

    def resting_on(self, consent_id: UUID, day: date) -> Sequence[Decision]:
        """The grants that rest on a consent, and are neither replaced nor over by a day."""
        replaced = {each.replaces for each in self.decisions}
        return [
            each
            for each in self.decisions
            if each.kind == "grant"
            and consent_id in each.consent_ids
            and each.id not in replaced
            and not self.over(each, day)
        ]

    def over(self, decision: Decision, day: date) -> bool:
        """Whether it was carried out, and none of its measures runs on a day or later."""
        carried = [each for each in self.measures if each.decision_id == decision.id]
        return bool(carried) and not any(each.runs_from(day) for each in carried)

    def knows(self, party_id: UUID | None) -> bool:
        """Whether a party is on the case; the child (`None`) always is."""
        return party_id is None or self.person(party_id) is not None

    def address_protected(self, party_id: UUID | None, day: date) -> bool:
        """Whether the address of a person, or of the child (`None`), is protected on a day."""
        return holds_on((each.said for each in self.protections if each.party_id == party_id), day)

    def address_of(self, party_id: UUID | None) -> Sealed | None:
        """The last address of a person, or of the child (`None`)."""
        found = [each.words for each in self.addresses if each.party_id == party_id]
        return found[-1] if found else None

    def heard_between(self, first: date, last: date, purpose: str | None = None) -> bool:
        """Whether the child was heard, or could not be, from one day to another inclusive."""
        return any(
            first <= each.on <= last and purpose in {None, each.purpose} for each in self.heard
        )

    def investigated_by(self, day: date) -> bool:
        return any(
            each.completed_on is not None and each.completed_on <= day
            for each in self.investigations
        )

    def planned_by(self, day: date) -> bool:
        return any(each.approved_on is not None and each.approved_on <= day for each in self.plans)


Stream = Notification | CounsellingContact | Case | None
"""Any kind of stream; `None` before its first fact, and for those that need no memory."""


def covered(consents: Collection[Consent], party_id: UUID | None) -> frozenset[str]:
    """The measure types that one party's consents cover together."""
    return frozenset(
        measure_type
        for each in consents
        if each.party_id == party_id
        for measure_type in each.measure_types
    )
