"""What was judged of measures side by side. Days are in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ParallelClassified:
    """Measures running side by side were judged complementary or duplicate. Rule R10.

    What is judged holds for as long as all of them run side by side, also before it was judged.
    """

    id: UUID
    measure_ids: tuple[UUID, ...]
    classified_on: date
    classification: str
    coordinator: str
    change_theory: Sealed | None


ParallelEvent = ParallelClassified
