"""A ladder as clients see it, with Danish and English words beside every code."""

from datetime import date
from uuid import UUID

from pydantic import Field

from services.intervention_ladder import measure_views as shown
from services.intervention_ladder.application import Seen
from services.intervention_ladder.definitions import LadderDefinition, MeasureType
from services.intervention_ladder.steps import Period, movements, periods, step_of
from shared.views import Label, View


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
    definition: str | None = Field(max_length=60, description="None: as each measure pinned it.")
    step: Label | None = Field(description="None before the case opened and after it closed.")
    order: float | None
    band: str | None = Field(max_length=20)
    measures: list[shown.MeasureView] = Field(max_length=1000)
    exit_plans: list[shown.ExitPlanView] = Field(max_length=1000)
    return_options: list[shown.ReturnOptionView] = Field(max_length=1000)
    safety_plans: list[shown.SafetyPlanView] = Field(max_length=1000)
    parallel: list[shown.ParallelView] = Field(max_length=1000)
    siblings: list[shown.SiblingsView] = Field(max_length=1000)
    reviews: list[shown.ReviewView] = Field(max_length=1000)
    proposals: list[shown.ProposalView] = Field(max_length=1000)
    periods: list[PeriodView] = Field(max_length=10_000)
    movements: list[MovementView] = Field(max_length=10_000)


class Definitions(View):
    items: list[LadderDefinition] = Field(max_length=100)


class MeasureTypes(View):
    items: list[MeasureType] = Field(max_length=200)


def view(case_id: UUID, seen: Seen, definition: LadderDefinition | None) -> LadderView:
    """A ladder on a day, by the very facts that were known, read by a definition or as pinned."""
    ladder, day = seen.ladder, seen.on
    way = periods(ladder.stretches, definition)
    here = next((each for each in way if shown.holds(each.from_on, each.to_on, day)), None)
    running = {each.id for each in ladder.running(day)}
    reviews, proposals = shown.asked_for(ladder, day)
    return LadderView(
        case_id=case_id,
        valid_at=day,
        version=seen.version,
        definition=definition.name if definition else None,
        step=here and on_step(here),
        order=here and here.order,
        band=here and here.band,
        measures=[shown.measure_view(ladder, each, day) for each in ladder.running(day)],
        exit_plans=[*shown.exit_plans(ladder, running)],
        return_options=[*shown.return_options(ladder, day)],
        safety_plans=[*shown.safety_plans(ladder, day)],
        parallel=[*shown.parallel(ladder, day)],
        siblings=[*shown.siblings(ladder, running, day)],
        reviews=reviews,
        proposals=proposals,
        periods=[PeriodView.of(each, step=on_step(each)) for each in way],
        movements=[
            MovementView.of(each, from_step=on_step(each.before), to_step=on_step(each.after))
            for each in movements(way)
        ],
    )


def on_step(period: Period) -> Label:
    return Label.of(step_of(period))
