"""Random histories of a child's ladder: whatever is asked, in whatever order, lawful or not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from hypothesis import strategies as st

from services.intervention_ladder.correction.commands import (
    CorrectLadder,
    EndedOtherwise,
    StartedOtherwise,
)
from services.intervention_ladder.correction.kinds import KINDS
from services.intervention_ladder.definitions import LadderDefinition
from services.intervention_ladder.domain import on
from services.intervention_ladder.events import Event
from services.intervention_ladder.exit_plan.commands import ActivateExitPlan, RecordExitPlan
from services.intervention_ladder.exit_plan.events import ExitPlanRecorded
from services.intervention_ladder.measure.commands import (
    AdjustMeasure,
    ChangeSite,
    ContinueMeasure,
)
from services.intervention_ladder.move.commands import MakeMove
from services.intervention_ladder.news import commands as news
from services.intervention_ladder.news.events import Verdict
from services.intervention_ladder.parallel.commands import ClassifyParallel
from services.intervention_ladder.return_option.commands import SetReturnOption, UseReturnOption
from services.intervention_ladder.return_option.events import ReturnOptionSet
from services.intervention_ladder.safety_plan.commands import (
    ActivateSafetyPlan,
    EndSafetyPlan,
    ReviewSafetyPlan,
)
from services.intervention_ladder.safety_plan.events import SafetyPlanActivated
from services.intervention_ladder.sibling.commands import ExplainSiblingPlacement
from services.intervention_ladder.state import Ladder
from tests.decider import given
from tests.ladder import story
from tests.ladder.story import CASE, LadderGiven, known

OPENED = date(2015, 10, 12)
FIRST = date(2016, 1, 11)
SPAN = 60  # days that everything falls on, before and after one another
TYPES = ("residential_institution", "kinship_care", "boarding_school", "family_treatment",
         "contact_person_child", "open_counselling")  # fmt: skip
Wanted = tuple[Any, UUID | None]  # what is asked, and of which thing
Wish = Callable[[Ladder], Wanted]


@dataclass(frozen=True)
class Drawn:
    """What chance brings: a day, another one, a place in any list, and yes or no."""

    day: date
    until: date
    place: int
    yes: bool

    def of(self, things: Sequence[Any]) -> Any:  # noqa: ANN401 - any thing
        return things[self.place % len(things)] if things else None

    def named(self, things: Sequence[Any]) -> UUID | None:
        """The id of one of these things, if there are any."""
        return getattr(self.of(things), "id", None)


days = st.integers(0, SPAN).map(lambda offset: FIRST + timedelta(days=offset))
drawn = st.builds(Drawn, days, days, st.integers(0, 30), st.booleans())
types = st.sampled_from(TYPES)


def begun(kind: str) -> Any:  # noqa: ANN401 - a start
    if kind == "open_counselling":
        return story.light()
    return story.start(kind, decision_id=story.DECISION)


def moving(chance: Drawn, kinds: list[str], ends: list[int]) -> Wish:
    def wish(ladder: Ladder) -> Wanted:
        last = [each for each in ladder.measures if each.ended_on is None]
        ending = {last[each % len(last)].id for each in ends} if last else set[UUID]()
        return MakeMove(
            effective_on=chance.day,
            starts=[begun(each) for each in kinds],
            ends=[story.end(each) for each in sorted(ending)],
            rationale="Any.",
        ), None

    return wish


def of_a_measure(chance: Drawn, command: Any) -> Wish:  # noqa: ANN401 - any command
    return lambda ladder: (command, chance.named(ladder.measures))


def while_it_runs(chance: Drawn) -> Any:  # noqa: ANN401 - any command
    """Everything that can be done to a measure."""
    day, until = chance.day, chance.until
    return st.sampled_from(
        [
            AdjustMeasure(
                adjusted_on=day, adjustment="Any.", planned_end_on=until if chance.yes else None
            ),
            ContinueMeasure(continued_on=day, reasons="Any."),
            ChangeSite(changed_on=day, planned=chance.yes, reasons="Any."),
            RecordExitPlan(recorded_on=day, target_on=until, next_step="T3", how="Any."),
            ExplainSiblingPlacement(explained_on=day, arrangement="apart", reasons="Any."),
        ]
    ).map(lambda command: of_a_measure(chance, command))


def beside_measures(chance: Drawn) -> Any:  # noqa: ANN401 - any command
    """Everything else that can be asked of a ladder."""
    day, until = chance.day, chance.until

    def classifying(ladder: Ladder) -> Wanted:
        ids = [each.id for each in ladder.running(day)] or [CASE]
        return ClassifyParallel(
            measure_ids=(ids * 2)[:20], classified_on=day, classification="duplicate",
            coordinator="caseworker-1",
        ), None  # fmt: skip

    def keeping_open(ladder: Ladder) -> Wanted:
        return SetReturnOption(
            measure_id=chance.named(ladder.measures) or CASE, set_on=day, valid_until_on=until,
            conditions="Any.",
        ), None  # fmt: skip

    return st.sampled_from(
        [
            lambda _: (ActivateSafetyPlan(started_on=day, review_on=until, plan="Any."), None),
            keeping_open,
            classifying,
            lambda ladder: (
                ActivateExitPlan(activated_on=day), chance.named(ladder.all(ExitPlanRecorded))
            ),
            lambda ladder: (
                UseReturnOption(effective_on=day, planned_end_on=until, rationale="Any."),
                chance.named(ladder.all(ReturnOptionSet)),
            ),
            lambda ladder: (
                ReviewSafetyPlan(reviewed_on=day, review_on=until, assessment="Any."),
                chance.named(ladder.all(SafetyPlanActivated)),
            ),
            lambda ladder: (
                EndSafetyPlan(ended_on=day, reasons="Any."),
                chance.named(ladder.all(SafetyPlanActivated)),
            ),
        ]
    )  # fmt: skip


def told(chance: Drawn) -> Any:  # noqa: ANN401 - any news
    """What neighbours tell while measures run: follow-ups, consents, other decisions."""
    day = chance.day

    def follow_up(ladder: Ladder) -> Wanted:
        verdict = Verdict(
            measure_id=chance.named(ladder.measures) or CASE,
            outcome="continue",
            works=(True, False, False, None)[chance.place % 4],
        )
        held = uuid5(CASE, f"held {day}")
        return news.NoteFollowUp(id=held, held_on=day, verdicts=(verdict,)), None

    def withdrawn(_: Ladder) -> Wanted:
        return news.NoteConsentEnd(
            id=uuid5(CASE, f"consent {day}"), withdrawn_on=day, party_id=None, measure_types=(),
            decision_ids=(story.DECISION,),
        ), None  # fmt: skip

    def decided(_: Ladder) -> Wanted:
        made = story.decided(day.isoformat(), *TYPES, id=uuid5(CASE, f"decided {day}"))
        names = [*news.NoteDecision.model_fields]
        said = {name: getattr(made, name) for name in names} | {"replaces": story.DECISION}
        return news.NoteDecision(**said), None

    return st.sampled_from([follow_up, follow_up, follow_up, withdrawn, decided])


def correcting(kind: str, record: UUID, instead: object) -> CorrectLadder:
    said = {
        "record_kind": kind, "record_id": record, "corrected_on": FIRST, "reason": "Any.",
        "instead": instead, "retracted": instead is None,
    }  # fmt: skip
    return CorrectLadder.model_validate(said)


def started_otherwise(chance: Drawn, kind: str) -> Wish:
    instead = StartedOtherwise(
        started_on=chance.day, measure_type=kind, decision_id=story.DECISION,
        planned_end_on=date(2030, 1, 1),
    )  # fmt: skip
    return lambda ladder: (
        correcting("MeasureStarted", chance.named(ladder.measures) or CASE, instead), None
    )  # fmt: skip


def ended_otherwise(chance: Drawn) -> Wish:
    instead = EndedOtherwise(ended_on=chance.day, reason="other")
    return lambda ladder: (
        correcting("MeasureEnded", chance.named(ladder.measures) or CASE, instead), None
    )  # fmt: skip


def taken_back(chance: Drawn, kind: str) -> Wish:
    def wish(ladder: Ladder) -> Wanted:
        named = [each for each in ladder.things.values() if type(each).__name__ == kind]
        return correcting(kind, chance.named(named) or CASE, None), None

    return wish


def said_otherwise(chance: Drawn, wish: Wish) -> Wish:
    """Something else is put right: it is said anew, as anything of its kind is said."""

    def anew(ladder: Ladder) -> Wanted:
        command, _ = wish(ladder)
        kind = next((name for name, each in KINDS.items() if each.command is type(command)), None)
        if kind is None:
            return command, _
        named = [each for each in ladder.things.values() if type(each).__name__ == kind]
        return correcting(kind, chance.named(named) or CASE, command), None

    return anew


doing = st.one_of(drawn.flatmap(while_it_runs), drawn.flatmap(beside_measures))
moves = st.one_of(
    st.builds(
        moving, drawn, st.lists(types, max_size=2),
        st.lists(st.integers(0, 5), max_size=2, unique=True),
    ),
    st.builds(moving, drawn, st.lists(types, min_size=1, max_size=1), st.just([])),
)  # fmt: skip
corrections = st.one_of(
    st.builds(started_otherwise, drawn, types),
    st.builds(ended_otherwise, drawn),
    st.builds(
        taken_back, drawn, st.sampled_from(["MeasureStarted", "MeasureEnded", *KINDS])
    ),
    st.builds(said_otherwise, drawn, doing),
)  # fmt: skip
heard = drawn.flatmap(told)
asked = st.one_of(moves, moves, corrections, doing)
"""What people ask."""
wishes = st.one_of(asked, asked, heard)
"""What people ask, and what neighbours tell, whatever that does to what was recorded."""


def histories(of: st.SearchStrategy[Wish] = wishes) -> st.SearchStrategy[list[Wish]]:
    """Long enough that something is lawful."""
    return st.lists(moves, min_size=1, max_size=3).flatmap(
        lambda first: st.lists(of, min_size=3, max_size=14).map(lambda more: [*first, *more])
    )


def beginning(definition: LadderDefinition) -> LadderGiven:
    """An open case with everything that a first placement needs."""
    told: list[Event] = [story.mapped(), story.investigated(), story.sibling(), *story.goals()]
    told.append(story.decided("2016-01-06", *TYPES))
    return given(on(definition), *told).when(news.NoteCase(opened_on=OPENED)).after


def lived(
    wanted: Sequence[Wish], definition: LadderDefinition, closed_after: int | None = None
) -> list[LadderGiven]:
    """The ladder after each thing that was lawful; what was refused left it as it was."""
    ladder = beginning(definition)
    found = [ladder]
    for number, wish in enumerate(wanted):
        command, of = wish(known(ladder))
        ladder = ladder.when(command, of=of, id=uuid5(CASE, str(number))).after
        found.append(ladder)
    if closed_after is not None:
        note = news.NoteCaseEnd(closed_on=FIRST + timedelta(days=closed_after))
        found.append(ladder.when(note, id=UUID(int=1)).after)
    return found


def facts_of(told: Sequence[LadderGiven]) -> Sequence[Event]:
    """Everything that was recorded in the end."""
    return told[-1].past
