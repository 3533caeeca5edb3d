"""What would be impossible of what was recorded: nothing that others rest on is pulled away.

A correction, or an end that is dated back, is refused while something recorded later rests on what
it changes: an adjustment of a measure that had ended, a return to a place that was never left.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import reduce
from typing import Any
from uuid import UUID

from services.intervention_ladder.exit_plan.events import ExitPlanActivated, ExitPlanRecorded
from services.intervention_ladder.measure.events import (
    MeasureAdjusted,
    MeasureContinued,
    SiteChanged,
)
from services.intervention_ladder.measures import Measure
from services.intervention_ladder.move.basis import claim_of, of_claim
from services.intervention_ladder.move.events import MeasureEnded
from services.intervention_ladder.parallel.events import ParallelClassified
from services.intervention_ladder.return_option.events import ReturnActivated, ReturnOptionSet
from services.intervention_ladder.return_option.rules import after_placement, while_it_holds
from services.intervention_ladder.rules import Judgements, Read, in_open_case, unmet
from services.intervention_ladder.sibling.events import SiblingPlacementExplained
from services.intervention_ladder.state import Ladder

DONE_ON: Mapping[type[Any], str] = {  # what is done to a measure, and the field of its day
    MeasureAdjusted: "adjusted_on",
    MeasureContinued: "continued_on",
    SiteChanged: "changed_on",
    ExitPlanRecorded: "recorded_on",
    ExitPlanActivated: "activated_on",
    SiblingPlacementExplained: "explained_on",
}


def resting(before: Ladder, after: Ladder, *, but: Collection[UUID] = ()) -> tuple[Read, ...]:
    """What would be impossible after a change, and is not now; `but` is judged by itself."""
    already = {*impossible(before)}
    new = dict.fromkeys(impossible(after))
    return tuple(each for each in new if each not in already and each.id not in but)


def resting_on_ends(ladder: Ladder, ending: Collection[UUID], day: date) -> tuple[Read, ...]:
    """What rests on measures going on after a day on which they would end."""
    ends = [
        MeasureEnded(id=each, move_id=each, ended_on=day, reason="other")
        for each in ending
        if (measure := ladder.measure(each)) and measure.ended_on is None
    ]
    return resting(ladder, reduce(Ladder.with_, ends, ladder))


def impossible(ladder: Ladder) -> Iterator[Read]:
    """Everything that could not have been, were the ladder as it stands."""
    for each in ladder.measures:
        if any(unmet(each.started_on, of_measure(ladder, each))):
            yield Read("MeasureStarted", each.id, each.started_on)
    for kind, named in DONE_ON.items():
        for fact in ladder.all(kind):
            day: date = getattr(fact, named)
            if not touched(ladder.measure(fact.measure_id), day):
                yield Read(kind.__name__, fact.id, day)
    for judged in ladder.all(ParallelClassified):
        measures = map(ladder.measure, judged.measure_ids)
        if not all(touched(each, judged.classified_on) for each in measures):
            yield Read("ParallelClassified", judged.id, judged.classified_on)
    for option in ladder.all(ReturnOptionSet):
        if not after_placement(option, ladder.measure(option.measure_id)).met:
            yield Read("ReturnOptionSet", option.id, option.set_on)


def of_measure(ladder: Ladder, measure: Measure) -> Judgements:
    """Everything that a measure that was recorded must go on meeting."""
    beside = [each for each in ladder.measures if each.id != measure.id]
    yield in_open_case(ladder, measure.started_on)
    yield from of_claim(claim_of(measure), ladder, beside)
    for used in ladder.all(ReturnActivated):
        option = ladder.return_option(used.option_id)
        if used.measure_id == measure.id and option:
            yield while_it_holds(option, measure.started_on)


def touched(measure: Measure | None, day: date) -> bool:
    """Whether a measure ran on a day, or until it: the last thing may be done on its end."""
    return measure is not None and (
        measure.started_on <= day and (measure.ended_on is None or day <= measure.ended_on)
    )
