"""Whatever is moved or put right, in whatever order, the way is whole and the steps are right."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid5

from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from services.intervention_ladder.correction.commands import (
    CorrectLadder,
    EndedOtherwise,
    StartedOtherwise,
)
from services.intervention_ladder.definitions import DEFINITIONS, LadderDefinition
from services.intervention_ladder.domain import on
from services.intervention_ladder.measure.commands import ChangeSite
from services.intervention_ladder.move.commands import MakeMove
from services.intervention_ladder.news.commands import NoteCase, NoteCaseEnd
from services.intervention_ladder.return_option.commands import SetReturnOption, UseReturnOption
from services.intervention_ladder.return_option.events import ReturnOptionSet
from services.intervention_ladder.safety_plan.commands import ActivateSafetyPlan, EndSafetyPlan
from services.intervention_ladder.safety_plan.events import SafetyPlanActivated, SafetyPlanEnded
from services.intervention_ladder.standing import impossible
from services.intervention_ladder.state import Ladder
from services.intervention_ladder.steps import Period, movements, periods
from services.intervention_ladder.way import stretches
from tests.decider import given
from tests.ladder import story
from tests.ladder.story import CASE, LadderGiven, known

OPENED = date(2015, 10, 12)
FIRST = date(2016, 1, 11)
SPAN = 60  # days that everything falls on, before and after one another
TYPES = ("residential_institution", "kinship_care", "boarding_school", "family_treatment",
         "contact_person_child", "open_counselling")  # fmt: skip
Wish = Callable[[Ladder], tuple[Any, UUID | None]]


@dataclass(frozen=True)
class Drawn:
    """What chance brings: a day, another one, and a place in any list."""

    day: date
    until: date
    place: int

    def of(self, things: Any) -> Any:  # noqa: ANN401 - any list
        return things[self.place % len(things)] if things else None


days = st.integers(0, SPAN).map(lambda offset: FIRST + timedelta(days=offset))
drawn = st.builds(Drawn, days, days, st.integers(0, 30))


def begun(kind: str) -> Any:  # noqa: ANN401 - a start
    if kind == "open_counselling":
        return story.light()
    return story.start(kind, decision_id=story.DECISION)


def moving(chance: Drawn, types: list[str], ends: list[int]) -> Wish:
    def wish(ladder: Ladder) -> tuple[Any, UUID | None]:
        measures = ladder.measures
        ending = {measures[each].id for each in ends if each < len(measures)}
        return MakeMove(
            effective_on=chance.day,
            starts=[begun(each) for each in types],
            ends=[story.end(each) for each in sorted(ending)],
            rationale="Any.",
        ), None

    return wish


def started_otherwise(chance: Drawn, kind: str) -> Wish:
    def wish(ladder: Ladder) -> tuple[Any, UUID | None]:
        measure = chance.of(ladder.measures)
        instead = StartedOtherwise(
            started_on=chance.day, measure_type=kind, decision_id=story.DECISION,
            planned_end_on=date(2030, 1, 1),
        )  # fmt: skip
        return correcting("MeasureStarted", measure.id if measure else CASE, instead), None

    return wish


def ended_otherwise(chance: Drawn) -> Wish:
    def wish(ladder: Ladder) -> tuple[Any, UUID | None]:
        measure = chance.of(ladder.measures)
        instead = EndedOtherwise(ended_on=chance.day, reason="other")
        return correcting("MeasureEnded", measure.id if measure else CASE, instead), None

    return wish


def taken_back(chance: Drawn, kind: str) -> Wish:
    def wish(ladder: Ladder) -> tuple[Any, UUID | None]:
        named = [each for each in ladder.things.values() if type(each).__name__ == kind]
        return correcting(kind, getattr(chance.of(named), "id", CASE), None), None

    return wish


def correcting(kind: str, record: UUID, instead: object) -> CorrectLadder:
    said = {
        "record_kind": kind, "record_id": record, "corrected_on": FIRST, "reason": "Any.",
        "instead": instead, "retracted": instead is None,
    }  # fmt: skip
    return CorrectLadder.model_validate(said)


def shifting(chance: Drawn) -> Wish:
    def wish(ladder: Ladder) -> tuple[Any, UUID | None]:
        measure = chance.of(ladder.measures)
        shift = ChangeSite(changed_on=chance.day, planned=True, reasons="Any.")
        return shift, measure.id if measure else None

    return wish


def keeping_open(chance: Drawn) -> Wish:
    def wish(ladder: Ladder) -> tuple[Any, UUID | None]:
        measure = chance.of(ladder.measures)
        return SetReturnOption(
            measure_id=measure.id if measure else CASE, set_on=chance.day,
            valid_until_on=chance.until, conditions="Any.",
        ), None  # fmt: skip

    return wish


def coming_back(chance: Drawn) -> Wish:
    def wish(ladder: Ladder) -> tuple[Any, UUID | None]:
        option = chance.of(ladder.all(ReturnOptionSet))
        back = UseReturnOption(
            effective_on=chance.day, planned_end_on=chance.until, rationale="Any."
        )
        return back, option.id if option else None

    return wish


def planning_safety(chance: Drawn) -> Wish:
    def wish(_: Ladder) -> tuple[Any, UUID | None]:
        return ActivateSafetyPlan(started_on=chance.day, review_on=chance.until, plan="Any."), None

    return wish


def ending_safety(chance: Drawn) -> Wish:
    def wish(ladder: Ladder) -> tuple[Any, UUID | None]:
        plan = chance.of(ladder.all(SafetyPlanActivated))
        return EndSafetyPlan(ended_on=chance.day, reasons="Any."), plan.id if plan else None

    return wish


KINDS = (
    "MeasureStarted", "MeasureEnded", "SiteChanged", "ExitPlanRecorded", "ReturnOptionSet",
    "SafetyPlanActivated", "SafetyPlanEnded",
)  # fmt: skip
wishes = st.one_of(
    st.builds(
        moving, drawn, st.lists(st.sampled_from(TYPES), max_size=2),
        st.lists(st.integers(0, 5), max_size=2, unique=True),
    ),
    st.builds(moving, drawn, st.lists(st.sampled_from(TYPES), min_size=1, max_size=1), st.just([])),
    st.builds(started_otherwise, drawn, st.sampled_from(TYPES)),
    st.builds(ended_otherwise, drawn),
    st.builds(taken_back, drawn, st.sampled_from(KINDS)),
    st.builds(shifting, drawn),
    st.builds(keeping_open, drawn),
    st.builds(coming_back, drawn),
    st.builds(planning_safety, drawn),
    st.builds(ending_safety, drawn),
)  # fmt: skip


def lived(
    wanted: list[Wish], definition: LadderDefinition, closed_after: int | None
) -> list[LadderGiven]:
    """The ladder after each thing that was lawful; what was refused left it as it was."""
    decided = story.decided("2016-01-06", *TYPES), story.mapped(), story.investigated()
    ladder = given(on(definition), *decided, *story.goals()).when(NoteCase(opened_on=OPENED)).after
    told = [ladder]
    for number, wish in enumerate(wanted):
        command, of = wish(known(ladder))
        outcome = ladder.when(command, of=of, id=uuid5(CASE, str(number)))
        ladder = outcome.after
        told.append(ladder)
    if closed_after is not None:
        note = NoteCaseEnd(closed_on=FIRST + timedelta(days=closed_after))
        told.append(ladder.when(note, id=UUID(int=1)).after)
    return told


@settings(max_examples=200)
@forall(
    st.lists(wishes, max_size=16),
    st.sampled_from([*DEFINITIONS.values()]),
    st.none() | st.integers(0, SPAN + 5),
)
def test_every_lawful_history_keeps_what_the_ladder_promises(
    wanted: list[Wish], definition: LadderDefinition, closed_after: int | None
) -> None:
    told = [known(each) for each in lived(wanted, definition, closed_after)]
    ladder = told[-1]
    whole(ladder, ladder.periods)
    right(ladder)
    read_again(ladder, definition)
    if closed_after is None:
        assert [*impossible(ladder)] == []
    for before in told[:-1]:  # what was known then is not touched by what was learned later
        assert before.periods == periods(stretches(before))


def whole(ladder: Ladder, way: tuple[Period, ...]) -> None:
    """Each period begins where the one before it ended, from the opening to the closing."""
    if way:
        assert way[0].from_on == ladder.opened_on
        assert way[-1].to_on == ladder.closed_on
    for before, after in pairwise(way):
        assert before.from_on < after.from_on == before.to_on
        assert (before.order, before.planned_return) != (after.order, after.planned_return)
    total = sum(each.size for each in movements(way))
    assert total == (way[-1].order - way[0].order if way else 0)


def right(ladder: Ladder) -> None:
    """On every day, and the days around: the step is the highest order of what runs on it."""
    for offset in range(-1, SPAN + 8):
        day = FIRST + timedelta(days=offset)
        orders = [
            each.order for each in ladder.measures if running(each.started_on, each.ended_on, day)
        ]
        orders += [*safety(ladder, day)]
        here = [each.order for each in ladder.periods if running(each.from_on, each.to_on, day)]
        is_open = ladder.closed_on is None or day < ladder.closed_on
        assert here == ([max(orders, default=0.0)] if is_open else [])
        assert sum(each.placement for each in ladder.running(day)) <= 1


def running(from_on: date, to_on: date | None, day: date) -> bool:
    return from_on <= day and not (to_on and to_on <= day)


def safety(ladder: Ladder, day: date) -> list[float]:
    """The orders of safety plans that are a step on the ladder that they pinned."""
    found = []
    for plan in ladder.all(SafetyPlanActivated):
        end = ladder.one(SafetyPlanEnded, plan.id)
        step = DEFINITIONS[plan.definition].safety_step
        if step and running(plan.started_on, end.ended_on if end else None, day):
            found.append(step.order)
    return found


def read_again(ladder: Ladder, pinned: LadderDefinition) -> None:
    """By the definition that everything pinned the way is the same; by another it is as whole."""
    assert periods(ladder.stretches, pinned) == ladder.periods
    for other in DEFINITIONS.values():
        whole(ladder, periods(ladder.stretches, other))
