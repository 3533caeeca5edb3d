"""What has happened when a case was opened in an emergency. Moments are UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from shared.facts import Catalog
from shared.sealing import Sealed

Finding = Literal["justified", "not_justified"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessOverridden:
    """Somebody who stood in no relation to the case was let in to read it, until `ends_at`.

    `subject` and `unit` are identifiers of who, and of where they work.
    """

    id: UUID
    subject: str
    unit: str | None
    reason: Sealed
    opened_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideReviewed:
    """A leader judged afterwards whether it had been justified. If it was not, it ends at once."""

    id: UUID
    finding: Finding
    words: Sealed
    reviewer: str
    reviewed_at: datetime


Event = AccessOverridden | OverrideReviewed
catalog: Catalog[Event] = Catalog("gateway", *Event.__args__)
