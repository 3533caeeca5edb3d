"""News that neighbours are about to publish: read by its name until its contract is there."""

from datetime import date
from uuid import UUID

from shared.contracts import FeedItem, Published


class LoginLinked(Published):
    """A login of the child's (no party) or of a party's: `subject` is what their token says."""

    id: UUID
    party_id: UUID | None = None
    subject: str
    valid_from: date


class LoginEnded(Published):
    id: UUID
    ended_on: date


class PanelItemRaised(Published):
    id: UUID
    raised_on: date


class PanelItemConcluded(Published):
    id: UUID
    concluded_on: date


class ConfidentialityChanged(Published):
    """Who may know of the case: everybody who otherwise might, or only those named."""

    id: UUID
    level: str
    subjects: tuple[str, ...] = ()
    since_on: date


Foretold = LoginLinked | LoginEnded | PanelItemRaised | PanelItemConcluded | ConfidentialityChanged
KINDS: dict[str, type[Foretold]] = {kind.__name__: kind for kind in Foretold.__args__}


def read(item: FeedItem) -> Foretold | None:
    kind = KINDS.get(item.kind)
    return kind.model_validate(item.data) if kind else None
