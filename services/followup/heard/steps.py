"""Steps that something is counted from, or that answer it: what was heard of, and about what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StepHeard:
    """A step was taken in the child's case or with a notification, by its neighbour's name for it.

    `of` is the thing that it is a step of: an appeal, a request, a decision, or the stream itself.
    `code` is what came of it, or its kind. `party_id` is the party it was taken with, `None` being
    the child or nobody. `at` is its moment, if it has one; `until` the last day that it set itself.
    """

    id: UUID
    fact: str
    of: UUID
    on: date
    at: datetime | None = None
    code: str | None = None
    party_id: UUID | None = None
    until: date | None = None
    measure_types: tuple[str, ...] = ()
    decision_ids: tuple[UUID, ...] = ()


Steps = Mapping[str, Sequence[StepHeard]]


def remember(known: Steps, step: StepHeard) -> Steps:
    """The steps by their names, each once, in the order in which it was heard."""
    steps = known.get(step.fact, ())
    return known if step in steps else {**known, step.fact: (*steps, step)}


def undo(known: Steps, fact: str, id: UUID) -> Steps:  # noqa: A002 - its name everywhere
    """The same without the latest step of a name and an id: it was taken back, or is told anew."""
    steps = known.get(fact, ())
    latest = max((place for place, each in enumerate(steps) if each.id == id), default=None)
    if latest is None:
        return known
    return {**known, fact: (*steps[:latest], *steps[latest + 1 :])}
