"""What was decided. Days are in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.case import Regime
from shared.departures import Departure
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade:
    """A formal decision (afgørelse). Regime, section and edition stay with it for good.

    `acute`: it could not wait. `edition` is the first day of the statute it was judged by.
    `grounds`: why no consent is needed (SEL §58(1); BL §47(1)). `members_present` of the committee,
    and `members_for`. `committee_due_on`: the last day to put a chair's provisional decision before
    the committee (SEL §75; BL §143). `replaces_decision_id`: the decision it takes the place of,
    which carried its measures until then (BL §213). `application_id`: the application it answers.
    `lapses_on`: the first day that it carries no measure, when it says so itself.
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
    purpose_codes: tuple[str, ...]
    lapses_on: date | None
    reasons: Sealed
    grounds: tuple[str, ...]
    members_present: int | None
    members_for: int | None
    lawyer_offered: bool
    siblings_assessed: bool
    committee_due_on: date | None
    replaces_decision_id: UUID | None
    application_id: UUID | None
    departures: tuple[Departure, ...]


DecisionEvent = DecisionMade
