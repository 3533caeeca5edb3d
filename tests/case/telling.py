"""What neighbours are told of a fact that is told to neighbours."""

from services.case import published
from services.case.events import Event
from shared.contracts.case import CasePublished


def publish(fact: Event) -> CasePublished:
    """The public form of a fact, which it must have."""
    news = published.publish(fact)
    assert news is not None
    return news
