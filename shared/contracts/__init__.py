"""What services tell one another. Models only: no behaviour, and no more than neighbours need."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

PRIVATE = "Private"  # the kind of a fact that is nobody else's business


class Published(BaseModel):
    """A tolerant reader: fields a consumer does not know are ignored, never an error."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", alias_generator=to_camel, validate_by_name=True,
        validate_by_alias=True, from_attributes=True,
    )  # fmt: skip


class FeedItem(Published):
    """One piece of news: its place in the producer's log, and the stream (a case) it is about."""

    position: int
    stream: UUID
    version: int
    recorded_at: datetime
    correlation: str
    kind: str
    data: dict[str, Any]


class FeedPage(Published):
    """Items after a position, how far the producer looked, and where its log ended before that.

    `heard` says how far the producer's log includes reactions to each neighbour it follows.
    """

    items: list[FeedItem]
    reached: int
    head: int = 0
    heard: dict[str, int] = {}
