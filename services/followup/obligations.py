"""An obligation, what becomes of it, and the facts that lead from what was owed to what is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from services.followup.due import Due
from services.followup.events import (
    ObligationArose,
    ObligationLapsed,
    ObligationMet,
    ObligationMoved,
    ObligationOverdue,
    ObligationReopened,
    OfObligation,
    Outcome,
)
from services.followup.terms import overdue_from

NO_LONGER_APPLIES = "no_longer_applies"


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something owed: why, when it is due now, what became of it, and when it was found overdue."""

    arose: ObligationArose
    due: Due
    outcome: Outcome | None = None
    noticed_at: datetime | None = None

    @property
    def id(self) -> UUID:
        return self.arose.id

    def overdue_at(self, moment: datetime) -> bool:
        return self.outcome is None and moment >= overdue_from(self.due)


Obligations = Mapping[UUID, Obligation]


def evolve(known: Obligations, fact: OfObligation) -> Obligations:
    """Remember what became of an obligation."""
    if isinstance(fact, ObligationArose):
        return {**known, fact.id: Obligation(fact, fact.due)}
    return {**known, fact.id: _became(known[fact.id], fact)}


def _became(obligation: Obligation, fact: OfObligation) -> Obligation:
    match fact:
        case ObligationMoved():
            noticed = obligation.noticed_at
            still = noticed is not None and noticed >= overdue_from(fact.due)
            return replace(obligation, due=fact.due, noticed_at=noticed if still else None)
        case ObligationMet() | ObligationLapsed():
            return replace(obligation, outcome=fact)
        case ObligationReopened():
            return replace(obligation, outcome=None, noticed_at=None)
        case ObligationOverdue():
            return replace(obligation, noticed_at=fact.noticed_at)
        case _:
            return obligation


def difference(recorded: Obligations, derived: Obligations, today: date) -> Iterator[OfObligation]:
    """The facts that make what is recorded equal to what is derived.

    What no longer follows from anything lapses today; it is never forgotten.
    """
    for each in derived.values():
        before = recorded.get(each.id)
        if before is None:
            yield each.arose
        elif before.due != each.due:
            yield ObligationMoved(id=each.id, due=each.due)
        yield from _settled(each.id, before.outcome if before else None, each.outcome)
    for gone in (each for each in recorded if each not in derived):
        outcome = recorded[gone].outcome
        lapsed = ObligationLapsed(id=gone, lapsed_on=today, reason=NO_LONGER_APPLIES)
        if not isinstance(outcome, ObligationLapsed) or outcome.reason != NO_LONGER_APPLIES:
            yield from _settled(gone, outcome, lapsed)


def _settled(
    id: UUID,  # noqa: A002 - its name everywhere
    before: Outcome | None,
    after: Outcome | None,
) -> Iterator[OfObligation]:
    if before == after:
        return
    if before is not None:
        yield ObligationReopened(id=id)
    if after is not None:
        yield after
