"""What neighbours may know of a notification or a case: the contract's fields, never words."""

from services.case.events import Event
from shared.contracts.case import KINDS, CasePublished


def publish(fact: Event) -> CasePublished:
    """The public form of a fact: every kind has one of the same name, and it has no words."""
    return KINDS[type(fact).__name__].model_validate(fact, from_attributes=True)
