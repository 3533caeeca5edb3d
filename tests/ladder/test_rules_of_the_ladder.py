"""Rules R1 to R11 of the ladder, each by its name, as a lawyer or a leader would read it."""

from uuid import uuid5

import pytest

from services.intervention_ladder.exit_plan.commands import ActivateExitPlan
from services.intervention_ladder.exit_plan.events import ExitPlanActivated, ExitPlanRecorded
from services.intervention_ladder.measure.commands import ChangeSite
from services.intervention_ladder.measure.events import SiteChanged
from services.intervention_ladder.move.commands import Alternative, Siblings
from services.intervention_ladder.move.events import MeasureEnded, MoveMade
from services.intervention_ladder.parallel.commands import ClassifyParallel
from services.intervention_ladder.readings import StepsChanged
from services.intervention_ladder.reviews import proposals
from services.intervention_ladder.sibling.commands import ExplainSiblingPlacement
from services.intervention_ladder.sibling.events import SiblingPlacementExplained
from services.intervention_ladder.steps import movements
from tests.decider import NEW
from tests.ladder import story
from tests.ladder.story import CASE, LadderGiven, day, departed, known, move, ready, start, started

AGAIN = uuid5(CASE, "again")
INSTITUTION, TREATMENT = started(NEW), started(NEW, 1)


def placed(*more: str) -> LadderGiven:
    """At an institution from 11 January 2016."""
    kinds = "residential_institution", *more
    return ready().when(move("2016-01-11", *map(start, kinds))).after


def test_r1_the_highest_step_of_what_runs_decides_and_all_of_it_is_known() -> None:
    ladder = known(placed("family_treatment", "respite"))
    assert [each.step for each in ladder.periods] == ["T0", "T6"]
    steps = [(each.measure_type, each.step) for each in ladder.stretches[-1].running]
    assert steps == [
        ("residential_institution", "T6"), ("family_treatment", "T3"), ("respite", "T3"),
    ]  # fmt: skip


def test_r1_a_stay_for_the_whole_family_is_no_placement() -> None:
    begun = ready().when(move("2016-01-11", start("family_residential")))
    assert not story.the_start(begun).placement
    assert story.way(begun)[-1][0] == "T3"


def test_r1_respite_may_be_given_while_the_child_is_placed() -> None:
    respite = move("2016-02-01", start("respite"))
    assert story.way(placed().when(respite, id=AGAIN))[-1][0] == "T6"


def test_r2_what_changes_on_one_day_is_one_movement() -> None:
    ends = [story.end(INSTITUTION), story.end(TREATMENT)]
    starts = start("kinship_care"), start("contact_person_child")
    moved = placed("family_treatment").when(move("2016-10-03", *starts, ends=ends), id=AGAIN)
    [_, down] = movements(known(moved).periods)
    assert (down.kind, down.size) == ("step_down", -2.0)


def test_r2_from_nowhere_is_an_entry_and_to_nowhere_an_exit() -> None:
    gone = placed().when(move("2016-10-03", ends=[story.end(INSTITUTION)]), id=AGAIN)
    kinds = [(each.kind, each.size) for each in movements(known(gone).periods)]
    assert kinds == [("entry", 6.0), ("exit", -6.0)]


def test_r3_another_place_on_the_same_step_is_no_movement_and_says_whether_it_was_planned() -> None:
    shift = ChangeSite(
        changed_on=day("2016-06-01"), planned=False, site="Solbakken", reasons="He had to leave."
    )
    moved = placed().when(shift, of=INSTITUTION, id=AGAIN)
    assert moved.the(SiteChanged).planned is False
    assert StepsChanged not in {type(each) for each in moved.facts}
    assert [each.id for each in known(moved).running(day("2016-06-01"))] == [INSTITUTION]


def test_r3_a_swap_on_one_step_says_whether_it_was_forced() -> None:
    swap = move(
        "2016-06-01", start("boarding_school"), ends=[story.end(INSTITUTION)], planned=False
    )
    moved = placed().when(swap, id=AGAIN)
    assert moved.the(MoveMade).planned is False
    assert [each.kind for each in movements(known(moved).periods)] == ["entry"]


def test_r3_places_are_changed_while_the_child_is_placed_and_once_a_day() -> None:
    shift = ChangeSite(changed_on=day("2016-01-11"), planned=True, reasons="A room near school.")
    placed().when(shift, of=INSTITUTION).then_refused("another-place-while-placed")
    at_home = placed("family_treatment").when(shift, of=TREATMENT)
    at_home.then_refused("another-place-while-placed")


