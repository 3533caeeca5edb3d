"""The unit's notifications as clients see them."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from services.gateway.paging_views import Page
from shared.views import Label, View


class Signal(View):
    """Several notifications on one child or on siblings, of those the caller may see.

    Its `id` is that of the first that came. Open are those without a case that are not dismissed.
    """

    id: UUID
    notifications: list[UUID] = Field(max_length=1000, description="In the order they came.")
    open_count: int = Field(ge=0)


class NotificationLine(View):
    """One notification as it stands. What was told, in words, is read at `/notifications/{id}`."""

    id: UUID
    case_id: UUID | None = Field(description="The case that has taken it up.")
    unit: str = Field(max_length=64)
    received_at: datetime
    notifier_type: Label
    professional: bool = Field(description="The notifier has the mandated duty to notify.")
    section: str | None = Field(max_length=64, description="The duty that was met.")
    reasons: list[str] = Field(max_length=20)
    unborn: bool
    state: Label
    urgency: Label | None
    urgency_due_at: datetime | None
    assessed_at: datetime | None
    acknowledgement_due_on: date | None = Field(description="None when nobody can be answered.")
    acknowledged_on: date | None
    informed_on: date | None
    next_due_on: date | None = Field(description="The earliest day of what is still open.")
    overdue: bool
    dismissed_on: date | None
    dismissal_reason: Label | None
    reassessed_on: date | None
    reassessment_outcome: Label | None
    signal: Signal | None = Field(
        description="Several notifications are about this child, or about siblings."
    )


class NotificationsPage(Page[NotificationLine]):
    """Notifications."""
