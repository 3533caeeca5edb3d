"""What has happened to obligations. Every fact's `id` is the obligation's.

An obligation's id follows from its stream, rule, subject and trigger. Days are in
Europe/Copenhagen, moments in UTC.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.followup.obligation.due import Due
from shared.departures import Departure
from shared.sealing import Sealed

Stage = Literal["before", "after"]


class Bound:
    """What says when it is due: the row of the layer that binds, and what that counts from."""

    __slots__ = ()
    due: Due

    @property
    def edition(self) -> date:
        return self.due.binding.edition

    @property
    def da(self) -> str:
        return self.due.binding.da

    @property
    def en(self) -> str:
        return self.due.binding.en

    @property
    def source(self) -> str:
        return self.due.binding.source

    @property
    def trigger(self) -> str:
        return self.due.binding.trigger

    @property
    def trigger_id(self) -> UUID:
        return self.due.binding.trigger_id

    @property
    def trigger_on(self) -> date:
        return self.due.binding.trigger_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationArose(Bound):
    """Something is due: by which rule, about what, when, and why then.

    `satisfied_by` are the facts that meet it. It `lapses` when it is the end of a party's right,
    which is over after its day and never overdue. `unit` was in charge when it arose.
    """

    id: UUID
    rule: str
    subject: UUID
    due: Due
    satisfied_by: tuple[str, ...] = ()
    lapses: bool = False
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationMoved(Bound):
    """What it is counted from was corrected or came about: another day, or another reason."""

    id: UUID
    due: Due


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationMet:
    """It was met, by a fact (`by`, `by_id`); `late` when that was after it was due."""

    id: UUID
    met_on: date
    met_at: datetime | None
    by: str
    by_id: UUID
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationLapsed:
    """Nothing is due any more, and why."""

    id: UUID
    lapsed_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationReopened:
    """What had met it, or let it lapse, no longer holds as it was recorded."""

    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationOverdue:
    """The clock passed it while it was open. Noticed once for each time that it is due."""

    id: UUID
    noticed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderFellDue:
    """So many days were left until its day. Noticed once for each time that it is due."""

    id: UUID
    noticed_at: datetime
    rule: str
    due_on: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationEscalated:
    """The unit's leader is to know of it: shortly before its day, or some time after."""

    id: UUID
    noticed_at: datetime
    rule: str
    due_on: date
    stage: Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationDeferred:
    """It will be done later, for a reason. What is due by law or practice does not move."""

    id: UUID
    deferred_on: date
    deferred_to: date
    reason: Sealed
    departures: tuple[Departure, ...]
    edition: date


Outcome = ObligationMet | ObligationLapsed
Noticed = ObligationOverdue | ReminderFellDue | ObligationEscalated
ObligationEvent = (
    ObligationArose | ObligationMoved | ObligationMet | ObligationLapsed | ObligationReopened
    | Noticed | ObligationDeferred
)  # fmt: skip
