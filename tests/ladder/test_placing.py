"""What must precede a placement, and what is only good practice."""

import pytest

from services.intervention_ladder.exit_plan.events import ExitPlanRecorded
from services.intervention_ladder.move.events import MeasureStarted, MoveMade
from services.intervention_ladder.readings import StepsChanged, TermsChanged
from services.intervention_ladder.rules import warned
from shared.departures import Explanation
from tests.decider import NEW
from tests.ladder import story
from tests.ladder.story import decided, ladder, move, opened, out, ready, start

INSTITUTION = start("residential_institution")
UNMAPPED = ladder(opened(), story.investigated(), decided(), story.helped(), *story.goals())
MAPPING = "network-mapped-before-placement"


def test_a_placement_that_meets_every_rule_departs_from_nothing() -> None:
    moved = ready().when(move("2016-01-11", INSTITUTION))
    assert [type(each) for each in moved.facts] == [
        MoveMade, MeasureStarted, ExitPlanRecorded, StepsChanged, TermsChanged
    ]  # fmt: skip
    assert moved.the(MoveMade).departures == ()


def test_placing_without_mapping_the_network_is_recorded_with_its_reason_and_not_refused() -> None:
    hurry = Explanation(rule=MAPPING, reason="Her aunt wrote that she cannot wait.")
    moved = UNMAPPED.when(move("2016-01-11", INSTITUTION, explanations=[hurry]))
    [departure] = moved.the(MoveMade).departures
    assert departure.rule == MAPPING
    assert departure.reason is not None
    assert departure.reason.words(None) == "Her aunt wrote that she cannot wait."


def test_a_departure_without_a_reason_is_recorded_as_that() -> None:
    moved = UNMAPPED.when(move("2016-01-11", INSTITUTION))
    assert [each.reason for each in moved.the(MoveMade).departures] == [None]


def test_whoever_departs_is_told_so_in_both_languages() -> None:
    [warning] = warned(UNMAPPED.when(move("2016-01-11", INSTITUTION)).facts)
    assert warning.rule == MAPPING
    assert "netværk" in warning.da
    assert "network" in warning.en


def test_a_network_mapped_after_the_placement_is_mapped_too_late() -> None:
    late = story.and_then(UNMAPPED, story.mapped("2016-01-12"))
    made = late.when(move("2016-01-11", INSTITUTION)).the(MoveMade)
    assert [each.rule for each in made.departures] == [MAPPING]


def test_only_the_first_placement_asks_for_a_mapped_network() -> None:
    first = UNMAPPED.when(move("2016-01-11", INSTITUTION))
    swap = move("2016-10-03", start("kinship_care"), ends=[story.end(story.started(NEW))])
    assert first.after.when(swap, id=story.CASE).the(MoveMade).departures == ()


def test_help_at_home_asks_for_no_mapped_network() -> None:
    made = UNMAPPED.when(move("2016-01-11", start("family_treatment"))).the(MoveMade)
    assert made.departures == ()


def test_a_measure_on_step_three_without_a_way_out_is_a_departure() -> None:
    bare = start("family_treatment", exit_plan=None)
    made = ready().when(move("2016-01-11", bare)).the(MoveMade)
    assert [each.rule for each in made.departures] == ["exit-plan-from-day-one"]


def test_a_measure_below_step_three_needs_no_way_out() -> None:
    assert ready().when(move("2016-01-11", story.light())).the(MoveMade).departures == ()


def test_no_placement_before_a_completed_investigation() -> None:
    uninvestigated = ladder(opened(), story.mapped(), decided(), *story.goals())
    uninvestigated.when(move("2016-01-11", INSTITUTION)).then_refused(
        "investigation-before-placement"
    )


def test_an_investigation_completed_on_the_day_itself_is_in_time() -> None:
    same_day = ladder(
        opened(), story.mapped(), story.investigated("2016-01-11"), decided(), *story.goals()
    )
    assert same_day.when(move("2016-01-11", INSTITUTION)).the(MeasureStarted).placement


