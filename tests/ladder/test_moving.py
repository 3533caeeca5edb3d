"""Where a child stands: the highest step decides, a day is netted, and every end is exclusive."""

from uuid import uuid5

from services.intervention_ladder.move.events import MeasureStarted
from services.intervention_ladder.news.commands import NoteCase, NoteCaseEnd
from services.intervention_ladder.readings import StepsChanged
from services.intervention_ladder.steps import movements
from tests.decider import NEW
from tests.ladder import story
from tests.ladder.story import LadderOutcome, day, known, move, ready, start, started, way

AGAIN, LATER = uuid5(NEW, "again"), uuid5(NEW, "later")
INSTITUTION, TREATMENT = started(NEW), started(NEW, 1)


def placed() -> LadderOutcome:
    """At an institution from 11 January, her family treated meanwhile."""
    both = start("residential_institution"), start("family_treatment")
    return ready().when(move("2016-01-11", *both))


def with_kin(reason: str = "2016-10-03") -> LadderOutcome:
    swap = move(reason, start("kinship_care"), ends=[story.end(INSTITUTION)])
    return placed().after.when(swap, id=AGAIN)


def sizes(outcome: LadderOutcome) -> list[tuple[str, float, str]]:
    return [
        (each.on.isoformat(), each.size, each.kind) for each in movements(known(outcome).periods)
    ]


def test_an_open_case_without_a_measure_stands_on_step_nought() -> None:
    opening = story.ladder().when(NoteCase(opened_on=day("2015-10-12")))
    assert way(opening) == [("T0", "2015-10-12", None)]


def test_the_highest_step_of_parallel_measures_decides() -> None:
    assert way(placed()) == [("T0", "2015-10-12", "2016-01-11"), ("T6", "2016-01-11", None)]


def test_what_runs_beside_a_placement_is_what_is_left_when_it_ends() -> None:
    home = placed().after.when(move("2016-10-03", ends=[story.end(INSTITUTION)]), id=AGAIN)
    assert way(home)[1:] == [("T6", "2016-01-11", "2016-10-03"), ("T3", "2016-10-03", None)]


def test_from_institution_to_kin_is_one_movement_of_two_steps_down() -> None:
    assert sizes(with_kin()) == [("2016-01-11", 6.0, "entry"), ("2016-10-03", -2.0, "step_down")]


def test_the_treatment_of_the_family_runs_on_through_the_move() -> None:
    running = known(with_kin()).running(day("2016-10-03"))
    assert {each.id for each in running} == {TREATMENT, started(AGAIN)}


def test_the_last_day_at_the_institution_is_the_day_before_its_end() -> None:
    ladder = known(with_kin())
    on_last = {each.measure_type for each in ladder.running(day("2016-10-02"))}
    on_first = {each.measure_type for each in ladder.running(day("2016-10-03"))}
    assert "residential_institution" in on_last
    assert "residential_institution" not in on_first


def test_from_one_family_to_another_on_the_same_step_is_no_movement() -> None:
    first = ready().when(move("2016-01-11", start("kinship_care")))
    swap = move("2016-06-01", start("kinship_care"), ends=[story.end(started(NEW))])
    other = first.after.when(swap, id=AGAIN)
    assert way(other)[1:] == [("T4", "2016-01-11", None)]
    assert StepsChanged not in {type(each) for each in other.facts}


def test_when_the_last_measure_ends_she_is_under_assessment_again() -> None:
    alone = ready().when(move("2016-01-11", start("respite")))
    over = alone.after.when(
        move("2016-06-01", ends=[story.end(started(NEW), "goals_met")]), id=AGAIN
    )
    assert sizes(over) == [("2016-01-11", 3.0, "entry"), ("2016-06-01", -3.0, "exit")]


def test_a_move_that_is_recorded_late_changes_the_way_from_the_day_it_happened() -> None:
    late = move("2016-03-01", start("contact_person_child"))
    lower = ready().when(move("2016-06-01", start("kinship_care"))).after.when(late, id=AGAIN)
    assert way(lower) == [
        ("T0", "2015-10-12", "2016-03-01"),
        ("T3", "2016-03-01", "2016-06-01"),
        ("T4", "2016-06-01", None),
    ]


def test_a_measure_ends_after_the_day_it_starts() -> None:
    at_once = move("2016-01-11", ends=[story.end(INSTITUTION, "goals_met")])
    placed().after.when(at_once, id=AGAIN).then_refused("measure-runs")


def test_a_measure_ends_once() -> None:
    again = move("2016-11-01", ends=[story.end(INSTITUTION)])
    with_kin().after.when(again, id=LATER).then_refused("measure-runs")


def test_nobody_ends_what_is_not_there() -> None:
    placed().after.when(move("2016-11-01", ends=[story.end(LATER)]), id=LATER).then_refused(
        "measure-runs"
    )


def test_a_child_lives_in_one_place_at_a_time() -> None:
    placed().after.when(move("2016-02-01", start("kinship_care")), id=AGAIN).then_refused(
        "one-active-placement"
    )


def test_two_placements_cannot_start_on_one_day() -> None:
    two = start("kinship_care"), start("residential_institution")
    ready().when(move("2016-01-11", *two)).then_refused("one-active-placement")


def test_a_placement_recorded_late_cannot_run_into_one_that_came_after() -> None:
    late = move("2015-12-01", start("residential_institution"))
    decided = story.decided("2015-11-01")
    early = story.ladder(
        story.opened(),
        story.mapped("2015-11-01"),
        story.investigated("2015-11-01"),
        decided,
        *story.goals(),
    )
    kin = early.when(move("2016-01-11", start("kinship_care"))).after
    kin.when(late, id=AGAIN).then_refused("one-active-placement")


def test_help_at_home_may_be_recorded_late_beside_two_placements_in_turn() -> None:
    late = move("2016-02-01", start("contact_person_child"))
    assert way(with_kin().after.when(late, id=LATER)) == way(with_kin())


def test_a_closed_case_ends_the_way() -> None:
    note = NoteCaseEnd(closed_on=day("2017-12-20"))
    over = with_kin().after.when(note, id=LATER)
    assert way(over)[-1] == ("T4", "2016-10-03", "2017-12-20")


def test_nothing_moves_on_the_day_the_case_is_closed_or_later() -> None:
    note = NoteCaseEnd(closed_on=day("2017-12-20"))
    over = with_kin().after.when(note, id=LATER).after
    over.when(move("2017-12-20", start("respite"))).then_refused("case-open")
    assert over.when(move("2017-12-19", start("respite"))).facts


def test_nothing_moves_before_the_case_is_opened() -> None:
    ready().when(move("2015-10-11", story.light())).then_refused("case-open")


def test_a_measure_pins_the_definition_and_the_step_it_was_started_on() -> None:
    pinned = ready().when(move("2016-01-11", start("kinship_care"))).the(MeasureStarted)
    assert (pinned.definition, pinned.step, pinned.order) == ("default@1", "T4", 4.0)
