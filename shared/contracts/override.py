"""Published by the gateway of emergency access to a case: identifiers and moments, never why."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from shared.contracts import FeedItem, Published


class AccessOverridden(Published):
    """Somebody who stood in no relation to the case may read it until `ends_at`."""

    id: UUID
    subject: str
    unit: str | None
    opened_at: datetime
    ends_at: datetime


class OverrideReviewed(Published):
    """A leader judged it afterwards; one that was not justified ended then."""

    id: UUID
    finding: Literal["justified", "not_justified"]
    reviewer: str
    reviewed_at: datetime


OverridePublished = AccessOverridden | OverrideReviewed

KINDS: dict[str, type[OverridePublished]] = {
    kind.__name__: kind for kind in OverridePublished.__args__
}


def read(item: FeedItem) -> OverridePublished | None:
    """Read a feed item, or None when it is news that this consumer is too old to know."""
    kind = KINDS.get(item.kind)
    return kind.model_validate(item.data) if kind else None
