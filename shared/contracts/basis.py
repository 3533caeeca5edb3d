"""Published of what a measure rests on: a decision, and by that a law."""

from datetime import date
from uuid import UUID

from shared.contracts import Published
from shared.contracts.case import Regime


class Basis(Published):
    """From a day on a measure rests on this decision, and on its law."""

    from_on: date
    decision_id: UUID
    regime: Regime
    section: str


class BasisChanged(Published):
    """All that a measure has rested on (its id), oldest first; replaces every earlier reading.

    A new decision carries a running measure on. That is no movement.
    """

    id: UUID
    bases: tuple[Basis, ...]


Told = BasisChanged