def test_r4_the_right_step_may_be_a_high_one_and_says_what_else_was_thought_of() -> None:
    chosen = move("2016-01-11", start("residential_institution"))
    made = ready().when(chosen).the(MoveMade)
    assert [each.measure_type for each in made.alternatives] == ["kinship_care"]
    assert made.departures == ()


def test_r4_a_higher_step_without_alternatives_is_a_departure() -> None:
    bare = move("2016-01-11", start("residential_institution"), alternatives=[])
    assert departed(ready().when(bare)) == ["alternatives-considered"]
    lower = move(
        "2016-10-03", start("kinship_care"), ends=[story.end(INSTITUTION)], alternatives=[]
    )
    assert departed(placed().when(lower, id=AGAIN)) == []


def test_r4_no_placement_without_a_mapped_network_goes_unremarked() -> None:
    facts = story.opened(), story.investigated(), story.decided()
    unmapped = story.ladder(*facts, *story.goals()).when(move("2016-01-11", start("kinship_care")))
    assert departed(unmapped) == ["network-mapped-before-placement"]


def test_r5_what_works_proposes_a_lower_step_and_moves_nobody() -> None:
    heard = story.and_then(placed(), story.held("2016-06-01", INSTITUTION, works=True))
    assert known(heard).periods == known(placed()).periods
    [proposed] = proposals(known(heard), day("2016-06-02"))
    assert (proposed.measure_id, proposed.step.code) == (INSTITUTION, "T4")  # as its way out says


def test_r6_what_does_not_work_gives_way_to_something_else() -> None:
    failed = story.end(INSTITUTION, "does_not_work")
    alone = placed().when(move("2016-06-01", ends=[failed]), id=AGAIN)
    assert departed(alone) == ["something-else-starts"]
    other = placed().when(move("2016-06-01", start("kinship_care"), ends=[failed]), id=AGAIN)
    assert departed(other) == []


def test_r6_a_step_up_needs_a_decision_and_an_investigation() -> None:
    facts = story.opened(), story.mapped(), story.helped()
    at_home = (
        story.ladder(*facts, *story.goals())
        .when(move("2016-01-11", start("family_treatment")))
        .after
    )
    up = move("2016-06-01", start("kinship_care", decision_id=None))
    at_home.when(up, id=AGAIN).then_refused("decision-made", "investigation-before-placement")


def test_r8_every_measure_from_step_three_has_a_way_out_from_day_one() -> None:
    bare = start("family_treatment", exit_plan=None)
    assert departed(ready().when(move("2016-01-11", bare))) == ["exit-plan-from-day-one"]


def test_r8_a_way_out_that_was_planned_begins_once() -> None:
    plan = ready().when(move("2016-01-11", start("kinship_care"))).the(ExitPlanRecorded)
    lived = ready().when(move("2016-01-11", start("kinship_care"))).after
    begin = ActivateExitPlan(activated_on=day("2016-06-01"))
    begun = lived.when(begin, of=plan.id)
    assert begun.the(ExitPlanActivated).measure_id == INSTITUTION
    begun.after.when(begin, of=plan.id).then_refused("exit-begins-once")
    early = ActivateExitPlan(activated_on=day("2016-01-10"))
    lived.when(early, of=plan.id).then_refused("measure-runs", "exit-planned-before-it-begins")
    lived.when(begin, of=CASE).then_unknown()


def test_r9_a_measure_names_goals_and_one_of_them_is_within_six_months() -> None:
    aimless = start("family_treatment", goal_ids=[])
    assert departed(ready().when(move("2016-01-11", aimless))) == ["goals-answered"]
    far = start("family_treatment", goal_ids=[story.LATER_GOAL])
    assert departed(ready().when(move("2016-01-11", far))) == ["a-goal-within-six-months"]
    unset = start("family_treatment", goal_ids=[CASE])
    ready().when(move("2016-01-11", unset)).then_refused("goals-set")


def test_r9_every_measure_has_a_planned_end_after_its_start() -> None:
    endless = start("family_treatment", "2016-01-11")
    ready().when(move("2016-01-11", endless)).then_refused("planned-end-after-start")


def test_r10_measures_side_by_side_have_a_coordinator() -> None:
    alone = start("respite", coordinator=None)
    first = ready().when(move("2016-01-11", start("family_treatment", coordinator=None)))
    assert departed(first) == []
    second = first.after.when(move("2016-02-01", alone), id=AGAIN)
    assert departed(second) == ["coordinator-for-parallel-measures"]


