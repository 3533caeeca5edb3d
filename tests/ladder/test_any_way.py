"""Whatever is moved or put right, in whatever order, the way is whole and the steps are right."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from services.intervention_ladder.definitions import DEFINITIONS, LadderDefinition
from services.intervention_ladder.safety_plan.events import SafetyPlanActivated, SafetyPlanEnded
from services.intervention_ladder.standing import impossible
from services.intervention_ladder.state import Ladder
from services.intervention_ladder.steps import Period, movements, periods
from services.intervention_ladder.way import stretches
from tests.ladder.histories import FIRST, SPAN, Wish, asked, histories, lived
from tests.ladder.story import known


@settings(max_examples=200)
@forall(
    histories(asked),
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
