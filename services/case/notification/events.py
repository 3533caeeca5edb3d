"""What has happened to a notification of concern. Moments are UTC, days in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from shared.sealing import Sealed

Urgency = Literal["acute", "not_acute"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationReceived:
    """A worry about a child arrived (underretning). Legal source: SEL §§152-154; BL §§132-135.

    `professional`: the notifier has the mandated duty (skærpet underretningspligt, SEL §153;
    BL §133). `answerable` is false when there is nobody to acknowledge it to. `notifier` is the
    caller who sent it, an identifier.
    """

    id: UUID
    received_at: datetime
    unit: str
    channel: str
    notifier_type: str
    professional: bool
    answerable: bool
    reasons: tuple[str, ...]
    notifier: str | None
    message_id: str | None
    notifier_name: Sealed | None
    notifier_address: Sealed | None
    child: Sealed | None
    child_cpr: Sealed | None
    text: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationUrgencyAssessed:
    """Somebody judged whether the child must be helped at once. SEL §155(2); BL §136."""

    id: UUID
    assessed_at: datetime
    outcome: Urgency
    assessment: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationAcknowledged:
    """The notifier was told that the notification has arrived. SEL §155b(1); BL §138."""

    id: UUID
    acknowledged_on: date
    words: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverConsented:
    """The citizen agreed to be handed over from open counselling. FVL §28(2); FVL §29."""

    id: UUID
    consent_on: date


NotificationEvent = (
    NotificationReceived | NotificationUrgencyAssessed | NotificationAcknowledged
    | HandoverConsented
)  # fmt: skip
