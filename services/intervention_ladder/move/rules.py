"""What the law and good practice require of a move: the whole of it, judged at once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from services.intervention_ladder.definitions import LadderDefinition, MeasureType, Step
from services.intervention_ladder.exit_plan.rules import of_exit
from services.intervention_ladder.measures import Measure
from services.intervention_ladder.move import commands
from services.intervention_ladder.move.basis import Claim, of_claim
from services.intervention_ladder.move.practice import Practised, Starting, of_practice
from services.intervention_ladder.provision.rules import of_place
from services.intervention_ladder.provision.state import Provision
from services.intervention_ladder.rules import Judged, Judgements, of_the_day, started
from services.intervention_ladder.standing import resting_on_ends
from services.intervention_ladder.state import Ladder


@dataclass(frozen=True, slots=True)
class Proposed:
    """A move as it would be: what is asked, of which ladder, on which definition, and where."""

    move: commands.MakeMove
    ladder: Ladder
    definition: LadderDefinition
    today: date
    provisions: Mapping[UUID, Provision] = field(default_factory=dict)

    @property
    def day(self) -> date:
        return self.move.effective_on

    @property
    def ending(self) -> frozenset[UUID]:
        return frozenset(end.measure_id for end in self.move.ends)

    def staying(self) -> Sequence[Measure]:
        """What runs on the day or begins after it, and is not ended by the move."""
        return [
            each
            for each in self.ladder.measures
            if each.runs_from(self.day) and each.id not in self.ending
        ]

    def starting(self) -> Iterator[Starting]:
        """What starts, as far as its type and step are known."""
        for start in self.move.starts:
            kind = self.definition.measure_type(start.measure_type)
            step = self.step_of(start, kind) if kind else None
            if kind and step:
                yield Starting(start, kind, step)

    def step_of(self, start: commands.Start, kind: MeasureType) -> Step | None:
        """The step that a start stands on: as asked, as the place that is kept, or as usual."""
        if start.step is not None:
            free = start.step == kind.step.code or start.step in kind.also_on or kind.step_of_site
            return self.definition.step(start.step) if free else None
        kept = self.kept_by(kind)
        return (kept and self.definition.step(kept.step)) or kind.step

    def kept_by(self, kind: MeasureType) -> Measure | None:
        """The placement whose place is kept in aftercare: one that the move ends."""
        if not kind.step_of_site:
            return None
        ended = (self.ladder.measure(each) for each in self.ending)
        return next((each for each in ended if each and each.placement), None)


def judged(proposed: Proposed) -> Judgements:
    """Every rule that a move can be judged by. The statute says which of them refuse."""
    yield from of_the_day(proposed.ladder, proposed.day, proposed.today)
    changes = bool(proposed.move.ends or proposed.move.starts)
    yield Judged("change-set-not-empty", changes)
    yield from of_ends(proposed)
    yield from of_starts(proposed)
    starting, staying = [*proposed.starting()], proposed.staying()
    practised = Practised(proposed.move, proposed.ladder, proposed.definition, starting, staying)
    yield from of_practice(practised)


def of_ends(proposed: Proposed) -> Judgements:
    ends = proposed.move.ends
    if not ends:
        return
    once = max(Counter(end.measure_id for end in ends).values()) == 1
    yield Judged("measure-ended-once", once)
    for end in ends:
        measure = proposed.ladder.measure(end.measure_id)
        runs = measure is not None and measure.ended_on is None
        after = measure is not None and measure.started_on < proposed.day
        yield Judged("measure-runs", runs and after, started(measure))
    rests = resting_on_ends(proposed.ladder, proposed.ending, proposed.day)
    yield Judged("nothing-later-rests-on-it", not rests, rests)


def of_starts(proposed: Proposed) -> Judgements:
    for start in proposed.move.starts:
        kind = proposed.definition.measure_type(start.measure_type)
        yield Judged("measure-type-on-ladder", kind is not None)
        if kind is not None:
            yield Judged("step-open-to-measure", proposed.step_of(start, kind) is not None)
        if start.exit_plan:
            plan = start.exit_plan
            yield from of_exit(proposed.definition, plan.next_step, plan.target_on, proposed.day)
    for each in proposed.starting():
        yield from of_start(proposed, each)


def of_start(proposed: Proposed, start: Starting) -> Judgements:
    yield from of_claim(claimed(start, proposed.day), proposed.ladder, proposed.staying())
    others = [each for each in proposed.starting() if each.step.placement]
    if start.step.placement and len(others) > 1:
        yield Judged("one-active-placement", met=False)
    if start.kind.step_of_site:
        kept = proposed.kept_by(start.kind)
        yield Judged("aftercare-keeps-a-place", kept is not None, started(kept))
    if provision := proposed.provisions.get(start.asked.provision_id or UUID(int=0)):
        age = proposed.ladder.age_on(proposed.day)
        yield from of_place(provision, start.kind, age, proposed.day)


def claimed(start: Starting, day: date) -> Claim:
    """What a start claims."""
    return Claim(
        kind=start.kind,
        step=start.step,
        decision_id=start.asked.decision_id,
        started_on=day,
        ended_on=None,
        planned_end_on=start.asked.planned_end_on,
        purpose_codes=start.asked.purpose_codes,
        goal_ids=start.asked.goal_ids,
    )
