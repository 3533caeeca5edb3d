"""What was recorded wrongly is said anew, judged by its own day, and nothing is pulled away."""

from datetime import UTC, datetime
from uuid import UUID, uuid5

import pytest

from services.intervention_ladder.correction.commands import (
    CorrectLadder,
    EndedOtherwise,
    RecordKind,
    StartedOtherwise,
)
from services.intervention_ladder.correction.events import (
    EventCorrected,
    EventRetracted,
    MeasureCorrected,
    MeasureRetracted,
)
from services.intervention_ladder.events import LadderEvent
from services.intervention_ladder.exit_plan.commands import ActivateExitPlan, RecordExitPlan
from services.intervention_ladder.exit_plan.events import ExitPlanRecorded
from services.intervention_ladder.measure.commands import (
    AdjustMeasure,
    ChangeSite,
    ContinueMeasure,
)
from services.intervention_ladder.move.commands import Siblings
from services.intervention_ladder.parallel.commands import ClassifyParallel
from services.intervention_ladder.readings import StepsChanged
from services.intervention_ladder.return_option.commands import SetReturnOption, UseReturnOption
from services.intervention_ladder.safety_plan.commands import (
    ActivateSafetyPlan,
    EndSafetyPlan,
    ReviewSafetyPlan,
)
from services.intervention_ladder.sibling.commands import ExplainSiblingPlacement
from services.intervention_ladder.sibling.events import SiblingPlacementExplained
from shared.commands import Command
from tests.decider import NEW
from tests.ladder import story
from tests.ladder.story import CASE, LadderGiven, LadderOutcome, day, known, move, ready, start, way

AGAIN, LATER, THING = (uuid5(CASE, each) for each in ("again", "later", "thing"))
PLACE, HELP, KIN = story.started(NEW), story.started(NEW, 1), story.started(AGAIN)


def lived() -> LadderGiven:
    """At an institution from 11 January, with an aunt from 3 October; her family is treated."""
    both = start("residential_institution"), start("family_treatment")
    placed = ready().when(move("2016-01-11", *both)).after
    swap = move("2016-10-03", start("kinship_care"), ends=[story.end(PLACE)])
    return placed.when(swap, id=AGAIN).after


def began(on_day: str, kind: str = "residential_institution", **more: object) -> StartedOtherwise:
    said = {
        "started_on": day(on_day), "measure_type": kind, "decision_id": story.DECISION,
        "planned_end_on": day("2030-01-01"), **more,
    }  # fmt: skip
    return StartedOtherwise.model_validate(said)


def ended(on_day: str) -> EndedOtherwise:
    return EndedOtherwise(ended_on=day(on_day), reason="replaced")


def correct(
    kind: RecordKind, record: UUID, instead: Command | StartedOtherwise | EndedOtherwise | None
) -> CorrectLadder:
    return CorrectLadder.model_validate(
        {
            "record_kind": kind, "record_id": record, "corrected_on": day("2016-12-01"),
            "reason": "The day had been taken from the plan.", "retracted": instead is None,
            "instead": instead,
        }
    )  # fmt: skip


def corrected(
    kind: RecordKind,
    record: UUID,
    instead: Command | StartedOtherwise | EndedOtherwise | None,
    of: LadderGiven | None = None,
) -> LadderOutcome:
    return (of or lived()).when(correct(kind, record, instead), id=LATER)


def test_a_start_that_was_wrong_moves_the_way_with_it() -> None:
    later = corrected("MeasureStarted", PLACE, began("2016-02-01"))
    assert way(later) == [
        ("T0", "2015-10-12", "2016-01-11"),
        ("T3", "2016-01-11", "2016-02-01"),
        ("T6", "2016-02-01", "2016-10-03"),
        ("T4", "2016-10-03", None),
    ]
    said = later.the(MeasureCorrected)
    assert (said.id, said.ended_on, said.end_reason) == (PLACE, day("2016-10-03"), "replaced")
    assert StepsChanged in {type(each) for each in later.facts}


