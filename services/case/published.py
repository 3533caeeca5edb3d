"""What neighbours may know of a notification or a case: the contract's fields, never words."""

from services.case.events import Event
from services.case.measure.events import MeasureEvent
from shared.contracts.case import KINDS, CasePublished


def publish(fact: Event) -> CasePublished | None:
    """The public form of a fact: of the same name, and without words. What was heard has none."""
    if isinstance(fact, MeasureEvent):
        return None
    return KINDS[type(fact).__name__].model_validate(fact, from_attributes=True)
