"""Published by the case service when something had been recorded wrongly: codes, days and ids."""

from datetime import date
from uuid import UUID

from shared.contracts import Published


class EventCorrected(Published):
    """Something had been recorded wrongly; news of the same kind and id says it anew at once."""

    id: UUID
    record_kind: str
    record_id: UUID
    corrected_on: date


class EventRetracted(Published):
    """Something had been recorded that never happened: it counts no more.

    `about_id` is the thing that it was said of, when the record has an id of its own.
    """

    id: UUID
    record_kind: str
    record_id: UUID
    corrected_on: date
    about_id: UUID | None = None


class EventRestated(Published):
    """Another record of the matter was put right: this one holds; the next news says it again."""

    id: UUID
    record_kind: str
    record_id: UUID


Told = EventCorrected | EventRetracted | EventRestated
