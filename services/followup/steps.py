"""Steps in a case that something is counted from, or that answer it: what was heard, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StepHeard:
    """A step was taken in the child's case, by the name that the case service gives it.

    `of` is the thing that it is a step of: an appeal, a request, a decision, or the case itself.
    `code` is what came of it, or its kind. `party_id` is the party it was taken with, `None` being
    the child or nobody. `until` is the last day that it set itself.
    """

    id: UUID
    fact: str
    of: UUID
    on: date
    code: str | None = None
    party_id: UUID | None = None
    until: date | None = None
    measure_types: tuple[str, ...] = ()


Steps = Mapping[str, Sequence[StepHeard]]


def remember(known: Steps, step: StepHeard) -> Steps:
    """The steps by their names, each in the order in which it was heard."""
    return {**known, step.fact: (*known.get(step.fact, ()), step)}
