"""What is remembered of the ladder's news."""

from dataclasses import replace
from typing import Any, assert_never

from services.case.measure import commands, events
from services.case.measure.state import Measure
from services.case.state import Case
from shared.decider import Asked
from shared.things import changed


def evolve(case: Case, fact: events.MeasureEvent) -> Case:
    """Remember the measures: of each, what was heard last."""
    others = tuple(each for each in case.measures if each.id != fact.id)
    match fact:
        case events.MeasureHeard():
            return replace(case, measures=(*others, measure_of(fact)))
        case events.MeasureEndHeard():
            return replace(case, measures=changed(case.measures, fact.id, ended_on=fact.ended_on))
        case events.MeasureBasisHeard() if fact.decision_ids:
            now = fact.decision_ids[-1]
            return replace(case, measures=changed(case.measures, fact.id, decision_id=now))
        case events.MeasureRetractionHeard():
            return replace(case, measures=others)
        case _:
            return case


def measure_of(fact: events.MeasureHeard) -> Measure:
    return Measure(
        id=fact.id,
        measure_type=fact.measure_type,
        placement=fact.placement,
        decision_id=fact.decision_id,
        started_on=fact.started_on,
        ended_on=fact.ended_on,
    )


def what_follows(
    _: Asked[Any], note: commands.MeasureCommand, __: Case
) -> list[events.MeasureEvent]:
    """The fact that it was heard."""
    match note:
        case commands.NoteMeasure():
            return [events.MeasureHeard(**dict(note))]
        case commands.NoteMeasureEnd():
            return [events.MeasureEndHeard(**dict(note))]
        case commands.NoteMeasureBasis():
            return [events.MeasureBasisHeard(**dict(note))]
        case commands.NoteMeasureRetraction():
            return [events.MeasureRetractionHeard(**dict(note))]
        case _:
            assert_never(note)