def test_what_was_said_on_the_first_day_is_said_of_the_new_one() -> None:
    plan = corrected("MeasureStarted", PLACE, began("2016-02-01")).the(ExitPlanRecorded)
    assert (plan.measure_id, plan.recorded_on) == (PLACE, day("2016-02-01"))
    apart = Siblings(arrangement="apart", reasons="He thrives where he is.")
    placed = ready().when(move("2016-01-11", start("kinship_care"), siblings=apart)).after
    moved = corrected("MeasureStarted", PLACE, began("2016-02-01", "kinship_care"), placed)
    assert moved.the(SiblingPlacementExplained).explained_on == day("2016-02-01")


def test_an_end_that_was_wrong_moves_the_way_with_it() -> None:
    alone = ready().when(move("2016-01-11", start("kinship_care"))).after
    home = alone.when(move("2016-10-03", ends=[story.end(PLACE)]), id=AGAIN).after
    later = corrected("MeasureEnded", PLACE, ended("2016-11-01"), home)
    assert way(later)[1:] == [("T4", "2016-01-11", "2016-11-01"), ("T0", "2016-11-01", None)]


def test_an_end_that_never_came_is_taken_back() -> None:
    alone = ready().when(move("2016-01-11", start("kinship_care"))).after
    home = alone.when(move("2016-10-03", ends=[story.end(PLACE)]), id=AGAIN).after
    running = corrected("MeasureEnded", PLACE, None, home)
    assert running.the(MeasureCorrected).ended_on is None
    assert way(running)[1:] == [("T4", "2016-01-11", None)]


def test_a_measure_that_never_was_is_taken_back_with_its_way_out() -> None:
    gone = corrected("MeasureStarted", HELP, None)
    assert gone.the(MeasureRetracted).id == HELP
    assert known(gone).measure(HELP) is None
    assert known(gone).exit_plan_of(HELP) is None


def test_a_measure_of_another_type_stands_on_that_type_s_step() -> None:
    family = corrected("MeasureStarted", PLACE, began("2016-01-11", "foster_family"))
    said = family.the(MeasureCorrected).said
    assert (said.step, said.definition, said.move_id) == ("T5", "default@1", NEW)
    unheard = corrected("MeasureStarted", PLACE, began("2016-01-11", "moon_camp"))
    unheard.then_refused("measure-type-on-ladder")
    corrected("MeasureStarted", PLACE, began("2016-01-11", step="T1")).then_refused(
        "step-open-to-measure"
    )


def test_the_site_is_remembered_when_only_the_end_was_wrong() -> None:
    sited = ready().when(move("2016-01-11", start("kinship_care", site="Karen Prøve"))).after
    home = sited.when(move("2016-10-03", ends=[story.end(PLACE)]), id=AGAIN).after
    later = corrected("MeasureEnded", PLACE, ended("2016-11-01"), home)
    assert later.the(MeasureCorrected).said.site is None  # sealed where it was said
    measure = known(later).measure(PLACE)
    assert measure is not None
    assert measure.said.site is not None
    assert measure.said.site.words(None) == "Karen Prøve"


@pytest.mark.parametrize(
    ("started_on", "rule"),
    [
        ("2015-10-11", "case-open"),
        ("2016-10-03", "measure-ends-after-it-starts"),
        ("2016-01-05", "decision-in-force-on-start"),
    ],
)
def test_the_new_day_is_judged_by_its_own_rules(started_on: str, rule: str) -> None:
    assert rule in corrected("MeasureStarted", PLACE, began(started_on)).refused


def test_a_correction_tells_of_the_past() -> None:
    tomorrow = correct("MeasureStarted", KIN, began("2016-12-02", "kinship_care"))
    asked = lived().when(tomorrow, at=datetime(2016, 12, 1, 8, tzinfo=UTC))
    asked.then_refused("not-in-the-future")
    early = lived().when(tomorrow, at=datetime(2016, 11, 1, 8, tzinfo=UTC))
    assert "not-in-the-future" in early.refused


