"""Who the caller is here, as clients see it."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from services.gateway.paging_views import Page
from shared.views import Label, View


class RightLine(View):
    """What the caller may do with one class of data, in the cases they may know of."""

    data_class: Label
    read: bool
    words: bool = Field(description="Reads words too, beside codes and days.")
    aggregates: bool = Field(description="Reads figures only; small ones are left out.")
    write: bool


class Me(View):
    """Who the caller is here, and what they may ask for."""

    sub: str = Field(max_length=100)
    role: str = Field(max_length=20)
    unit: str | None = Field(max_length=64)
    scopes: list[str] = Field(max_length=50)
    rights: list[RightLine] = Field(max_length=100)


class StandingLine(View):
    """Why a case is the caller's to know of, and until when."""

    relation: Label
    valid_from: date | None
    valid_to: date | None = Field(description="The first day without it.")
    ends_at: datetime | None = Field(description="For what is opened for some hours.")


class OwnCaseLine(View):
    case_id: UUID
    child: str | None = Field(max_length=200, description="The child's name, when it can be told.")
    relations: list[StandingLine] = Field(max_length=100)


class OwnCasesPage(Page[OwnCaseLine]):
    """Cases the caller has a part in."""


class SentLine(View):
    """A notification that the caller sent, and what they were told."""

    id: UUID
    received_at: datetime
    acknowledged_on: date | None
    informed_on: date | None


class SentPage(Page[SentLine]):
    """What the caller sent."""
