"""What was taken back."""

from dataclasses import dataclass
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRetracted:
    """Something had been recorded that never happened, or quite otherwise: it counts no more."""

    id: UUID
    record_kind: str
    record_id: UUID
    reason: Sealed


RetractionEvent = RecordRetracted