def test_two_placements_never_overlap_by_a_correction() -> None:
    late = corrected("MeasureEnded", PLACE, ended("2016-10-04"))
    late.then_refused("one-active-placement", "nothing-later-rests-on-it")
    [said] = [each for each in late.unmet if each.rule == "nothing-later-rests-on-it"]
    assert f"MeasureStarted {KIN}" in said.en
    early = corrected("MeasureStarted", KIN, began("2016-10-02", "kinship_care"))
    early.then_refused("one-active-placement", "nothing-later-rests-on-it")


def test_a_gap_between_two_placements_is_no_fault() -> None:
    gap = corrected("MeasureEnded", PLACE, ended("2016-09-01"))
    assert way(gap)[2:] == [("T3", "2016-09-01", "2016-10-03"), ("T4", "2016-10-03", None)]


def test_what_was_done_later_is_put_right_first() -> None:
    adjusted = AdjustMeasure(adjusted_on=day("2016-01-20"), adjustment="Twice a week.")
    busy = lived().when(adjusted, of=HELP, id=THING).after
    home = began("2016-02-01", "family_treatment", decision_id=story.AT_HOME_DECISION)
    refused = corrected("MeasureStarted", HELP, home, busy)
    refused.then_refused("nothing-later-rests-on-it")
    assert f"MeasureAdjusted {THING}" in refused.unmet[0].en
    corrected("MeasureStarted", HELP, None, busy).then_refused("nothing-later-rests-on-it")
    freed = corrected("MeasureAdjusted", THING, None, busy).after
    again = freed.when(correct("MeasureStarted", HELP, home), id=CASE)
    assert again.the(MeasureCorrected).said.started_on == day("2016-02-01")


def test_what_is_not_there_cannot_be_corrected() -> None:
    corrected("MeasureStarted", CASE, None).then_unknown()
    corrected("MeasureEnded", HELP, ended("2016-11-01")).then_unknown()
    corrected("MeasureAdjusted", CASE, None).then_unknown()


def test_something_is_corrected_or_retracted_and_to_its_own_kind() -> None:
    both = correct("MeasureEnded", PLACE, ended("2016-11-01")).model_copy(
        update={"retracted": True}
    )
    lived().when(both).then_refused("corrected-or-retracted")
    corrected("MeasureEnded", PLACE, began("2016-01-12")).then_refused("corrected-in-its-own-kind")


SAID: dict[RecordKind, tuple[Command, UUID | None, Command]] = {
    "MeasureAdjusted": (
        AdjustMeasure(adjusted_on=day("2016-02-01"), adjustment="Less."),
        HELP,
        AdjustMeasure(adjusted_on=day("2016-02-02"), adjustment="More."),
    ),
    "MeasureContinued": (
        ContinueMeasure(continued_on=day("2016-02-01"), reasons="Too early."),
        HELP,
        ContinueMeasure(continued_on=day("2016-02-02"), reasons="Too early to say."),
    ),
    "SiteChanged": (
        ChangeSite(changed_on=day("2016-02-01"), planned=True, reasons="Nearer."),
        PLACE,
        ChangeSite(changed_on=day("2016-02-02"), planned=False, reasons="He had to leave."),
    ),
    "ExitPlanRecorded": (
        RecordExitPlan(
            recorded_on=day("2016-02-01"), target_on=day("2016-10-11"), next_step="T4", how="So."
        ),
        PLACE,
        RecordExitPlan(
            recorded_on=day("2016-02-02"), target_on=day("2016-12-11"), next_step="T3", how="So."
        ),
    ),
    "ReturnOptionSet": (
        SetReturnOption(
            measure_id=PLACE, set_on=day("2016-10-03"), valid_until_on=day("2017-01-01"),
            conditions="In unrest.",
        ),
        None,
        SetReturnOption(
            measure_id=PLACE, set_on=day("2016-10-04"), valid_until_on=day("2017-02-01"),
            conditions="In unrest.",
        ),
    ),
    "ParallelClassified": (
        ClassifyParallel(
            measure_ids=[PLACE, HELP], classified_on=day("2016-02-01"),
            classification="duplicate", coordinator="caseworker-1",
        ),
        None,
        ClassifyParallel(
            measure_ids=[PLACE, HELP], classified_on=day("2016-02-01"),
            classification="complementary", coordinator="caseworker-1",
        ),
    ),
    "SiblingPlacementExplained": (
        ExplainSiblingPlacement(
            explained_on=day("2016-02-01"), arrangement="apart", reasons="No room."
        ),
        PLACE,
        ExplainSiblingPlacement(
            explained_on=day("2016-02-01"), arrangement="together", reasons="There is room."
        ),
    ),
    "SafetyPlanActivated": (
        ActivateSafetyPlan(
            started_on=day("2016-02-01"), review_on=day("2016-03-01"), plan="She sleeps there."
        ),
        None,
        ActivateSafetyPlan(
            started_on=day("2016-02-02"), review_on=day("2016-03-01"), plan="She sleeps there."
        ),
    ),
}  # fmt: skip


