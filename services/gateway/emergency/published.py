"""What others may know of emergency access: identifiers and moments, never why."""

from services.gateway.emergency import events
from shared.contracts import override as published


def publish(fact: events.Event) -> published.OverridePublished:
    """The public form of a fact."""
    match fact:
        case events.AccessOverridden():
            return published.AccessOverridden.model_validate(fact, from_attributes=True)
        case events.OverrideReviewed():
            return published.OverrideReviewed.model_validate(fact, from_attributes=True)
