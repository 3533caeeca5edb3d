"""Published by the intervention ladder: measures, exit plans, and the child's way on the ladder.

Days are in Europe/Copenhagen and every end is exclusive: the first day on which it no longer holds.
"""

from datetime import date
from typing import Literal
from uuid import UUID

from shared.contracts import FeedItem, Published
from shared.contracts.case import Regime


class MoveMade(Published):
    """A change set took effect: these ended, those started, on one day."""

    id: UUID
    effective_on: date
    started: tuple[UUID, ...]
    ended: tuple[UUID, ...]
    departures: tuple[str, ...] = ()


class MeasureStarted(Published):
    """A measure or placement began. It pins the ladder definition and the step it stands on."""

    id: UUID
    move_id: UUID
    measure_type: str
    da: str
    en: str
    definition: str
    step: str
    order: float
    band: str
    placement: bool
    decision_id: UUID | None
    regime: Regime
    started_on: date
    planned_end_on: date
    under_return_option: bool = False


class MeasureEnded(Published):
    id: UUID
    move_id: UUID
    ended_on: date
    reason: str


class ExitPlanRecorded(Published):
    id: UUID
    measure_id: UUID
    recorded_on: date
    target_on: date
    next_step: str


class ReturnOptionSet(Published):
    id: UUID
    measure_id: UUID
    set_on: date
    valid_until_on: date


class ReturnActivated(Published):
    """A planned return (R7): the stay is a measure of its own."""

    id: UUID
    option_id: UUID
    measure_id: UUID
    activated_on: date


class ParallelClassified(Published):
    id: UUID
    measure_ids: tuple[UUID, ...]
    classified_on: date
    classification: str
    coordinator: str


class Step(Published):
    """A step by its code, and what people call it."""

    code: str
    da: str
    en: str


class Period(Published):
    """The child stood on a step from one day until, not including, another. Step 0: no measure."""

    step: Step
    order: float
    band: str
    from_on: date
    to_on: date | None
    planned_return: bool = False


class Movement(Published):
    """From one step to another on a day; `size` is negative downwards (R2)."""

    on: date
    from_step: Step
    to_step: Step
    size: float
    kind: Literal["entry", "exit", "step_up", "step_down"]
    planned_return: bool = False


class StepsChanged(Published):
    """The child's whole way on the ladder as it reads now; it replaces every earlier reading."""

    periods: tuple[Period, ...]
    movements: tuple[Movement, ...]


LadderPublished = (
    MoveMade | MeasureStarted | MeasureEnded | ExitPlanRecorded | ReturnOptionSet
    | ReturnActivated | ParallelClassified | StepsChanged
)  # fmt: skip

KINDS: dict[str, type[LadderPublished]] = {kind.__name__: kind for kind in LadderPublished.__args__}


def read(item: FeedItem) -> LadderPublished | None:
    """Read a feed item, or None when it is news that this consumer is too old to know."""
    kind = KINDS.get(item.kind)
    return kind.model_validate(item.data) if kind else None
