"""What neighbours may know of a ladder: codes, days and ids, never words."""

from services.intervention_ladder import events
from services.intervention_ladder.definitions import DEFINITIONS
from services.intervention_ladder.steps import movements, step_of
from shared.contracts import ladder as published
from shared.contracts.ladder import LadderPublished


def publish(fact: events.LadderEvent) -> LadderPublished | None:
    """The public form of a fact, if it has one."""
    match fact:
        case events.MoveMade():
            return published.MoveMade(
                id=fact.id,
                effective_on=fact.effective_on,
                started=fact.started,
                ended=fact.ended,
                departures=tuple(each.rule for each in fact.departures),
            )
        case events.MeasureStarted():
            return measure_started(fact)
        case events.MeasureEnded():
            return published.MeasureEnded.model_validate(fact, from_attributes=True)
        case events.ExitPlanRecorded():
            return published.ExitPlanRecorded.model_validate(fact, from_attributes=True)
        case events.ReturnOptionSet():
            return published.ReturnOptionSet.model_validate(fact, from_attributes=True)
        case events.ReturnActivated():
            return published.ReturnActivated.model_validate(fact, from_attributes=True)
        case events.ParallelClassified():
            return published.ParallelClassified.model_validate(fact, from_attributes=True)
        case events.StepsChanged():
            return steps_changed(fact)
        case _:
            return None


def measure_started(fact: events.MeasureStarted) -> published.MeasureStarted:
    kind = DEFINITIONS[fact.definition].known_type(fact.measure_type)
    told = {
        name: getattr(fact, name)
        for name in published.MeasureStarted.model_fields
        if hasattr(fact, name)
    }
    return published.MeasureStarted(**told, da=kind.da, en=kind.en)


def steps_changed(fact: events.StepsChanged) -> published.StepsChanged:
    return published.StepsChanged(
        periods=tuple(map(period, fact.periods)),
        movements=tuple(
            published.Movement(
                on=each.on,
                from_step=on_step(each.before),
                to_step=on_step(each.after),
                size=each.size,
                kind=each.kind,
                planned_return=each.planned_return,
            )
            for each in movements(fact.periods)
        ),
    )


def period(each: events.Period) -> published.Period:
    return published.Period(
        step=on_step(each),
        order=each.order,
        band=each.band,
        from_on=each.from_on,
        to_on=each.to_on,
        planned_return=each.planned_return,
    )


def on_step(each: events.Period) -> published.Step:
    step = step_of(each)
    return published.Step(code=step.code, da=step.da, en=step.en)
