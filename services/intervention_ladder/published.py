"""What neighbours may know of ladders and provisions: codes, days and ids, never words."""

from collections.abc import Mapping
from typing import Any

from services.intervention_ladder.correction.events import (
    EventCorrected,
    EventRetracted,
    MeasureCorrected,
    MeasureRetracted,
)
from services.intervention_ladder.defining import LadderDefined
from services.intervention_ladder.definitions import DEFINITIONS, LadderDefinition
from services.intervention_ladder.events import Event
from services.intervention_ladder.exit_plan.events import ExitPlanActivated, ExitPlanRecorded
from services.intervention_ladder.measure.events import (
    MeasureAdjusted,
    MeasureContinued,
    SiteChanged,
)
from services.intervention_ladder.move.events import MeasureEnded, MeasureStarted, MoveMade
from services.intervention_ladder.parallel.events import ParallelClassified
from services.intervention_ladder.provision import events as portfolio
from services.intervention_ladder.readings import BasisChanged, StepsChanged, Stretch, TermsChanged
from services.intervention_ladder.return_option.events import (
    ReturnActivated,
    ReturnOptionExpired,
    ReturnOptionSet,
)
from services.intervention_ladder.safety_plan.events import (
    SafetyPlanActivated,
    SafetyPlanEnded,
    SafetyPlanReviewed,
)
from services.intervention_ladder.sibling.events import SiblingPlacementExplained
from services.intervention_ladder.steps import Period, movements, periods, step_of
from shared.contracts import Published, basis, correction, definition, provision, safety_plan
from shared.contracts import ladder as published

ALIKE: Mapping[type[Any], type[Published]] = {  # told by the fields that both have
    MeasureEnded: published.MeasureEnded,
    MeasureRetracted: published.MeasureRetracted,
    MeasureAdjusted: published.MeasureAdjusted,
    MeasureContinued: published.MeasureContinued,
    SiteChanged: published.SiteChanged,
    ExitPlanRecorded: published.ExitPlanRecorded,
    ExitPlanActivated: published.ExitPlanActivated,
    ReturnOptionSet: published.ReturnOptionSet,
    ReturnActivated: published.ReturnActivated,
    ReturnOptionExpired: published.ReturnOptionExpired,
    ParallelClassified: published.ParallelClassified,
    SiblingPlacementExplained: published.SiblingPlacementExplained,
    SafetyPlanActivated: safety_plan.SafetyPlanActivated,
    SafetyPlanReviewed: safety_plan.SafetyPlanReviewed,
    SafetyPlanEnded: safety_plan.SafetyPlanEnded,
    EventCorrected: correction.EventCorrected,
    EventRetracted: correction.EventRetracted,
    BasisChanged: basis.BasisChanged,
    TermsChanged: basis.TermsChanged,
    LadderDefined: definition.LadderDefined,
    portfolio.ProvisionOpened: provision.ProvisionOpened,
    portfolio.ProvisionDescribed: provision.ProvisionDescribed,
    portfolio.CapacityChanged: provision.CapacityChanged,
    portfolio.PriceSet: provision.PriceSet,
    portfolio.ProvisionClosed: provision.ProvisionClosed,
    portfolio.PlaceTaken: provision.PlaceTaken,
    portfolio.PlaceGivenBack: provision.PlaceGivenBack,
}


def publish(fact: Event) -> Published | None:
    """The public form of a fact, if it has one."""
    match fact:
        case MoveMade():
            return published.MoveMade(
                id=fact.id,
                effective_on=fact.effective_on,
                started=fact.started,
                ended=fact.ended,
                departures=tuple(each.rule for each in fact.departures),
                planned=fact.planned,
            )
        case MeasureStarted():
            return published.MeasureStarted(**said_of(fact))
        case MeasureCorrected():
            return published.MeasureCorrected(
                **said_of(fact.said),
                ended_on=fact.ended_on,
                end_reason=fact.end_reason,
                corrected_on=fact.corrected_on,
            )
        case StepsChanged():
            return steps_changed(fact)
        case _:
            kind = ALIKE.get(type(fact))
            return kind.model_validate(fact, from_attributes=True) if kind else None


def said_of(fact: MeasureStarted) -> dict[str, Any]:
    """What may be said of a measure, with the words of its type."""
    kind = DEFINITIONS[fact.definition].known_type(fact.measure_type)
    of_type = {"da": kind.da, "en": kind.en, "decided_as": kind.decided_as}
    names = published.Measure.model_fields.keys() - of_type.keys()
    return {name: getattr(fact, name) for name in names} | of_type


def steps_changed(fact: StepsChanged) -> published.StepsChanged:
    """The way as it was pinned, and as each definition reads it."""
    return published.StepsChanged(
        **read(fact.stretches, None),
        readings=tuple(
            published.Reading(definition=name, **read(fact.stretches, each))
            for name, each in DEFINITIONS.items()
        ),
    )


def read(stretches: tuple[Stretch, ...], by: LadderDefinition | None) -> dict[str, Any]:
    way = periods(stretches, by)
    return {
        "periods": tuple(map(period, way)),
        "movements": tuple(
            published.Movement(
                on=each.on,
                from_step=on_step(each.before),
                to_step=on_step(each.after),
                size=each.size,
                kind=each.kind,
                planned_return=each.planned_return,
            )
            for each in movements(way)
        ),
    }


def period(each: Period) -> published.Period:
    return published.Period(
        step=on_step(each),
        order=each.order,
        band=each.band,
        from_on=each.from_on,
        to_on=each.to_on,
        planned_return=each.planned_return,
    )


def on_step(each: Period) -> published.Step:
    step = step_of(each)
    return published.Step(code=step.code, da=step.da, en=step.en)
