"""What a move to a step would take: the deciding rules, run without deciding.

Explanation and decision cannot disagree, because they are the same code: a proposed move is put
together from what is known, and `findings` says of it what it would say of a real one.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from services.intervention_ladder import commands
from services.intervention_ladder.definitions import LadderDefinition, MeasureType, Step
from services.intervention_ladder.rules import EXIT_PLAN_FROM, STATUTE, Proposed, Rule, findings
from services.intervention_ladder.state import Ladder, Measure

A_YEAR = timedelta(days=365)  # what a proposed measure would be planned for
OF_A_DECISION = (
    "decision-in-force-on-start",
    "decision-covers-measure",
    "measure-type-in-regime",
)
OF_A_PLACEMENT = (
    "investigation-before-placement",
    "one-active-placement",
    "network-mapped-before-placement",
)


@dataclass(frozen=True, slots=True)
class Option:
    """One way to a step: the measure it would be, and what that takes."""

    measure_type: MeasureType
    decision_id: UUID | None
    ends: Sequence[Measure]
    unmet: Sequence[Rule]
    warnings: Sequence[Rule]
    met: Sequence[Rule]


def options(
    ladder: Ladder, definition: LadderDefinition, target: Step, day: date
) -> Iterator[Option]:
    """Every way to stand on a step from a day on, and what it would take."""
    for kind in definition.measure_types:
        if kind.step.code == target.code:
            yield option(ladder, definition, kind, day)


def option(ladder: Ladder, definition: LadderDefinition, kind: MeasureType, day: date) -> Option:
    """What it would take to start this measure on a day, ending whatever stands in its way."""
    ends = [each for each in ladder.running(day) if gives_way(each, kind)]
    decision = decision_for(ladder, kind, day)
    move = commands.MakeMove(
        effective_on=day,
        ends=[commands.End(measure_id=each.id, reason="replaced") for each in ends],
        starts=[proposed_start(kind, decision, day)],
        rationale="-",
    )
    found = findings(Proposed(move, ladder, definition, day))
    missing = {rule.id for rule in found}
    return Option(
        measure_type=kind,
        decision_id=decision,
        ends=ends,
        unmet=[rule for rule in found if not rule.warns],
        warnings=[rule for rule in found if rule.warns],
        met=[rule for rule in required_of(kind, day, missing) if rule.id not in missing],
    )


def gives_way(running: Measure, kind: MeasureType) -> bool:
    """A measure ends when the child is to stand lower, or to live somewhere else."""
    return running.order > kind.step.order or (running.placement and kind.step.placement)


def decision_for(ladder: Ladder, kind: MeasureType, day: date) -> UUID | None:
    """The newest decision that covers the measure, else the newest of all: its faults are told."""
    made = sorted(ladder.decisions, key=lambda each: each.decided_on)
    covering = [each for each in made if kind.code in each.measure_types and each.decided_on <= day]
    chosen = (covering or made)[-1:]
    return chosen[0].id if chosen else None


def proposed_start(kind: MeasureType, decision: UUID | None, day: date) -> commands.Start:
    return commands.Start(
        measure_type=kind.code,
        decision_id=decision if kind.needs_decision else None,
        planned_end_on=day + A_YEAR,
    )


def required_of(kind: MeasureType, day: date, missing: Collection[str]) -> Sequence[Rule]:
    """The rules that such a measure has to meet, as far as they could be judged."""
    named = ["case-open"]
    if kind.needs_decision:
        named += ["decision-made", *(() if "decision-made" in missing else OF_A_DECISION)]
    if kind.step.placement:
        named += OF_A_PLACEMENT
    if kind.step.order >= EXIT_PLAN_FROM:
        named.append("exit-plan-from-day-one")
    edition = STATUTE.nearest(day)
    return [edition[rule] for rule in named]