def test_r10_a_judgement_of_parallel_measures_names_the_coordinator() -> None:
    two = start("family_treatment", coordinator=None), start("respite", coordinator=None)
    both = ready().when(move("2016-01-11", *two)).after
    judged = ClassifyParallel(
        measure_ids=[started(NEW), started(NEW, 1)], classified_on=day("2016-01-11"),
        classification="complementary", coordinator="caseworker-1", change_theory="Calm mornings.",
    )  # fmt: skip
    coordinated = both.when(judged, id=AGAIN).after
    third = start("contact_person_child", coordinator=None)
    assert departed(coordinated.when(move("2016-02-01", third), id=CASE)) == []


@pytest.mark.parametrize(
    ("born_on", "considered", "expected"),
    [
        ("2003-01-11", "residential_home_spo", ["family-considered-first"]),
        ("2003-01-11", "kinship_care", []),
        ("2003-01-11", "foster_family", []),
        ("2004-01-12", "residential_home_spo", []),
    ],
)
def test_r11_from_twelve_a_family_is_considered_before_an_institution(
    born_on: str, considered: str, expected: list[str]
) -> None:
    child = story.and_then(ready(), story.born(born_on))
    other = Alternative(measure_type=considered, reason="Not at hand.")
    chosen = move("2016-01-11", start("residential_institution"), alternatives=[other])
    assert departed(child.when(chosen)) == expected


def test_r11_who_has_lived_with_a_family_has_had_that_chance() -> None:
    child = story.and_then(ready(), story.born("2000-04-03"))
    kin = child.when(move("2016-01-11", start("kinship_care"))).after
    other = Alternative(reason="Nothing else was thought of.")
    ends = [story.end(started(NEW), "does_not_work")]
    up = move("2016-06-01", start("residential_institution"), ends=ends, alternatives=[other])
    assert departed(kin.when(up, id=AGAIN)) == []


def test_a_child_with_siblings_is_placed_with_a_word_about_them() -> None:
    family = story.and_then(ready(), story.sibling())
    alone = move("2016-01-11", start("kinship_care"))
    assert departed(family.when(alone)) == ["siblings-placement-explained"]
    apart = Siblings(arrangement="apart", reasons="Her brother thrives with their father.")
    said = family.when(move("2016-01-11", start("kinship_care"), siblings=apart))
    assert said.the(SiblingPlacementExplained).arrangement == "apart"
    assert departed(said) == []


def test_what_is_said_of_siblings_can_change_while_the_child_is_placed() -> None:
    together = ExplainSiblingPlacement(
        explained_on=day("2016-06-01"), arrangement="together", reasons="He has moved in, too."
    )
    both = placed("family_treatment")
    said = both.when(together, of=INSTITUTION).the(SiblingPlacementExplained)
    assert said.arrangement == "together"
    both.when(together, of=TREATMENT).then_refused("siblings-of-a-placed-child")
    both.when(together, of=CASE).then_unknown()


def test_an_end_that_is_dated_back_does_not_pull_away_what_was_done_since() -> None:
    shift = ChangeSite(changed_on=day("2016-06-01"), planned=True, reasons="A room near school.")
    shifted = placed().when(shift, of=INSTITUTION, id=AGAIN).after
    early = shifted.when(move("2016-05-01", ends=[story.end(INSTITUTION)]), id=CASE)
    early.then_refused("nothing-later-rests-on-it")
    [said] = early.unmet
    assert f"(SiteChanged {AGAIN})" in said.en
    assert f"(SiteChanged {AGAIN})" in said.da
    same_day = shifted.when(move("2016-06-01", ends=[story.end(INSTITUTION)]), id=CASE)
    assert same_day.the(MeasureEnded).ended_on == day("2016-06-01")


@pytest.mark.parametrize(
    ("kind", "step", "expected"),
    [("contact_person_child", "T2", "T2"), ("contact_person_child", None, "T3")],
)
def test_light_help_may_stand_a_step_lower_when_it_is_asked_for(
    kind: str, step: str | None, expected: str
) -> None:
    begun = ready().when(move("2016-01-11", start(kind, step=step)))
    assert story.the_start(begun).step == expected


@pytest.mark.parametrize("step", ["T1", "T4", "T9"])
def test_a_measure_stands_on_no_step_that_is_not_its_own(step: str) -> None:
    asked = move("2016-01-11", start("contact_person_child", step=step))
    ready().when(asked).then_refused("step-open-to-measure")


@pytest.mark.parametrize(
    ("born_on", "expected"), [("2005-01-11", []), ("2002-01-11", ["measure-type-fits-age"])]
)
def test_a_programme_is_for_children_of_an_age(born_on: str, expected: list[str]) -> None:
    child = story.and_then(ready(), story.born(born_on))
    programme = start("pmto", decision_id=story.AT_HOME_DECISION)
    assert departed(child.when(move("2016-01-11", programme))) == expected
