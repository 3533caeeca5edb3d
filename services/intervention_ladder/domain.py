"""What follows from what is asked of a ladder. Pure: no clock, no database, no neighbour."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any
from uuid import uuid5

from services.intervention_ladder import commands, events, heard
from services.intervention_ladder.definitions import LadderDefinition
from services.intervention_ladder.rules import (
    STATUTE,
    Proposed,
    departed,
    unmet,
    unmet_classification,
    unmet_exit_plan,
    unmet_return,
    unmet_return_option,
)
from services.intervention_ladder.state import Ladder, measure_of
from services.intervention_ladder.steps import way
from shared.calendar import day_of
from shared.contracts.case import regime_on
from shared.decider import Asked, Decider, Unknown, require
from shared.departures import departures
from shared.sealing import Sealed, sealed
from shared.things import changed

Facts = list[events.LadderEvent]
LadderDecider = Decider[commands.LadderCommand, Ladder, events.LadderEvent]


def on(definition: LadderDefinition) -> LadderDecider:
    """A decider whose new measures stand on this definition."""

    def decide(
        asked: Asked[commands.LadderCommand], ladder: Ladder
    ) -> Sequence[events.LadderEvent]:
        facts = what_follows(asked, ladder, definition)
        after = way(reduce(evolve, facts, ladder))
        if after != ladder.periods:
            facts.append(events.StepsChanged(id=asked.id, periods=after))
        return facts

    return Decider(Ladder(), evolve, decide)


def evolve(ladder: Ladder, fact: events.LadderEvent) -> Ladder:
    """Remember a fact."""
    match fact:
        case events.ReturnOptionSet():
            return replace(ladder, return_options=(*ladder.return_options, fact))
        case events.MeasureStarted():
            return replace(ladder, measures=(*ladder.measures, measure_of(fact)))
        case events.MeasureEnded():
            return replace(
                ladder, measures=changed(ladder.measures, fact.id, ended_on=fact.ended_on)
            )
        case events.StepsChanged():
            return replace(ladder, periods=fact.periods)
        case _ if isinstance(fact, events.Heard):
            return heard.evolve(ladder, fact)
        case _:
            return ladder


def what_follows(
    asked: Asked[commands.LadderCommand], ladder: Ladder, definition: LadderDefinition
) -> Facts:
    match asked.command:
        case commands.MakeMove() as move:
            return moved(asked, move, ladder, definition)
        case commands.RecordExitPlan() as plan:
            return planned(asked, plan, ladder, definition)
        case commands.SetReturnOption() as option:
            return return_kept_open(asked, option, ladder)
        case commands.UseReturnOption() as use:
            return came_back(asked, use, ladder)
        case commands.ClassifyParallel() as judged:
            return classified(asked, judged, ladder)
        case note:
            return [heard.heard(note, asked.id)]


def moved(
    asked: Asked[Any], move: commands.MakeMove, ladder: Ladder, definition: LadderDefinition
) -> Facts:
    """A change set, netted on its day: these measures end, those start, the rest runs on."""
    proposed = Proposed(move, ladder, definition, day_of(asked.at))
    require(unmet(proposed))
    ends = [
        events.MeasureEnded(
            id=end.measure_id, move_id=asked.id, ended_on=move.effective_on, reason=end.reason
        )
        for end in move.ends
    ]
    starts = [
        fact
        for index, start in enumerate(move.starts)
        for fact in started(asked, proposed, index, start)
    ]
    made = events.MoveMade(
        id=asked.id,
        effective_on=move.effective_on,
        ended=tuple(end.id for end in ends),
        started=tuple(each.id for each in starts if isinstance(each, events.MeasureStarted)),
        rationale=Sealed(move.rationale),
        alternatives=tuple(map(Sealed, move.alternatives_considered)),
        departures=departures(departed(proposed), move.explanations),
        edition=STATUTE.nearest(move.effective_on).in_force,
    )
    return [made, *ends, *starts]


def started(
    asked: Asked[Any], proposed: Proposed, index: int, start: commands.Start
) -> Iterator[events.MeasureStarted | events.ExitPlanRecorded]:
    """A measure that starts, and its exit plan; its id follows from the move's."""
    kind = proposed.definition.known_type(start.measure_type)
    day = proposed.move.effective_on
    decision = proposed.ladder.decision(start.decision_id)
    measure = uuid5(asked.id, f"measure:{index}")
    yield events.MeasureStarted(
        id=measure,
        move_id=asked.id,
        measure_type=kind.code,
        definition=proposed.definition.name,
        step=kind.step.code,
        order=kind.step.order,
        band=kind.step.band,
        placement=kind.step.placement,
        decision_id=start.decision_id,
        regime=decision.regime if decision else regime_on(day),
        started_on=day,
        planned_end_on=start.planned_end_on,
        site=sealed(start.site),
        coordinator=start.coordinator,
    )
    if plan := start.exit_plan:
        yield events.ExitPlanRecorded(
            id=uuid5(asked.id, f"exit-plan:{index}"),
            measure_id=measure,
            recorded_on=day,
            target_on=plan.target_on,
            next_step=plan.next_step,
            how=Sealed(plan.how),
        )


