"""An obligation as it stands, and the facts that lead from what was owed to what is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from services.followup.obligation.due import Due
from services.followup.obligation.events import (
    ObligationArose,
    ObligationDeferred,
    ObligationEscalated,
    ObligationEvent,
    ObligationLapsed,
    ObligationMet,
    ObligationMoved,
    ObligationOverdue,
    ObligationReopened,
    Outcome,
    ReminderFellDue,
)
from services.followup.obligation.reckoning import overdue_from

NO_LONGER_APPLIES = "no_longer_applies"
OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something owed: why, when it is due now, and what became of it.

    `noticed` is what the clock has been found to have passed, each with its moment.
    """

    arose: ObligationArose
    due: Due
    outcome: Outcome | None = None
    noticed: Mapping[str, datetime] = field(default_factory=dict)
    deferred: ObligationDeferred | None = None

    @property
    def id(self) -> UUID:
        return self.arose.id

    @property
    def noticed_at(self) -> datetime | None:
        """When it was found to be overdue."""
        return self.noticed.get(OVERDUE)

    @property
    def deferred_to(self) -> date | None:
        """The later day on which it is to be done, as long as that is later."""
        kept = self.deferred
        return kept.deferred_to if kept and kept.deferred_to > self.due.due_on else None

    def passed_at(self, moment: datetime) -> bool:
        """Whether its day is over, and nothing came of it."""
        return self.outcome is None and moment >= overdue_from(self.due)

    def overdue_at(self, moment: datetime) -> bool:
        return self.passed_at(moment) and not self.arose.lapses


Obligations = Mapping[UUID, Obligation]


def evolve(known: Obligations, fact: ObligationEvent) -> Obligations:
    """Remember what became of an obligation."""
    if isinstance(fact, ObligationArose):
        return {**known, fact.id: Obligation(fact, fact.due)}
    return {**known, fact.id: _became(known[fact.id], fact)}


def _became(obligation: Obligation, fact: ObligationEvent) -> Obligation:
    match fact:
        case ObligationMoved():
            return replace(obligation, due=fact.due, noticed=_still(obligation, fact.due))
        case ObligationMet() | ObligationLapsed():
            return replace(obligation, outcome=fact)
        case ObligationReopened():
            return replace(obligation, outcome=None, noticed={})
        case ObligationOverdue() | ReminderFellDue() | ObligationEscalated():
            noticed = {**obligation.noticed, name_of(fact): fact.noticed_at}
            return replace(obligation, noticed=noticed)
        case ObligationDeferred():
            return replace(obligation, deferred=fact)
        case _:
            return obligation


def _still(obligation: Obligation, due: Due) -> Mapping[str, datetime]:
    """What was noticed and holds of another day as well: all of it, or none."""
    noticed = obligation.noticed_at
    same = due.due_on == obligation.due.due_on and due.due_at == obligation.due.due_at
    return obligation.noticed if same or (noticed and noticed >= overdue_from(due)) else {}


def name_of(fact: ObligationOverdue | ReminderFellDue | ObligationEscalated) -> str:
    """What the clock passed, by a name of its own."""
    match fact:
        case ObligationOverdue():
            return OVERDUE
        case ReminderFellDue():
            return f"reminder-{fact.days}"
        case ObligationEscalated():
            return f"leader-{fact.stage}"


def difference(
    recorded: Obligations, derived: Obligations, today: date
) -> Iterator[ObligationEvent]:
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
) -> Iterator[ObligationEvent]:
    if before == after:
        return
    if before is not None:
        yield ObligationReopened(id=id)
    if after is not None:
        yield after