def day_of_it(ladder: LadderGiven, kind: RecordKind) -> LadderEvent:
    [found] = [each for each in ladder.past if type(each).__name__ == kind and each.id == THING]
    return found  # type: ignore[return-value]  # a ladder's facts are its own


@pytest.mark.parametrize("kind", SAID)
def test_everything_else_is_said_anew_by_the_same_id_or_taken_back(kind: RecordKind) -> None:
    wrong, of, right = SAID[kind]
    told = lived().when(wrong, of=of, id=THING).after  # type: ignore[arg-type]
    said = corrected(kind, THING, right, told)
    assert said.the(EventCorrected).record_id == THING
    [again] = [each for each in said.facts if type(each).__name__ == kind]
    assert again.id == THING
    assert again != day_of_it(told, kind)
    gone = corrected(kind, THING, None, told)
    assert gone.the(EventRetracted).record_kind == kind
    assert not [each for each in known(gone).things.values()
                if type(each).__name__ == kind and each.id == THING]  # fmt: skip


def test_what_begins_or_ends_a_thing_is_corrected_by_the_thing_s_id() -> None:
    plan = SAID["SafetyPlanActivated"][0]
    planned = lived().when(plan, id=THING).after  # type: ignore[arg-type]
    look = ReviewSafetyPlan(
        reviewed_on=day("2016-03-01"), review_on=day("2016-04-01"), assessment="It holds."
    )
    over = EndSafetyPlan(ended_on=day("2016-05-01"), reasons="Calm.")
    done = planned.when(look, of=THING, id=AGAIN).after.when(over, of=THING, id=AGAIN).after
    later = EndSafetyPlan(ended_on=day("2016-06-01"), reasons="Calm.")
    assert corrected("SafetyPlanEnded", THING, later, done).the(EventCorrected).record_id == THING
    assert corrected("SafetyPlanReviewed", THING, None, done).the(EventRetracted).record_id == THING
    way_out = known(lived()).exit_plan_of(PLACE)
    assert way_out is not None
    begun = lived().when(ActivateExitPlan(activated_on=day("2016-06-01")), of=way_out.id).after
    other = ActivateExitPlan(activated_on=day("2016-07-01"))
    said = corrected("ExitPlanActivated", way_out.id, other, begun).the(EventCorrected)
    assert said.record_id == way_out.id


def test_a_return_rests_on_the_option_and_the_option_on_the_placement_that_was_left() -> None:
    option = SAID["ReturnOptionSet"][0]
    home = ready().when(move("2016-01-11", start("kinship_care"))).after
    home = home.when(move("2016-10-03", ends=[story.end(PLACE)]), id=AGAIN).after
    kept = home.when(option, id=THING).after  # type: ignore[arg-type]
    stay = UseReturnOption(
        effective_on=day("2016-11-01"), planned_end_on=day("2016-11-20"), rationale="Calm."
    )
    back = kept.when(stay, of=THING, id=CASE).after
    shorter = SetReturnOption(
        measure_id=PLACE, set_on=day("2016-10-03"), valid_until_on=day("2016-11-01"),
        conditions="In unrest.",
    )  # fmt: skip
    refused = corrected("ReturnOptionSet", THING, shorter, back)
    refused.then_refused("nothing-later-rests-on-it")
    later = corrected("MeasureEnded", PLACE, ended("2016-10-20"), back)
    later.then_refused("nothing-later-rests-on-it")
