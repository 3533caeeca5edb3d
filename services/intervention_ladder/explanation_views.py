"""An explanation as clients see it: every way to a step, and what each would take."""

from datetime import date
from uuid import UUID

from pydantic import Field

from services.intervention_ladder.application import Seen
from services.intervention_ladder.definitions import LadderDefinition, Named, Step
from services.intervention_ladder.explanation import Option, options
from services.intervention_ladder.measure_views import (
    MeasureView,
    ProposalView,
    ReviewView,
    asked_for,
    measure_view,
)
from services.intervention_ladder.rule_views import RuleView
from services.intervention_ladder.state import Ladder
from shared.views import Label, View


class OptionView(View):
    """One way to the step. Nothing `unmet` means that the move would be recorded today."""

    measure_type: Label | None = Field(description="None when the child would leave the ladder.")
    decision_id: UUID | None = Field(description="The decision that it would rest on.")
    ends: list[MeasureView] = Field(max_length=100, description="What would give way.")
    met: list[RuleView] = Field(max_length=100)
    unmet: list[RuleView] = Field(max_length=100)
    warnings: list[RuleView] = Field(
        max_length=100, description="Good practice; explain, or comply."
    )


class ExplanationView(View):
    """What it would take to stand on a step from today on, and what follow-ups ask for."""

    case_id: UUID
    on: date
    version: int
    target: Label
    order: float
    reviews: list[ReviewView] = Field(max_length=1000)
    proposals: list[ProposalView] = Field(max_length=1000)
    options: list[OptionView] = Field(max_length=100)


def explained(
    case_id: UUID, seen: Seen, definition: LadderDefinition, target: Step | Named
) -> ExplanationView:
    reviews, proposals = asked_for(seen.ladder, seen.on)
    found = options(seen.ladder, definition, target, seen.on)
    return ExplanationView(
        case_id=case_id,
        on=seen.on,
        version=seen.version,
        target=Label.of(target),
        order=target.order if isinstance(target, Step) else 0.0,
        reviews=reviews,
        proposals=proposals,
        options=[option_view(seen.ladder, each, seen.on) for each in found],
    )


def option_view(ladder: Ladder, option: Option, day: date) -> OptionView:
    return OptionView(
        measure_type=Label.of(option.measure_type) if option.measure_type else None,
        decision_id=option.decision_id,
        ends=[measure_view(ladder, each, day) for each in option.ends],
        met=[RuleView.told(each) for each in option.met],
        unmet=[RuleView.told(each) for each in option.unmet],
        warnings=[RuleView.told(each) for each in option.warnings],
    )