def test_an_investigation_completed_the_day_after_is_not() -> None:
    late = ladder(
        opened(), story.mapped(), story.investigated("2016-01-12"), decided(), *story.goals()
    )
    late.when(move("2016-01-11", INSTITUTION)).then_refused("investigation-before-placement")


def test_an_acute_placement_waits_for_no_investigation() -> None:
    acute = ladder(opened(), story.mapped(), decided(acute=True), *story.goals())
    assert acute.when(move("2016-01-11", INSTITUTION)).the(MeasureStarted).placement


def test_a_measure_needs_a_decision() -> None:
    undecided = ladder(opened(), story.mapped(), story.investigated(), *story.goals())
    undecided.when(move("2016-01-11", INSTITUTION)).then_refused("decision-made")


def test_the_decision_is_made_no_later_than_the_day_the_measure_starts() -> None:
    ready().when(move("2016-01-05", start("family_treatment"))).then_refused(
        "decision-in-force-on-start"
    )


def test_the_decision_covers_the_measure() -> None:
    ready().when(move("2016-01-11", start("ship"))).then_refused("decision-covers-measure")


def test_universal_support_needs_no_decision() -> None:
    begun = ladder(opened()).when(move("2016-01-11", story.light()))
    assert begun.the(MeasureStarted).step == "T1"


def under(law_of: str) -> story.LadderGiven:
    return ladder(opened(), story.mapped(), story.investigated(), decided(law_of), *story.goals())


def test_a_municipal_foster_family_has_no_basis_in_barnets_lov_and_starts_no_more() -> None:
    under("2024-02-01").when(move("2024-02-02", start("foster_municipal"))).then_refused(
        "measure-type-in-regime", "measure-type-valid-on-start"
    )


def test_a_decision_from_before_keeps_its_own_law() -> None:
    moved = under("2023-12-31").when(move("2024-02-02", start("foster_general")))
    assert moved.the(MeasureStarted).regime == "SEL"


@pytest.mark.parametrize(
    ("on_day", "kind"),
    [
        ("2019-06-30", "foster_family"),
        ("2019-06-30", "foster_municipal"),
        ("2019-07-01", "foster_general"),
    ],
)
def test_foster_families_are_called_by_the_names_of_the_day(on_day: str, kind: str) -> None:
    assert under("2018-01-01").when(move(on_day, start(kind))).the(MeasureStarted).step == "T5"
    other = "2019-07-01" if on_day < "2019-07-01" else "2019-06-30"
    refused = under("2018-01-01").when(move(other, start(kind)))
    refused.then_refused("measure-type-valid-on-start")


def test_every_rule_that_stands_in_the_way_is_named_at_once() -> None:
    unready = ladder(opened("2016-02-01"), decided("2016-03-01", "respite"))
    hopeless = start("foster_municipal", "2016-01-11", exit_plan=out("2016-01-11", "T9"))
    unknown = start("moon_camp")
    missing = story.end(story.CASE)
    asked = move("2016-01-11", hopeless, unknown, ends=[missing, missing])
    unready.when(asked).then_refused(
        "case-open",
        "measure-ended-once",
        "measure-runs",
        "planned-end-after-start",
        "exit-target-after-start",
        "step-on-ladder",
        "decision-in-force-on-start",
        "decision-covers-measure",
        "goals-set",
        "investigation-before-placement",
        "measure-type-on-ladder",
    )


def test_a_move_changes_something() -> None:
    ready().when(move("2016-01-11")).then_refused("change-set-not-empty")


def test_a_move_is_recorded_when_it_has_happened() -> None:
    ready().when(move("2024-06-04", INSTITUTION)).then_refused("not-in-the-future")


@pytest.mark.parametrize("next_step", ["T0", "T1", "T6"])
def test_the_way_out_leads_to_any_step_or_off_the_ladder(next_step: str) -> None:
    planned = start("family_treatment", exit_plan=out("2016-10-11", next_step))
    moved = ready().when(move("2016-01-11", planned))
    assert moved.the(ExitPlanRecorded).next_step == next_step
