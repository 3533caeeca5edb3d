"""Whatever is moved, and in whatever order it is recorded, the way is whole and the steps right."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID, uuid5

from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from services.intervention_ladder import commands
from services.intervention_ladder.state import Ladder
from services.intervention_ladder.steps import movements
from tests.ladder import story
from tests.ladder.story import LadderGiven

OPENED = date(2015, 10, 12)
FIRST = date(2016, 1, 11)
SPAN = 60  # days that the moves fall on, before and after one another
TYPES = ("residential_institution", "kinship_care", "foster_general", "family_treatment",
         "contact_person_child", "open_counselling")  # fmt: skip
REASONS: tuple[commands.EndReason, ...] = ("replaced", "registered_in_error")


@st.composite
def wishes(draw: st.DrawFn) -> tuple[date, list[str], list[int], commands.EndReason]:
    """A day, types to start, places in the list of running measures to end, and why."""
    day = FIRST + timedelta(days=draw(st.integers(0, SPAN)))
    starts = draw(st.lists(st.sampled_from(TYPES), max_size=2))
    ends = draw(st.lists(st.integers(0, 5), max_size=2, unique=True))
    return day, starts, ends, draw(st.sampled_from(REASONS))


def tried(
    ladder: LadderGiven, number: int, wish: tuple[date, list[str], list[int], str]
) -> LadderGiven:
    """The ladder after a move that is valid, or as it was when it is refused."""
    day, types, places, reason = wish
    measures = ladder.state.measures
    asked = {
        "effective_on": day,
        "starts": [story.start(each) for each in types],
        "ends": [
            {"measure_id": measures[each].id, "reason": reason}
            for each in places
            if each < len(measures)
        ],
        "rationale": "Any.",
    }
    move = commands.MakeMove.model_validate(asked)
    return ladder.when(move, id=uuid5(story.CASE, str(number))).after


@settings(max_examples=60)
@forall(st.lists(wishes(), max_size=12), st.none() | st.integers(0, SPAN + 5))
def test_the_way_has_no_gaps_and_every_days_step_is_the_highest_that_runs(
    wanted: list[tuple[date, list[str], list[int], commands.EndReason]], closed_after: int | None
) -> None:
    known = story.mapped(), story.investigated(), story.decided("2016-01-06", *TYPES)
    ladder = story.ladder(*known).when(commands.NoteCase(opened_on=OPENED)).after
    for number, wish in enumerate(wanted):
        ladder = tried(ladder, number, wish)
    if closed_after is not None:
        note = commands.NoteCaseEnd(closed_on=FIRST + timedelta(days=closed_after))
        ladder = ladder.when(note, id=UUID(int=1)).after
    whole(ladder.state)
    right(ladder.state)


def whole(ladder: Ladder) -> None:
    """Each period begins where the one before it ended, from the opening to the closing."""
    periods = ladder.periods
    if periods:
        assert periods[0].from_on == ladder.opened_on
        assert periods[-1].to_on == ladder.closed_on
    for before, after in pairwise(periods):
        assert before.from_on < after.from_on == before.to_on
        assert before.order != after.order
    total = sum(each.size for each in movements(periods))
    assert total == (periods[-1].order - periods[0].order if periods else 0)


def right(ladder: Ladder) -> None:
    """On every day, and the days around: the step is the highest order of what runs on it."""
    for offset in range(-1, SPAN + 8):
        day = FIRST + timedelta(days=offset)
        running = [
            each
            for each in ladder.measures
            if each.started_on <= day and not (each.ended_on and each.ended_on <= day)
        ]
        here = [
            each.order
            for each in ladder.periods
            if each.from_on <= day and not (each.to_on and each.to_on <= day)
        ]
        is_open = ladder.closed_on is None or day < ladder.closed_on
        assert here == ([max((each.order for each in running), default=0.0)] if is_open else [])
        assert sum(each.placement for each in running) <= 1
