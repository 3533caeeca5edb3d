"""What the law and good practice require of a move. The words are in `statute/`, dated."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from services.intervention_ladder import commands
from services.intervention_ladder.definitions import UNDER_ASSESSMENT, LadderDefinition, MeasureType
from services.intervention_ladder.events import (
    DecisionHeard,
    LadderEvent,
    MoveMade,
    ReturnOptionSet,
)
from services.intervention_ladder.state import Ladder, Measure
from shared.decider import Unmet
from shared.editions import Editions, Row

EXIT_PLAN_FROM = 3.0  # order of the lowest step whose measures need an exit plan (R8)


class Rule(Row):
    """A requirement; `warns` when departing from it is a matter of judgement."""

    warns: bool = False


STATUTE = Editions.read(Path(__file__).parent / "statute", "rule", Rule)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A move as it would be: what is asked, of which ladder, on which definition."""

    move: commands.MakeMove
    ladder: Ladder
    definition: LadderDefinition
    today: date

    @property
    def ending(self) -> frozenset[UUID]:
        return frozenset(end.measure_id for end in self.move.ends)

    def staying(self) -> Sequence[Measure]:
        """What runs on the day or begins after it, and is not ended by the move."""
        day = self.move.effective_on
        return [
            each
            for each in self.ladder.measures
            if each.runs_from(day) and each.id not in self.ending
        ]


def findings(proposed: Proposed) -> Sequence[Rule]:
    """Every rule that a move does not meet, each once. The statute says which of them refuse."""
    edition = STATUTE.nearest(proposed.move.effective_on)
    found = (
        *of_the_day(proposed),
        *of_ends(proposed),
        *of_starts(proposed),
        *of_practice(proposed),
    )
    return [edition[rule] for rule in dict.fromkeys(found)]


def unmet(proposed: Proposed) -> Iterator[Unmet]:
    """Every impossibility in a move."""
    return (rule.unmet() for rule in findings(proposed) if not rule.warns)


def departed(proposed: Proposed) -> Iterator[str]:
    """Every departure from good practice in a move: recorded, never refused."""
    return (rule.id for rule in findings(proposed) if rule.warns)


def of_the_day(proposed: Proposed) -> Iterator[str]:
    move = proposed.move
    if not proposed.ladder.open_on(move.effective_on):
        yield "case-open"
    if move.effective_on > proposed.today:
        yield "not-in-the-future"
    if not move.ends and not move.starts:
        yield "change-set-not-empty"


def of_ends(proposed: Proposed) -> Iterator[str]:
    day = proposed.move.effective_on
    if max(Counter(end.measure_id for end in proposed.move.ends).values(), default=0) > 1:
        yield "measure-ended-once"
    for end in proposed.move.ends:
        measure = proposed.ladder.measure(end.measure_id)
        in_error = end.reason == "registered_in_error"
        if measure is None or measure.ended_on or not measure.can_end_on(day, in_error=in_error):
            yield "measure-runs"


def of_starts(proposed: Proposed) -> Iterator[str]:
    placements = sum(each.placement for each in proposed.staying())
    for start in proposed.move.starts:
        kind = proposed.definition.measure_type(start.measure_type)
        if kind is None:
            yield "measure-type-on-ladder"
            continue
        placements += kind.step.placement
        if start.planned_end_on <= proposed.move.effective_on:
            yield "planned-end-after-start"
        if start.exit_plan:
            yield from of_exit(proposed, start.exit_plan.next_step, start.exit_plan.target_on)
        yield from of_decision(proposed, start, kind)
        if placements > 1 and kind.step.placement:
            yield "one-active-placement"


def of_exit(proposed: Proposed, next_step: str, target_on: date) -> Iterator[str]:
    if next_step != UNDER_ASSESSMENT.code and proposed.definition.step(next_step) is None:
        yield "step-on-ladder"
    if target_on <= proposed.move.effective_on:
        yield "exit-target-after-start"


def of_decision(proposed: Proposed, start: commands.Start, kind: MeasureType) -> Iterator[str]:
    if not kind.needs_decision and start.decision_id is None:
        return
    decision = proposed.ladder.decision(start.decision_id)
    if decision is None:
        yield "decision-made"
    else:
        yield from of_basis(decision, kind, proposed.move.effective_on)
    acute = decision is not None and decision.acute
    if (
        kind.step.placement
        and not acute
        and not proposed.ladder.investigated_by(proposed.move.effective_on)
    ):
        yield "investigation-before-placement"


