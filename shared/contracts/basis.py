"""Published of what a measure rests on, and of how long it is planned to: read from all facts."""

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


class TermsChanged(Published):
    """When a measure is planned to end and to be left for which step, and until when it is kept.

    `return_until_on` is the first day on which its place is not kept open any more (R7). It
    replaces every earlier reading, and the planned end that its start said.
    """

    id: UUID
    planned_end_on: date
    exit_target_on: date | None
    exit_step: str | None
    return_until_on: date | None


Told = BasisChanged | TermsChanged
