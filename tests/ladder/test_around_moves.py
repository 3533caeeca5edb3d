"""Ways out, places kept open, and measures side by side."""

from uuid import UUID, uuid5

import pytest

from services.intervention_ladder.exit_plan.commands import RecordExitPlan
from services.intervention_ladder.exit_plan.events import ExitPlanRecorded
from services.intervention_ladder.news.commands import NoteCaseEnd
from services.intervention_ladder.parallel.commands import ClassifyParallel
from services.intervention_ladder.parallel.events import ParallelClassified
from services.intervention_ladder.return_option.commands import SetReturnOption
from services.intervention_ladder.return_option.events import ReturnOptionSet
from tests.decider import NEW
from tests.ladder import story
from tests.ladder.story import LadderGiven, day, move, ready, start, started

AGAIN, CLOSED = uuid5(NEW, "again"), uuid5(NEW, "closed")
INSTITUTION, TREATMENT = started(NEW), started(NEW, 1)


def placed() -> LadderGiven:
    both = start("residential_institution"), start("family_treatment")
    return ready().when(move("2016-01-11", *both)).after


def left() -> LadderGiven:
    return placed().when(move("2016-10-03", ends=[story.end(INSTITUTION)]), id=AGAIN).after


def closed(ladder: LadderGiven) -> LadderGiven:
    note = NoteCaseEnd(closed_on=day("2016-12-01"))
    return ladder.when(note, id=CLOSED).after


def exit_plan(
    recorded_on: str = "2016-02-01", target_on: str = "2016-10-11", next_step: str = "T4"
) -> RecordExitPlan:
    return RecordExitPlan(
        recorded_on=day(recorded_on),
        target_on=day(target_on),
        next_step=next_step,
        how="Weekends with the aunt.",
    )


def kept_open(
    set_on: str = "2016-10-03", until: str = "2017-04-03", of: UUID = INSTITUTION
) -> SetReturnOption:
    return SetReturnOption(
        measure_id=of, set_on=day(set_on), valid_until_on=day(until), conditions="In unrest."
    )


def beside(on_day: str, *measures: object) -> ClassifyParallel:
    return ClassifyParallel.model_validate(
        {
            "measure_ids": [*measures],
            "classified_on": day(on_day),
            "classification": "complementary",
            "coordinator": "caseworker-1",
        }
    )


def test_a_way_out_is_planned_anew_while_the_measure_runs() -> None:
    planned = placed().when(exit_plan(), of=INSTITUTION, id=AGAIN).the(ExitPlanRecorded)
    assert (planned.id, planned.measure_id) == (AGAIN, INSTITUTION)
    assert planned.target_on == day("2016-10-11")


def test_there_is_no_way_out_of_what_never_began() -> None:
    placed().when(exit_plan(), of=AGAIN).then_unknown()
    placed().when(exit_plan()).then_unknown()


@pytest.mark.parametrize(
    ("plan", "rule"),
    [
        (exit_plan("2016-01-10"), "measure-runs"),
        (exit_plan("2016-10-03", "2016-11-01"), "measure-runs"),
        (exit_plan(target_on="2016-02-01"), "exit-target-after-start"),
        (exit_plan(next_step="T3S"), "step-on-ladder"),
    ],
)
def test_a_way_out_is_of_a_running_measure_lies_ahead_and_leads_to_a_step(
    plan: RecordExitPlan, rule: str
) -> None:
    left().when(plan, of=INSTITUTION).then_refused(rule)


def test_no_way_out_is_planned_tomorrow_or_in_a_closed_case() -> None:
    tomorrow = exit_plan("2024-06-04", "2025-01-01")
    closed(placed()).when(tomorrow, of=TREATMENT).then_refused("case-open", "not-in-the-future")


def test_a_place_is_kept_open_when_the_child_has_left_it() -> None:
    option = left().when(kept_open()).the(ReturnOptionSet)
    assert (option.measure_id, option.valid_until_on) == (INSTITUTION, day("2017-04-03"))


def test_no_place_is_kept_open_while_the_child_lives_there() -> None:
    placed().when(kept_open("2016-02-01")).then_refused("return-option-after-placement")
    left().when(kept_open("2016-10-02")).then_refused("return-option-after-placement")


def test_there_is_no_return_to_help_at_home() -> None:
    over = left().when(move("2016-11-01", ends=[story.end(TREATMENT)]), id=CLOSED).after
    over.when(kept_open("2016-11-01", of=TREATMENT)).then_refused("return-option-after-placement")


def test_a_place_is_kept_open_for_a_time_ahead_in_an_open_case() -> None:
    left().when(kept_open(until="2016-10-03")).then_refused("return-option-after-placement")
    closed(left()).when(kept_open("2016-12-01")).then_refused("case-open")
    left().when(kept_open("2024-06-04", "2025-01-01")).then_refused("not-in-the-future")


def test_measures_side_by_side_are_judged_together() -> None:
    judged = placed().when(beside("2016-01-11", INSTITUTION, TREATMENT), id=AGAIN)
    assert judged.the(ParallelClassified).classification == "complementary"


@pytest.mark.parametrize(
    ("on_day", "measures"),
    [
        ("2016-01-10", (INSTITUTION, TREATMENT)),
        ("2016-10-03", (INSTITUTION, TREATMENT)),
        ("2016-02-01", (TREATMENT, TREATMENT)),
        ("2016-02-01", (TREATMENT, AGAIN)),
    ],
)
def test_only_different_measures_that_run_on_the_day_are_parallel(
    on_day: str, measures: tuple[object, ...]
) -> None:
    left().when(beside(on_day, *measures)).then_refused("parallel-measures-run")


def test_nothing_is_judged_tomorrow_or_in_a_closed_case() -> None:
    asked = beside("2024-06-04", INSTITUTION, TREATMENT)
    closed(placed()).when(asked).then_refused("case-open", "not-in-the-future")
