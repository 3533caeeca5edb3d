"""Emergency accesses as clients see them."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from services.gateway.paging_views import Page
from shared.views import Label, View


class EmergencyLine(View):
    """Somebody was let in to a case. Why, and what was thought of it, is read at the access."""

    id: UUID
    case_id: UUID | None = Field(description="None when it is not the reader's to know of.")
    subject: str = Field(max_length=100, description="Who, by their identifier.")
    unit: str | None = Field(max_length=64)
    opened_at: datetime
    ends_at: datetime
    ended: bool
    reviewed_at: datetime | None
    reviewer: str | None = Field(max_length=100)
    finding: Label | None


class EmergenciesPage(Page[EmergencyLine]):
    """Emergency accesses."""
