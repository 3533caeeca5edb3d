"""What is due, as clients see it."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from services.gateway.expanding import Child, NamedPage
from shared.views import Label, View


class ObligationLine(View):
    """Something due. `dueOn` is the earlier of the statutory and the local day, and binds."""

    id: UUID
    case_id: UUID | None = Field(description="None while a worry has no case yet.")
    stream: UUID = Field(description="The case or the notification that it is about.")
    child: Child = None
    rule: Label = Field(description="The rule's id, and what it requires.")
    source: str = Field(max_length=300)
    edition: date = Field(description="First day of the edition of the law that was used.")
    trigger: str = Field(max_length=100, description="The fact that it follows from.")
    trigger_on: date
    subject: UUID = Field(description="What it is about: a measure, an investigation, a worry.")
    statutory_on: date | None
    local_on: date | None
    due_on: date
    due_at: datetime | None = Field(description="The moment, for terms counted in hours.")
    basis: Label
    adjustment: str | None = Field(max_length=300)
    falls_on: Label | None = Field(description="A warning: that day is no working day.")
    state: Label
    met_on: date | None
    lapsed_on: date | None
    lapse_reason: str | None = Field(max_length=100)
    satisfied_by: list[str] = Field(max_length=10, description="The facts that would meet it.")
    lapses: bool = Field(description="The end of a party's right: it is never overdue.")
    deferred_to: date | None = Field(description="It will be done then; what is due stands.")
    escalated_at: datetime | None = Field(description="When the leader was to know of it.")
    planned_at: datetime | None = Field(description="The next meeting meant to meet it.")


class AgendaPage(NamedPage[ObligationLine]):
    """What is due. `missing` says what could not be answered now (`names`)."""
