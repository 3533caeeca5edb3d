"""What may be asked of subscriptions."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from services.gateway.webhooks.filtering import NAMES
from shared.commands import STREAMS, Command, Count
from shared.http.cursors import LONGEST as LONGEST_CURSOR

LONGEST, LONGEST_OVERLAP = 500, 7 * 24  # characters of an address; hours
PATTERN = r"^https?://[a-z0-9.-]{1,200}(:[1-9][0-9]{0,4})?(/[A-Za-z0-9._~/-]*)?$"


def known(name: str) -> str:
    if name not in NAMES:
        raise ValueError("no type of event")
    return name


EventType = Annotated[
    str, AfterValidator(known), Field(max_length=100, json_schema_extra={"enum": [*NAMES]})
]


class Subscribe(Command):
    """Have events brought to an address: those that the caller reads in `/v1/events`.

    The address is https, and holds neither credentials nor anything about a person.
    """

    url: str = Field(
        pattern=PATTERN, max_length=LONGEST, examples=["https://receiver.example/indsats/events"]
    )
    types: list[EventType] | None = Field(
        default=None,
        min_length=1,
        max_length=len(NAMES),
        description="Types of events; every type when it is left out.",
        examples=[["dk.indsats.case.CaseOpened", "dk.indsats.case.DecisionMade"]],
    )
    after: str | None = Field(
        default=None,
        max_length=LONGEST_CURSOR,
        description="The `cursor` of an event: what happened since is brought, too.",
    )


class RotateSecret(Command):
    """Make a new secret. For a while both sign, so that a receiver can change over in peace."""

    overlap_hours: Count = Field(
        default=24,
        ge=0,
        le=LONGEST_OVERLAP,
        description="For how long the secret before signs too; 0 when it was lost.",
        examples=[24],
    )


class Redeliver(Command):
    """Set parked deliveries going again: one, those of a case, or all of the subscription."""

    delivery_id: UUID | None = Field(default=None, strict=False)
    case_id: UUID | None = Field(default=None, strict=False, json_schema_extra={STREAMS: "case"})
