"""What may be asked in bulk."""

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from shared.commands import Command
from shared.http.handling import KEY

MOST_AT_ONCE, MOST = 200, 5000
Key = Annotated[str, Field(pattern=f"^{KEY.pattern}$", max_length=255)]


class BatchItem(Command):
    """One command, as it would be sent by itself."""

    path: str = Field(
        max_length=300,
        pattern=r"^/v1/[a-z-]+(/[0-9A-Za-z-]+)*$",
        examples=["/v1/cases/0b7f3c1e-5d0a-4c7e-9a51-3f1de4f0a001/assignments"],
    )
    method: Literal["POST", "PUT"] = "POST"
    body: dict[str, JsonValue] = Field(examples=[{"assignedOn": "2024-03-01"}])
    if_match: str | None = Field(default=None, max_length=60, examples=['"7"'])
    idempotency_key: Key | None = Field(default=None, examples=["assign-17"])


class SendBatch(Command):
    """Several commands, done one after another; one that is refused does not stop the others.

    Each passes the same door as by itself. As far as 200 are answered at once, more as a job.
    """

    items: list[BatchItem] = Field(min_length=1, max_length=MOST)
