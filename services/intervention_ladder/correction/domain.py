"""What follows from putting something right: it is said anew, and all else must still be possible.

A measure is said anew as a whole. Anything else is asked again, of the ladder without it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.intervention_ladder.correction import commands, events
from services.intervention_ladder.correction.kinds import KINDS
from services.intervention_ladder.correction.rules import of_correction, of_measure_instead
from services.intervention_ladder.definitions import DEFINITIONS, MeasureType, Step
from services.intervention_ladder.exit_plan.events import ExitPlanRecorded
from services.intervention_ladder.measures import Measure
from services.intervention_ladder.move.domain import provisions_of, site_type
from services.intervention_ladder.move.events import MeasureEnded, MeasureStarted
from services.intervention_ladder.rules import Judged, demand
from services.intervention_ladder.sibling.events import SiblingPlacementExplained
from services.intervention_ladder.standing import resting
from services.intervention_ladder.state import Ladder
from shared.calendar import day_of
from shared.contracts.case import regime_on
from shared.decider import Asked, Unknown
from shared.sealing import Sealed, sealed

Facts = Sequence[Any]


def evolve(ladder: Ladder, fact: events.CorrectionEvent) -> Ladder:
    """Remember what was put right. What is said anew of another kind follows as its own fact."""
    match fact:
        case events.MeasureCorrected():
            known = ladder.one(MeasureStarted, fact.id)
            site = fact.said.site or (known.site if known else None)
            again = ladder.with_(replace(fact.said, site=site))
            if fact.ended_on is None:
                return again.without(MeasureEnded, fact.id)
            end = MeasureEnded(
                id=fact.id,
                move_id=fact.said.move_id,
                ended_on=fact.ended_on,
                reason=fact.end_reason or "other",
            )
            return again.with_(end)
        case events.MeasureRetracted():
            return never_was(ladder, fact.id)
        case events.EventCorrected():
            return ladder
        case events.EventRetracted():
            return ladder.without(KINDS[fact.record_kind].fact, fact.record_id)


def never_was(ladder: Ladder, measure: UUID) -> Ladder:
    """The ladder without a measure, and without what was said with its start."""
    gone = ladder.without(MeasureStarted, measure).without(MeasureEnded, measure)
    said: list[ExitPlanRecorded | SiblingPlacementExplained]
    said = [*ladder.all(ExitPlanRecorded), *ladder.all(SiblingPlacementExplained)]
    for each in said:
        if each.measure_id == measure:
            gone = gone.without(type(each), each.id)
    return gone


@dataclass(frozen=True, slots=True)
class Telling:
    """How the ladder is told: what a fact is remembered as, and what follows from a command."""

    evolve: Callable[[Ladder, Any], Ladder]
    decide: Callable[[Asked[Any], Ladder], Facts]


def what_follows(
    asked: Asked[Any], correction: commands.CorrectLadder, ladder: Ladder, telling: Telling
) -> Facts:
    """A correction and what is said instead, or a retraction.

    Raises:
        Unknown: when what it is about is not there.
    """
    demand(correction.corrected_on, of_correction(correction, day_of(asked.at)))
    if correction.record_kind in {"MeasureStarted", "MeasureEnded"}:
        return of_measure(asked, correction, ladder, telling)
    return of_other(asked, correction, ladder, telling)


def of_measure(
    asked: Asked[Any], correction: commands.CorrectLadder, ladder: Ladder, telling: Telling
) -> Facts:
    measure = ladder.measure(correction.record_id)
    if measure is None or (correction.record_kind == "MeasureEnded" and measure.ended_on is None):
        raise Unknown
    day = correction.corrected_on
    if correction.retracted and correction.record_kind == "MeasureStarted":
        gone = events.MeasureRetracted(
            id=measure.id, retracted_on=day, reason=Sealed(correction.reason)
        )
        demand(day, [unrested(ladder, telling.evolve(ladder, gone), measure.id)])
        return [gone]
    again = otherwise(asked, correction, measure, ladder)
    facts = [again, *said_with(measure, again, ladder)]
    after = ladder
    for fact in facts:
        after = telling.evolve(after, fact)
    corrected = after.measure(measure.id) or measure
    provisions = provisions_of(asked, [again.said.provision_id], ladder)
    found = [
        *of_measure_instead(corrected, after, day_of(asked.at), provisions),
        unrested(ladder, after, measure.id),
    ]
    demand(corrected.started_on, found)
    return facts


def otherwise(
    asked: Asked[Any], correction: commands.CorrectLadder, measure: Measure, ladder: Ladder
) -> events.MeasureCorrected:
    """The measure as it should have been said; its start or its end may be as it was."""
    said = replace(measure.said, site=None)  # sealed where it was said, and remembered from there
    ended_on, reason = measure.ended_on, measure.end_reason
    match correction.instead:
        case commands.StartedOtherwise() as start:
            said = started(asked, start, measure, ladder)
        case commands.EndedOtherwise() as end:
            ended_on, reason = end.ended_on, end.reason
        case _:
            ended_on, reason = None, None
    return events.MeasureCorrected(
        id=measure.id,
        said=said,
        ended_on=ended_on,
        end_reason=reason,
        corrected_on=correction.corrected_on,
        reason=Sealed(correction.reason),
    )


def started(
    asked: Asked[Any], start: commands.StartedOtherwise, measure: Measure, ladder: Ladder
) -> MeasureStarted:
    """A start as it should have been said, on the ladder that the measure pinned."""
    kind, step = stood_on(start, measure)
    decision = ladder.decision(start.decision_id)
    provision = provisions_of(asked, [start.provision_id], ladder).get(
        start.provision_id or measure.id
    )
    return replace(
        measure.said,
        measure_type=kind.code,
        step=step.code,
        order=step.order,
        band=step.band,
        placement=step.placement,
        category=kind.category,
        aftercare=kind.aftercare,
        decision_id=start.decision_id,
        regime=decision.regime if decision else regime_on(start.started_on),
        started_on=start.started_on,
        planned_end_on=start.planned_end_on,
        site=sealed(start.site),
        provision_id=start.provision_id,
        provider=provision.opened.provider if provision else start.provider,
        site_type=site_type(provision, kind.code if step.placement else None),
        coordinator=start.coordinator,
        goal_ids=tuple(start.goal_ids),
        purpose_codes=tuple(start.purpose_codes),
    )


def stood_on(start: commands.StartedOtherwise, measure: Measure) -> tuple[MeasureType, Step]:
    """The type and the step of a start, by the definition that the measure pinned.

    Raises:
        Refused: when the ladder does not have them.
    """
    definition = DEFINITIONS[measure.definition]
    kind = definition.measure_type(start.measure_type)
    if kind is None:
        demand(start.started_on, [Judged("measure-type-on-ladder", met=False)])
        raise Unknown
    usual = measure.step if kind.code == measure.measure_type else kind.step.code
    step = definition.step(start.step or usual)
    free = step is not None and (
        step.code in {kind.step.code, *kind.also_on, usual} or kind.step_of_site
    )
    demand(start.started_on, [Judged("step-open-to-measure", free)])
    return kind, step or kind.step


def said_with(
    measure: Measure, again: events.MeasureCorrected, ladder: Ladder
) -> Iterator[ExitPlanRecorded | SiblingPlacementExplained]:
    """What was said on the first day is said of the new first day."""
    first, now = measure.started_on, again.said.started_on
    if first == now:
        return
    for plan in ladder.all(ExitPlanRecorded):
        if plan.measure_id == measure.id and plan.recorded_on == first:
            yield replace(plan, recorded_on=now)
    for said in ladder.all(SiblingPlacementExplained):
        if said.measure_id == measure.id and said.explained_on == first:
            yield replace(said, explained_on=now)


def unrested(before: Ladder, after: Ladder, corrected: UUID) -> Judged:
    """Whether all that was recorded later is still possible."""
    rests = resting(before, after, but={corrected})
    return Judged("nothing-later-rests-on-it", not rests, rests)


def of_other(
    asked: Asked[Any], correction: commands.CorrectLadder, ladder: Ladder, telling: Telling
) -> Facts:
    kind, record = KINDS[correction.record_kind], correction.record_id
    wrong = ladder.one(kind.fact, record)
    if wrong is None:
        raise Unknown
    without = ladder.without(kind.fact, record)
    instead: Facts = ()
    if correction.instead is not None:
        again = replace(asked, command=correction.instead, id=record, of=kind.of(wrong))
        instead = telling.decide(again, without)
    after = without
    for fact in instead:
        after = telling.evolve(after, fact)
    demand(correction.corrected_on, [unrested(ladder, after, record)])
    return [said_of(asked, correction, wrong, retracted=not instead), *instead]


def said_of(
    asked: Asked[Any],
    correction: commands.CorrectLadder,
    wrong: Any,  # noqa: ANN401 - any fact
    *,
    retracted: bool,
) -> events.EventCorrected | events.EventRetracted:
    said: dict[str, Any] = {
        "id": asked.id,
        "record_kind": correction.record_kind,
        "record_id": correction.record_id,
        "corrected_on": correction.corrected_on,
        "reason": Sealed(correction.reason),
    }
    if retracted:
        about = getattr(wrong, "measure_id", None)
        return events.EventRetracted(**said, about_id=about)
    return events.EventCorrected(**said)
