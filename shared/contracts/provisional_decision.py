"""Published by the case service about a chair's provisional decisions: codes, days and ids."""

from datetime import date
from uuid import UUID

from shared.contracts import Published


class ProvisionalDecisionConsidered(Published):
    """The committee approved or refused a decision of its chair; the id is the decision's.

    A refused one carries no measure from `considered_on`, an approved one none from `lapses_on`.
    """

    id: UUID
    considered_on: date
    outcome: str
    lapses_on: date | None


class ProvisionalDecisionExtended(Published):
    """It was extended: it carries no measure from the new `lapses_on`."""

    id: UUID
    extended_on: date
    lapses_on: date


Told = ProvisionalDecisionConsidered | ProvisionalDecisionExtended
