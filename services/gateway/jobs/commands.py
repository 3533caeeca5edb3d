"""What may be asked in bulk."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from shared.commands import Command
from shared.http.handling import KEY

MOST_AT_ONCE, MOST = 200, 5000
BELOW = r"^/v1/%s(/[0-9A-Za-z-]+)*$"  # of one collection, and no other batch
ONE = "0b7f3c1e-5d0a-4c7e-9a51-3f1de4f0a001"
Key = Annotated[str, Field(pattern=f"^{KEY.pattern}$", max_length=255)]


class BatchItem(Command):
    """One command, as it would be sent by itself."""

    path: str = Field(
        max_length=300,
        pattern=r"^/v1/[a-z-]+(/[0-9A-Za-z-]+)*$",
        examples=[f"/v1/cases/{ONE}/assignments"],
    )
    method: Literal["POST", "PUT"] = "POST"
    body: dict[str, JsonValue] = Field(examples=[{"assignedOn": "2024-03-01"}])
    if_match: str | None = Field(
        default=None, max_length=60, pattern=r'^"[!#-~]+"$', examples=['"7"']
    )
    idempotency_key: Key | None = Field(default=None, examples=["assign-17"])


class SendBatch(Command):
    """Several commands, done one after another; one that is refused does not stop the others.

    Each passes the same door as by itself. As far as 200 are answered at once, more as a job.
    """

    items: Sequence[BatchItem] = Field(min_length=1, max_length=MOST)


class CaseItem(BatchItem):
    """A command on cases."""

    path: str = Field(max_length=300, pattern=BELOW % "cases", examples=[f"/v1/cases/{ONE}/moves"])


class NotificationItem(BatchItem):
    """A command on notifications."""

    path: str = Field(
        max_length=300, pattern=BELOW % "notifications", examples=["/v1/notifications"]
    )


class ProvisionItem(BatchItem):
    """A command on provisions."""

    path: str = Field(max_length=300, pattern=BELOW % "provisions", examples=["/v1/provisions"])


class SendCases(SendBatch):
    """Several commands on cases, done one after another; none stops the others.

    Each passes the same door as by itself. As far as 200 are answered at once, more as a job.
    """

    items: list[CaseItem] = Field(min_length=1, max_length=MOST)


class SendNotifications(SendBatch):
    """Several commands on notifications, done one after another; none stops the others.

    Each passes the same door as by itself. As far as 200 are answered at once, more as a job.
    """

    items: list[NotificationItem] = Field(min_length=1, max_length=MOST)


class SendProvisions(SendBatch):
    """Several commands on provisions, done one after another; none stops the others.

    Each passes the same door as by itself. As far as 200 are answered at once, more as a job.
    """

    items: list[ProvisionItem] = Field(min_length=1, max_length=MOST)


COLLECTIONS: Mapping[str, type[SendBatch]] = {
    "cases": SendCases,
    "notifications": SendNotifications,
    "provisions": SendProvisions,
}
