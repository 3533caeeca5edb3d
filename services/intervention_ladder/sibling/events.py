"""What was said of siblings. Days are in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from shared.sealing import Sealed

Arrangement = Literal["together", "partly_together", "apart"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiblingPlacementExplained:
    """Whether a placed child lives with its siblings, and why."""

    id: UUID
    measure_id: UUID
    explained_on: date
    arrangement: Arrangement
    reasons: Sealed


SiblingEvent = SiblingPlacementExplained