def planned(
    asked: Asked[Any],
    plan: commands.RecordExitPlan,
    ladder: Ladder,
    definition: LadderDefinition,
) -> Facts:
    if asked.of is None or ladder.measure(asked.of) is None:
        raise Unknown
    require(unmet_exit_plan(plan, asked.of, ladder, definition, day_of(asked.at)))
    recorded = events.ExitPlanRecorded(
        id=asked.id,
        measure_id=asked.of,
        recorded_on=plan.recorded_on,
        target_on=plan.target_on,
        next_step=plan.next_step,
        how=Sealed(plan.how),
    )
    return [recorded]


def return_kept_open(asked: Asked[Any], option: commands.SetReturnOption, ladder: Ladder) -> Facts:
    require(unmet_return_option(option, ladder, day_of(asked.at)))
    kept = events.ReturnOptionSet(
        id=asked.id,
        measure_id=option.measure_id,
        set_on=option.set_on,
        valid_until_on=option.valid_until_on,
        conditions=Sealed(option.conditions),
    )
    return [kept]


def came_back(asked: Asked[Any], use: commands.UseReturnOption, ladder: Ladder) -> Facts:
    """A planned return: a stay of its own, on the basis and the step of the one that was left."""
    option = ladder.return_option(asked.of)
    left = ladder.measure(option.measure_id) if option else None
    if option is None or left is None:
        raise Unknown
    require(unmet_return(use, option, ladder, day_of(asked.at)))
    stay = replace(
        left.fact,
        id=uuid5(asked.id, "stay"),
        move_id=asked.id,
        started_on=use.effective_on,
        planned_end_on=use.planned_end_on,
        under_return_option=True,
    )
    made = events.MoveMade(
        id=asked.id,
        effective_on=use.effective_on,
        ended=(),
        started=(stay.id,),
        rationale=Sealed(use.rationale),
        alternatives=(),
        departures=(),
        edition=STATUTE.nearest(use.effective_on).in_force,
    )
    activated = events.ReturnActivated(
        id=uuid5(asked.id, "return"),
        option_id=option.id,
        measure_id=stay.id,
        activated_on=use.effective_on,
    )
    return [made, stay, activated]


def classified(asked: Asked[Any], judged: commands.ClassifyParallel, ladder: Ladder) -> Facts:
    require(unmet_classification(judged, ladder, day_of(asked.at)))
    classification = events.ParallelClassified(
        id=asked.id,
        measure_ids=tuple(judged.measure_ids),
        classified_on=judged.classified_on,
        classification=judged.classification,
        coordinator=judged.coordinator,
    )
    return [classification]