def of_basis(decision: DecisionHeard, kind: MeasureType, day: date) -> Iterator[str]:
    if decision.decided_on > day:
        yield "decision-in-force-on-start"
    if kind.code not in decision.measure_types:
        yield "decision-covers-measure"
    if kind.basis(decision.regime) is None:
        yield "measure-type-in-regime"


def of_practice(proposed: Proposed) -> Iterator[str]:
    day = proposed.move.effective_on
    kinds = [proposed.definition.measure_type(each.measure_type) for each in proposed.move.starts]
    placing = any(kind is not None and kind.step.placement for kind in kinds)
    if placing and not proposed.ladder.placed_before(day) and not proposed.ladder.mapped_by(day):
        yield "network-mapped-before-placement"
    for kind, start in zip(kinds, proposed.move.starts, strict=True):
        if kind is not None and kind.step.order >= EXIT_PLAN_FROM and start.exit_plan is None:
            yield "exit-plan-from-day-one"
            return


def unmet_exit_plan(
    plan: commands.RecordExitPlan,
    measure_id: UUID,
    ladder: Ladder,
    definition: LadderDefinition,
    today: date,
) -> Iterator[Unmet]:
    """Every impossibility in an exit plan for a measure."""
    edition = STATUTE.nearest(plan.recorded_on)
    measure = ladder.measure(measure_id)
    if plan.recorded_on > today:
        yield edition["not-in-the-future"].unmet()
    if not ladder.open_on(plan.recorded_on):
        yield edition["case-open"].unmet()
    if measure is None or not measure.runs_on(plan.recorded_on):
        yield edition["measure-runs"].unmet()
    if plan.next_step != UNDER_ASSESSMENT.code and definition.step(plan.next_step) is None:
        yield edition["step-on-ladder"].unmet()
    if plan.target_on <= plan.recorded_on:
        yield edition["exit-target-after-start"].unmet()


def unmet_return_option(
    option: commands.SetReturnOption, ladder: Ladder, today: date
) -> Iterator[Unmet]:
    """Every impossibility in an option to return."""
    edition = STATUTE.nearest(option.set_on)
    measure = ladder.measure(option.measure_id)
    if option.set_on > today:
        yield edition["not-in-the-future"].unmet()
    if not ladder.open_on(option.set_on):
        yield edition["case-open"].unmet()
    left = measure is not None and measure.placement and measure.left_by(option.set_on)
    if not left or option.valid_until_on <= option.set_on:
        yield edition["return-option-after-placement"].unmet()


def unmet_return(
    use: commands.UseReturnOption, option: ReturnOptionSet, ladder: Ladder, today: date
) -> Iterator[Unmet]:
    """Every impossibility in a planned return."""
    day = use.effective_on
    edition = STATUTE.nearest(day)
    if day > today:
        yield edition["not-in-the-future"].unmet()
    if not ladder.open_on(day):
        yield edition["case-open"].unmet()
    if not option.set_on <= day < option.valid_until_on:
        yield edition["return-option-valid"].unmet()
    if use.planned_end_on <= day:
        yield edition["planned-end-after-start"].unmet()
    if any(each.placement and each.runs_from(day) for each in ladder.measures):
        yield edition["one-active-placement"].unmet()


def unmet_classification(
    judged: commands.ClassifyParallel, ladder: Ladder, today: date
) -> Iterator[Unmet]:
    """Every impossibility in a judgement of parallel measures."""
    edition = STATUTE.nearest(judged.classified_on)
    running = {each.id for each in ladder.running(judged.classified_on)}
    if judged.classified_on > today:
        yield edition["not-in-the-future"].unmet()
    if not ladder.open_on(judged.classified_on):
        yield edition["case-open"].unmet()
    if len(set(judged.measure_ids)) < 2 or not running.issuperset(judged.measure_ids):  # noqa: PLR2004 - parallel
        yield edition["parallel-measures-run"].unmet()


def warned(facts: Sequence[LadderEvent]) -> list[Unmet]:
    """What the caller is told of departures: the same words as a refusal's, for its own reasons."""
    return [
        STATUTE.nearest(fact.effective_on)[departure.rule].unmet()
        for fact in facts
        if isinstance(fact, MoveMade)
        for departure in fact.departures
    ]
