"""What was put before the visitation panel (visitationsudvalg). Days are in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelItemRaised:
    """The panel was asked about the case; until it has answered it may see the case."""

    id: UUID
    raised_on: date
    measure_types: tuple[str, ...]
    question: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelItemConcluded:
    """The panel answered. What it recommends still takes a decision."""

    id: UUID
    concluded_on: date
    outcome: str
    words: Sealed


PanelEvent = PanelItemRaised | PanelItemConcluded
