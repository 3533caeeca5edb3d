"""Look-ups as clients see them."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from services.gateway.paging_views import Page
from shared.views import Label, View

MOST_NAMED = 1000  # cases in a line; `?caseId=` finds a line by any


class LookUpLine(View):
    """Somebody looked something up. What is not the reader's to know is null or left out."""

    at: datetime
    subject: str | None = Field(max_length=100, description="Who, by their identifier.")
    role: str | None = Field(max_length=20)
    unit: str | None = Field(max_length=64)
    operation: str = Field(max_length=100, description="By its operationId.")
    data_class: Label
    case_ids: list[UUID] = Field(
        max_length=MOST_NAMED,
        description="The cases and notifications it was about: of very many, the first.",
    )
    cases: int = Field(ge=0, description="How many they are.")
    outcome: Label
    purpose: str | None = Field(max_length=64)
    emergency_access_id: UUID | None = Field(description="The access that it was done under.")
    trace_id: str = Field(max_length=64)


class LookUpsPage(Page[LookUpLine]):
    """Look-ups."""
