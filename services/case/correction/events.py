"""What was put right in the record. Days are in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCorrected:
    """Something had been recorded wrongly. The next fact says it as it was: it has the same id.

    `record_kind` and `record_id` name what is corrected. What had been said stays in the history.
    Legal source: GDPR article 16.
    """

    id: UUID
    record_kind: str
    record_id: UUID
    corrected_on: date
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRetracted:
    """Something had been recorded that never happened. It stays in the history, and counts no more.

    Legal source: GDPR article 16.
    """

    id: UUID
    record_kind: str
    record_id: UUID
    corrected_on: date
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRestated:
    """Of several records on one matter this one holds, after another was put right.

    The next fact is the record itself once more, unchanged: whoever keeps only the latest of its
    kind learns of it anew.
    """

    id: UUID
    record_kind: str
    record_id: UUID


CorrectionEvent = EventCorrected | EventRetracted | EventRestated
