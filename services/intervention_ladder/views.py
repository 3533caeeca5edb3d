"""A ladder as clients see it, with Danish and English words beside every code."""

from datetime import date
from typing import Self
from uuid import UUID

from pydantic import Field

from services.intervention_ladder import events
from services.intervention_ladder.application import Seen
from services.intervention_ladder.definitions import (
    DEFINITIONS,
    LadderDefinition,
    MeasureType,
)
from services.intervention_ladder.explanation import Option
from services.intervention_ladder.rules import Rule
from services.intervention_ladder.state import Measure
from services.intervention_ladder.steps import movements, step_of, way
from shared.views import Label, View


class MeasureView(View):
    """A measure that runs on the day."""

    id: UUID
    measure_type: Label
    step: str = Field(max_length=10, examples=["T6"])
    definition: str = Field(max_length=60, examples=["default@1"])
    placement: bool
    started_on: date
    planned_end_on: date
    ended_on: date | None = Field(description="The first day without it.")


class ExitPlanView(View):
    id: UUID
    measure_id: UUID
    recorded_on: date
    target_on: date
    next_step: str = Field(max_length=10)


class ReturnOptionView(View):
    id: UUID
    measure_id: UUID
    set_on: date
    valid_until_on: date = Field(description="The first day on which it no longer holds.")


class PeriodView(View):
    """The child stood on a step from one day until, not including, another."""

    step: Label
    order: float
    band: str = Field(max_length=20)
    from_on: date
    to_on: date | None
    planned_return: bool = Field(description="A stay agreed beforehand (R7).")


class MovementView(View):
    """A change of step; `size` is negative downwards, entries and exits are no movements."""

    on: date
    from_step: Label
    to_step: Label
    size: float
    kind: str = Field(max_length=20, examples=["step_down"])
    planned_return: bool = Field(description="Counted apart: to or from a stay agreed beforehand.")


class LadderView(View):
    """Where a child stands on a day, and the way there as known at a moment."""

    case_id: UUID
    valid_at: date
    version: int
    step: Label | None = Field(description="None before the case opened and after it closed.")
    order: float | None
    band: str | None = Field(max_length=20)
    measures: list[MeasureView] = Field(max_length=1000)
    exit_plans: list[ExitPlanView] = Field(max_length=1000)
    return_options: list[ReturnOptionView] = Field(max_length=1000)
    periods: list[PeriodView] = Field(max_length=10_000)
    movements: list[MovementView] = Field(max_length=10_000)


class RuleView(View):
    """A rule, and where it stands."""

    rule: str = Field(max_length=100)
    da: str = Field(max_length=1000)
    en: str = Field(max_length=1000)
    source: str = Field(max_length=300)

    @classmethod
    def told(cls, rule: Rule) -> Self:
        return cls.of(rule, rule=rule.id)


class OptionView(View):
    """One way to the step. Nothing `unmet` means that the move would be recorded today."""

    measure_type: Label
    decision_id: UUID | None = Field(description="The decision that it would rest on.")
    ends: list[MeasureView] = Field(max_length=100, description="What would give way.")
    met: list[RuleView] = Field(max_length=100)
    unmet: list[RuleView] = Field(max_length=100)
    warnings: list[RuleView] = Field(
        max_length=100, description="Good practice; explain, or comply."
    )


class ExplanationView(View):
    """What it would take to stand on a step from today on."""

    case_id: UUID
    on: date
    version: int
    target: Label
    order: float
    options: list[OptionView] = Field(max_length=100)


class Definitions(View):
    items: list[LadderDefinition] = Field(max_length=100)


class MeasureTypes(View):
    items: list[MeasureType] = Field(max_length=200)


def view(case_id: UUID, seen: Seen) -> LadderView:
    """A ladder on a day, by the very facts that were known."""
    periods = way(seen.ladder)
    here = next((each for each in periods if holds(each.from_on, each.to_on, seen.on)), None)
    running = {each.id for each in seen.ladder.running(seen.on)}
    return LadderView(
        case_id=case_id,
        valid_at=seen.on,
        version=seen.version,
        step=here and on_step(here),
        order=here and here.order,
        band=here and here.band,
        measures=[measure_view(each) for each in seen.ladder.measures if each.id in running],
        exit_plans=[
            ExitPlanView.of(each)
            for each in seen.facts
            if isinstance(each, events.ExitPlanRecorded) and each.measure_id in running
        ],
        return_options=[
            ReturnOptionView.of(each)
            for each in seen.facts
            if isinstance(each, events.ReturnOptionSet)
            and holds(each.set_on, each.valid_until_on, seen.on)
        ],
        periods=[PeriodView.of(each, step=on_step(each)) for each in periods],
        movements=[
            MovementView.of(each, from_step=on_step(each.before), to_step=on_step(each.after))
            for each in movements(periods)
        ],
    )


def holds(from_on: date, to_on: date | None, day: date) -> bool:
    return from_on <= day and (to_on is None or day < to_on)


def on_step(period: events.Period) -> Label:
    return Label.of(step_of(period))


def measure_view(measure: Measure) -> MeasureView:
    kind = DEFINITIONS[measure.definition].known_type(measure.measure_type)
    return MeasureView.of(measure, measure_type=Label.of(kind))


def option_view(option: Option) -> OptionView:
    return OptionView(
        measure_type=Label.of(option.measure_type),
        decision_id=option.decision_id,
        ends=[measure_view(each) for each in option.ends],
        met=[RuleView.told(rule) for rule in option.met],
        unmet=[RuleView.told(rule) for rule in option.unmet],
        warnings=[RuleView.told(rule) for rule in option.warnings],
    )
