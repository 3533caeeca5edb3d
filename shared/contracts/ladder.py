"""Published by the intervention ladder: measures, exit plans, and the child's way on the ladder.

Days are in Europe/Copenhagen and every end is exclusive: the first day on which it no longer holds.
"""

from datetime import date
from typing import Literal
from uuid import UUID

from shared.contracts import (
    FeedItem,
    Published,
    basis,
    correction,
    definition,
    provision,
    safety_plan,
)
from shared.contracts.case import Regime


class MoveMade(Published):
    """A change set took effect: these ended, those started, on one day.

    A move that was not `planned` was forced by events: a placement that broke down, say.
    """

    id: UUID
    effective_on: date
    started: tuple[UUID, ...]
    ended: tuple[UUID, ...]
    departures: tuple[str, ...] = ()
    planned: bool = True


class Measure(Published):
    """What is said of a measure or placement. It pins a ladder definition and a step of it.

    Decisions name it by `decided_as`: its type, or the type that it is a variant of.
    `provider` and `site_type` are codes. `site_type` says of what kind the place is, when there is
    one: a kind of provision, or the measure type of a placement without a known provision.
    """

    id: UUID
    move_id: UUID
    measure_type: str
    decided_as: str = ""
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
    category: str = ""
    aftercare: bool = False
    provision_id: UUID | None = None
    provider: str | None = None
    site_type: str | None = None
    purpose_codes: tuple[str, ...] = ()
    goal_ids: tuple[UUID, ...] = ()


class MeasureStarted(Measure):
    """A measure or placement began."""


class MeasureCorrected(Measure):
    """What had been said of a measure was wrong; this replaces all of it, its end included."""

    ended_on: date | None
    end_reason: str | None
    corrected_on: date


class MeasureRetracted(Published):
    """A measure that never happened: it counts no more, and nor does what was said of it."""

    id: UUID
    retracted_on: date


class MeasureEnded(Published):
    id: UUID
    move_id: UUID
    ended_on: date
    reason: str


class MeasureAdjusted(Published):
    """A measure was changed while it ran (its form, not its kind); perhaps its planned end, too."""

    id: UUID
    measure_id: UUID
    adjusted_on: date
    planned_end_on: date | None = None


class MeasureContinued(Published):
    """A measure goes on as it is, for reasons given: somebody has asked whether it should."""

    id: UUID
    measure_id: UUID
    continued_on: date


class SiteChanged(Published):
    """A placed child moved to another place on the same step; the measure goes on (R3)."""

    id: UUID
    measure_id: UUID
    changed_on: date
    planned: bool
    provision_id: UUID | None = None
    provider: str | None = None
    site_type: str | None = None


class ExitPlanRecorded(Published):
    id: UUID
    measure_id: UUID
    recorded_on: date
    target_on: date
    next_step: str


class ExitPlanActivated(Published):
    """The way out has begun."""

    id: UUID
    measure_id: UUID
    activated_on: date


class ReturnOptionSet(Published):
    id: UUID
    measure_id: UUID
    set_on: date
    valid_until_on: date


class ReturnOptionExpired(Published):
    """Its last day has passed; noticed by the clock."""

    id: UUID
    measure_id: UUID
    expired_on: date


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


class SiblingPlacementExplained(Published):
    """Whether a placed child lives with its siblings, and that reasons were given."""

    id: UUID
    measure_id: UUID
    explained_on: date
    arrangement: Literal["together", "partly_together", "apart"]


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


class Reading(Published):
    """A way, read by one definition throughout, whatever the measures pinned."""

    definition: str
    periods: tuple[Period, ...]
    movements: tuple[Movement, ...]


class StepsChanged(Published):
    """The child's whole way on the ladder as it reads now; it replaces every earlier reading.

    `readings` are the same way by each definition that is known.
    """

    periods: tuple[Period, ...]
    movements: tuple[Movement, ...]
    readings: tuple[Reading, ...] = ()


LadderPublished = (
    MoveMade | MeasureStarted | MeasureEnded | MeasureCorrected | MeasureRetracted
    | MeasureAdjusted | MeasureContinued | SiteChanged | ExitPlanRecorded
    | ExitPlanActivated | ReturnOptionSet | ReturnOptionExpired | ReturnActivated
    | ParallelClassified | SiblingPlacementExplained | StepsChanged
    | basis.Told | correction.Told | definition.Told | provision.Told | safety_plan.Told
)  # fmt: skip

KINDS: dict[str, type[LadderPublished]] = {kind.__name__: kind for kind in LadderPublished.__args__}


def read(item: FeedItem) -> LadderPublished | None:
    """Read a feed item, or None when it is news that this consumer is too old to know."""
    kind = KINDS.get(item.kind)
    return kind.model_validate(item.data) if kind else None
