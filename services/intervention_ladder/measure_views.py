"""Measures as clients see them, and what runs, is planned or is asked beside them."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from pydantic import Field

from services.intervention_ladder.bases import resting_on
from services.intervention_ladder.definitions import DEFINITIONS
from services.intervention_ladder.exit_plan.events import ExitPlanActivated, ExitPlanRecorded
from services.intervention_ladder.measures import Measure
from services.intervention_ladder.parallel.events import ParallelClassified
from services.intervention_ladder.return_option.events import ReturnActivated, ReturnOptionSet
from services.intervention_ladder.reviews import notices, open_reviews, proposals
from services.intervention_ladder.rule_views import RuleView
from services.intervention_ladder.safety_plan.events import (
    SafetyPlanActivated,
    SafetyPlanEnded,
    SafetyPlanReviewed,
)
from services.intervention_ladder.sibling.events import SiblingPlacementExplained
from services.intervention_ladder.state import Ladder
from shared.views import Label, View


class MeasureView(View):
    """A measure. `decisionId` is what it rests on, on the day; `notices` what no longer holds."""

    id: UUID
    measure_type: Label
    step: str = Field(max_length=10, examples=["T6"])
    definition: str = Field(max_length=60, examples=["default@1"])
    placement: bool
    category: str = Field(max_length=40, examples=["placement"])
    aftercare: bool
    started_on: date
    planned_end_on: date
    ended_on: date | None = Field(description="The first day without it.")
    decision_id: UUID | None
    provision_id: UUID | None
    provider: str | None = Field(max_length=64)
    site_type: str | None = Field(max_length=64)
    coordinator: str | None = Field(max_length=64)
    goal_ids: list[UUID] = Field(max_length=50)
    notices: list[RuleView] = Field(max_length=20)


class ExitPlanView(View):
    id: UUID
    measure_id: UUID
    recorded_on: date
    target_on: date
    next_step: str = Field(max_length=10)
    activated_on: date | None = Field(description="When the way out began.")


class ReturnOptionView(View):
    id: UUID
    measure_id: UUID
    set_on: date
    valid_until_on: date = Field(description="The first day on which it no longer holds.")
    used_on: list[date] = Field(max_length=100)


class SafetyPlanView(View):
    """A safety plan that is in force; `reviewOn` is when it is looked at next."""

    id: UUID
    started_on: date
    review_on: date


class ParallelView(View):
    """Measures that were judged together; it holds while all of them run side by side."""

    id: UUID
    measure_ids: list[UUID] = Field(max_length=20)
    classification: str = Field(max_length=40, examples=["complementary"])
    coordinator: str = Field(max_length=64)
    from_on: date
    to_on: date | None


class SiblingsView(View):
    id: UUID
    measure_id: UUID
    explained_on: date
    arrangement: str = Field(max_length=40, examples=["together"])


class ReviewView(View):
    """A follow-up found that a measure does not work: change it, or give reasons to go on (R6)."""

    measure_id: UUID
    follow_up_id: UUID
    since: date


class ProposalView(View):
    """A measure works: the lower step that is proposed (R5). Nobody is moved by it."""

    measure_id: UUID
    follow_up_id: UUID
    since: date
    step: Label


def measure_view(ladder: Ladder, measure: Measure, day: date) -> MeasureView:
    """A measure as it is on a day: where the child is, and what it rests on."""
    kind = DEFINITIONS[measure.definition].known_type(measure.measure_type)
    sites = [each for each in measure.sites if each.changed_on <= day]
    site = sites[-1] if sites else measure.said
    return MeasureView.of(
        measure,
        measure_type=Label.of(kind),
        category=measure.said.category,
        aftercare=measure.said.aftercare,
        decision_id=resting_on(ladder, measure, day),
        provision_id=site.provision_id,
        provider=site.provider,
        site_type=site.site_type,
        goal_ids=[*measure.said.goal_ids],
        notices=[RuleView.told(each) for each in notices(ladder, measure, day)],
    )


def exit_plans(ladder: Ladder, running: set[UUID]) -> Iterator[ExitPlanView]:
    for each in ladder.all(ExitPlanRecorded):
        if each.measure_id in running:
            begun = ladder.one(ExitPlanActivated, each.id)
            yield ExitPlanView.of(each, activated_on=begun.activated_on if begun else None)


def return_options(ladder: Ladder, day: date) -> Iterator[ReturnOptionView]:
    for each in ladder.all(ReturnOptionSet):
        if holds(each.set_on, each.valid_until_on, day):
            uses = [use for use in ladder.all(ReturnActivated) if use.option_id == each.id]
            yield ReturnOptionView.of(each, used_on=[use.activated_on for use in uses])


def safety_plans(ladder: Ladder, day: date) -> Iterator[SafetyPlanView]:
    for each in ladder.all(SafetyPlanActivated):
        end = ladder.one(SafetyPlanEnded, each.id)
        if holds(each.started_on, end.ended_on if end else None, day):
            reviewed = ladder.one(SafetyPlanReviewed, each.id)
            again = reviewed if reviewed and reviewed.reviewed_on <= day else each
            yield SafetyPlanView.of(each, review_on=again.review_on)


def parallel(ladder: Ladder, day: date) -> Iterator[ParallelView]:
    """What was judged, for as long as all the measures run side by side."""
    for each in ladder.all(ParallelClassified):
        measures = [found for id_ in each.measure_ids if (found := ladder.measure(id_))]
        ends = [measure.ended_on for measure in measures if measure.ended_on]
        from_on = max((measure.started_on for measure in measures), default=each.classified_on)
        to_on = min(ends, default=None)
        if holds(from_on, to_on, day):
            measure_ids = [*each.measure_ids]
            yield ParallelView.of(each, measure_ids=measure_ids, from_on=from_on, to_on=to_on)


def holds(from_on: date, to_on: date | None, day: date) -> bool:
    return from_on <= day and (to_on is None or day < to_on)


def siblings(ladder: Ladder, running: set[UUID], day: date) -> Iterator[SiblingsView]:
    for each in ladder.all(SiblingPlacementExplained):
        if each.measure_id in running and each.explained_on <= day:
            yield SiblingsView.of(each)


def asked_for(ladder: Ladder, day: date) -> tuple[list[ReviewView], list[ProposalView]]:
    """What follow-ups ask of measures, and nobody has answered."""
    lower = proposals(ladder, day)
    return (
        [ReviewView.of(each) for each in open_reviews(ladder, day)],
        [ProposalView.of(each, step=Label.of(each.step)) for each in lower],
    )
