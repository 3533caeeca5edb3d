"""Ladders are data: every definition is whole, and what a measure has pinned never changes."""

import ast
import re
from pathlib import Path

import pytest

from services.intervention_ladder import definitions, rules
from services.intervention_ladder.definitions import DEFINITIONS, LadderDefinition, read
from services.intervention_ladder.domain import on
from services.intervention_ladder.events import MeasureStarted
from services.intervention_ladder.settings import Settings
from tests.decider import NEW, given
from tests.ladder import story
from tests.ladder.story import move, out, start

SLUG = re.compile(r"[a-z]+(-[a-z0-9]+)+")
FILES = sorted(Path(definitions.__file__).parent.glob("*.toml"))
every = pytest.mark.parametrize("ladder", DEFINITIONS.values(), ids=lambda each: each.name)


def test_every_file_is_a_definition() -> None:
    assert [file.stem for file in FILES] == ["copenhagen@1", "default@1"]
    assert list(DEFINITIONS) == [file.stem for file in FILES]


@every
def test_every_measure_type_stands_on_a_step_of_its_ladder(ladder: LadderDefinition) -> None:
    assert all(each.step in ladder.steps for each in ladder.measure_types)


@every
def test_no_code_is_given_twice(ladder: LadderDefinition) -> None:
    steps = [each.code for each in ladder.steps]
    types = [each.code for each in ladder.measure_types]
    assert len({*steps}) == len(steps)
    assert len({*types}) == len(types)


@every
def test_steps_rise_from_home_and_only_the_upper_ones_are_placements(
    ladder: LadderDefinition,
) -> None:
    orders = [each.order for each in ladder.steps]
    assert orders == sorted({*orders})
    assert all(each.placement == (each.order >= 4) for each in ladder.steps)


@every
def test_every_type_has_words_and_a_basis_and_a_placement_needs_a_decision(
    ladder: LadderDefinition,
) -> None:
    for each in ladder.measure_types:
        assert each.da
        assert each.en
        assert each.sel or each.bl
        assert each.needs_decision or not each.step.placement


def test_a_type_lies_on_the_same_step_of_every_ladder_or_lower() -> None:
    """Orders are on one scale: a placement of one ladder is a placement of every other."""
    default = {each.code: each.step.placement for each in DEFINITIONS["default@1"].measure_types}
    for each in DEFINITIONS["copenhagen@1"].measure_types:
        assert default.get(each.code, each.step.placement) == each.step.placement


@every
def test_every_measure_type_can_be_started_on_its_ladder(ladder: LadderDefinition) -> None:
    for kind in ladder.measure_types:
        decided = story.decided("2016-01-06", kind.code, regime="SEL" if kind.sel else "BL")
        facts = story.opened(), story.mapped(), story.investigated(), decided
        planned = start(kind.code, exit_plan=out(next_step="T1"))
        moved = given(on(ladder), *facts).when(move("2016-01-11", planned))
        assert moved.the(MeasureStarted).step == kind.step.code


def test_copenhagens_safety_plans_stand_on_a_step_of_their_own() -> None:
    copenhagen = on(DEFINITIONS["copenhagen@1"])
    decided = story.decided("2016-01-06", "safety_plan")
    plan = start("safety_plan", exit_plan=out(next_step="T3"))
    moved = given(copenhagen, story.opened(), decided).when(move("2016-01-11", plan))
    assert story.way(moved)[-1] == ("T3S", "2016-01-11", None)


def test_a_measure_keeps_its_ladder_when_the_municipality_takes_another() -> None:
    before = story.ready().when(move("2016-01-11", start("family_treatment"))).after
    copenhagen = given(on(DEFINITIONS["copenhagen@1"]), *before.past)
    later = copenhagen.when(move("2016-02-01", start("kinship_care")), id=story.CASE)
    pinned = {each.measure_type: each.definition for each in later.state.measures}
    assert pinned == {"family_treatment": "default@1", "kinship_care": "copenhagen@1"}
    assert [each.definition for each in later.state.periods] == ["", "default@1", "copenhagen@1"]


def test_a_file_says_which_definition_it_is(tmp_path: Path) -> None:
    copy = tmp_path / "default@2.toml"
    copy.write_text(FILES[1].read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(ValueError, match="is default@1"):
        read(copy)


def test_a_type_on_a_step_that_is_not_there_is_no_definition(tmp_path: Path) -> None:
    wrong = FILES[1].read_text(encoding="utf-8").replace('step = "T4"', 'step = "T9"', 1)
    copy = tmp_path / "default@1.toml"
    copy.write_text(wrong, encoding="utf-8")
    with pytest.raises(ValueError, match="step"):
        read(copy)


def test_a_municipality_cannot_stand_on_a_ladder_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="no such ladder definition"):
        Settings(environment="development", dsn="", definition="default@9")
    assert Settings(environment="development", dsn="").definition == "default@1"


def test_every_rule_asked_for_is_in_the_statute_and_no_other() -> None:
    tree = ast.parse(Path(rules.__file__).read_text(encoding="utf-8"))
    said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    asked_for = {each for each in said if isinstance(each, str) and SLUG.fullmatch(each)}
    for edition in rules.STATUTE.editions:
        assert set(edition.rows) == asked_for


def test_no_move_is_given_an_id_that_another_could_have() -> None:
    first, second = story.started(NEW, 0), story.started(NEW, 1)
    assert len({first, second, story.started(story.CASE, 0)}) == 3
