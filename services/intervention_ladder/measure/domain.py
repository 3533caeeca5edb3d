"""What follows for a measure while it runs. Pure: no clock, no database, no neighbour."""

from collections.abc import Sequence
from typing import Any

from services.intervention_ladder.measure import commands, events, rules
from services.intervention_ladder.measures import Measure
from services.intervention_ladder.move.domain import provisions_of, site_type
from services.intervention_ladder.rules import STATUTE, demand, departed
from services.intervention_ladder.state import Ladder
from shared.calendar import day_of
from shared.decider import Asked, Unknown
from shared.departures import departures
from shared.sealing import Sealed, sealed

Facts = Sequence[events.MeasureEvent]


def evolve(ladder: Ladder, fact: events.MeasureEvent) -> Ladder:
    return ladder.with_(fact)


def what_follows(asked: Asked[Any], command: commands.MeasureCommand, ladder: Ladder) -> Facts:
    measure = ladder.measure(asked.of)
    if measure is None:
        raise Unknown
    match command:
        case commands.AdjustMeasure():
            return adjusted(asked, command, ladder, measure)
        case commands.ContinueMeasure():
            return continued(asked, command, ladder, measure)
        case commands.ChangeSite():
            return moved_on(asked, command, ladder, measure)


def adjusted(
    asked: Asked[Any], command: commands.AdjustMeasure, ladder: Ladder, measure: Measure
) -> Facts:
    day = command.adjusted_on
    found = [
        *rules.of_what_is_done(ladder, measure, day, day_of(asked.at)),
        *rules.of_planned_end(measure, command.planned_end_on, day),
    ]
    demand(day, found)
    fact = events.MeasureAdjusted(
        id=asked.id,
        measure_id=measure.id,
        adjusted_on=day,
        adjustment=Sealed(command.adjustment),
        planned_end_on=command.planned_end_on,
        coordinator=command.coordinator,
        concern_id=command.concern_id,
    )
    return [fact]


def continued(
    asked: Asked[Any], command: commands.ContinueMeasure, ladder: Ladder, measure: Measure
) -> Facts:
    day = command.continued_on
    demand(day, rules.of_what_is_done(ladder, measure, day, day_of(asked.at)))
    fact = events.MeasureContinued(
        id=asked.id, measure_id=measure.id, continued_on=day, reasons=Sealed(command.reasons)
    )
    return [fact]


def moved_on(
    asked: Asked[Any], command: commands.ChangeSite, ladder: Ladder, measure: Measure
) -> Facts:
    """Another place on the same step: no movement, and no new measure."""
    day = command.changed_on
    provision = provisions_of(asked, [command.provision_id], ladder).get(
        command.provision_id or asked.id
    )
    found = [
        *rules.of_what_is_done(ladder, measure, day, day_of(asked.at)),
        *rules.of_site(ladder, measure, provision, day),
    ]
    demand(day, found)
    fact = events.SiteChanged(
        id=asked.id,
        measure_id=measure.id,
        changed_on=day,
        planned=command.planned,
        site=sealed(command.site),
        provision_id=command.provision_id,
        provider=provision.opened.provider if provision else command.provider,
        site_type=site_type(provision, measure.measure_type),
        reasons=Sealed(command.reasons),
        departures=departures(departed(day, found), command.explanations),
        edition=STATUTE.nearest(day).in_force,
    )
    return [fact]
