"""Subscriptions and deliveries as clients see them, and the event that is sent to try one."""

from datetime import datetime
from typing import Any, Literal, Self
from uuid import UUID

import sqlalchemy as sa
from pydantic import ConfigDict, Field

from services.gateway.labels import label
from services.gateway.paging_views import Page
from services.gateway.webhooks.commands import LONGEST
from services.gateway.webhooks.filtering import NAMES
from services.gateway.webhooks.signing import LONGEST as LONGEST_SECRET
from shared.views import Label, View


class WebhookSubscription(View):
    """A subscription, without its secret, and how its deliveries stand."""

    id: UUID
    url: str = Field(max_length=LONGEST)
    types: list[str] | None = Field(max_length=len(NAMES), description="`null`: every type.")
    made_at: datetime
    ended_at: datetime | None
    ended_because: Label | None
    before_until: datetime | None = Field(description="Until then the secret before signs too.")
    waiting: int = Field(ge=0, description="Deliveries that are not through.")
    parked: int = Field(ge=0, description="Of those that failed for 24 hours.")
    oldest_waiting_at: datetime | None

    @classmethod
    def of(cls, source: Any, **more: Any) -> Self:  # noqa: ANN401 - as `View.of`
        because = source.ended_because and label("webhook_end", source.ended_because)
        return super().of(source, ended_because=because, **more)


class WebhookSecret(View):
    """A secret that was made. It is in this answer alone: keep it as you keep a password."""

    id: UUID
    secret: str | None = Field(
        max_length=LONGEST_SECRET,
        description="As Standard Webhooks writes it; `null` when it was made more than a day ago.",
        examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="],
    )
    before_until: datetime | None = Field(description="Until then the secret before signs too.")


class WebhookSubscriptions(Page[WebhookSubscription]):
    """The caller's subscriptions."""


class WebhookDelivery(View):
    """An event that is brought to a subscriber, and how far that has come."""

    id: UUID = Field(description="The `webhook-id`, the same at every attempt.")
    type: str = Field(max_length=100)
    stream: UUID = Field(description="The `subject` of the event.")
    state: Label
    attempts: int = Field(ge=0)
    tried_at: datetime | None
    status: int | None = Field(description="What the receiver answered last, if it did.")
    fault: Label | None = Field(description="What stood in the way of an answer.")
    due_at: datetime | None = Field(description="When it is tried next.")
    made_at: datetime
    done_at: datetime | None


class WebhookDeliveries(Page[WebhookDelivery]):
    """Deliveries of a subscription."""


class SubscriptionTested(View):
    """What came of an event that was sent to try a subscription."""

    delivered: bool = Field(description="Whether the receiver answered with a status of success.")
    status: int | None = Field(description="What the receiver answered, if it did.")
    fault: Label | None = Field(description="What stood in the way of an answer.")


class Redelivered(View):
    """How many deliveries were set going again; those behind them follow."""

    deliveries: int = Field(ge=0)


class Nothing(View):
    """That nothing has happened."""

    test: Literal[True] = True


class SampleEvent(View):
    """An event by which nothing has happened. `subject` is the subscription."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", ""))

    specversion: Literal["1.0"] = "1.0"
    id: UUID
    source: Literal["urn:indsats:gateway"] = "urn:indsats:gateway"
    type: Literal["dk.indsats.gateway.WebhookTested"] = "dk.indsats.gateway.WebhookTested"
    subject: UUID
    time: datetime
    datacontenttype: Literal["application/json"] = "application/json"
    data: Nothing = Nothing()


def delivery(row: sa.Row[Any]) -> WebhookDelivery:
    behind = row.state == "waiting" and row.due_at is None
    state = label("webhook_delivery", "behind" if behind else row.state)
    return WebhookDelivery.of(row, state=state, fault=fault(row.fault))


def fault(code: str | None) -> Label | None:
    return label("webhook_fault", code) if code else None
