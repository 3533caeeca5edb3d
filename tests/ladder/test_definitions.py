"""Ladders are data: every definition is whole, and what a measure has pinned never changes."""

import ast
import re
from pathlib import Path

import pytest

from services.intervention_ladder import definitions, rules
from services.intervention_ladder.definitions import (
    DEFINITIONS,
    UNKNOWN,
    LadderDefinition,
    MeasureType,
    read,
)
from services.intervention_ladder.domain import on
from services.intervention_ladder.safety_plan.commands import ActivateSafetyPlan
from services.intervention_ladder.settings import Settings
from shared.contracts.case import Regime
from tests.decider import NEW, given
from tests.ladder import story
from tests.ladder.story import day, known, move, out, start, the_start

FOLDER = Path(definitions.__file__).parent
SECTION = re.compile(r"[0-9]{1,3}[a-z]?(\([0-9]{1,2}\)[0-9]{0,2})?")  # as decisions name them
KLE = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}")
REGIMES: tuple[Regime, ...] = ("SEL", "BL")
FILES = sorted(FOLDER.glob("*.toml"))
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
        assert (each.category == "placement") == (each.step.placement and not each.aftercare)


@every
def test_a_type_is_decided_on_under_sections_that_may_be_used_on_its_step(
    ladder: LadderDefinition,
) -> None:
    for kind in ladder.measure_types:
        for regime in REGIMES:
            assert {*kind.of(regime)} <= {*kind.step.of(regime)}, kind.code
            for other in kind.also_on:
                step = ladder.step(other) or kind.step  # a ladder may have merged the step away
                assert {*kind.of(regime)} <= {*step.of(regime)}, kind.code
        assert all(SECTION.fullmatch(each) for each in (*kind.sel, *kind.bl))


@every
def test_a_variant_is_of_a_type_on_its_own_step_and_in_its_own_category(
    ladder: LadderDefinition,
) -> None:
    for kind in ladder.measure_types:
        if kind.variant_of:
            whole = ladder.known_type(kind.variant_of)
            assert (whole.step, whole.category) == (kind.step, kind.category)


def test_what_is_not_known_of_a_type_says_so() -> None:
    kinds = {each.code: each for each in DEFINITIONS["default@1"].measure_types}
    for each in kinds.values():
        assert each.kle == UNKNOWN or KLE.fullmatch(each.kle)
        assert all(code == UNKNOWN or len(code) == 3 for code in (each.dst_sel, each.dst_bl))
    assert (kinds["family_treatment"].kle, kinds["family_treatment"].dst_sel) == (
        "27.27.09", UNKNOWN,
    )  # fmt: skip
    assert kinds["consultant_family"].dst_sel == "405"
    assert kinds["aftercare_residential"].kle == kinds["aftercare_contact_person"].kle == UNKNOWN


def test_every_ladder_knows_every_measure_type_so_that_any_way_can_be_read_by_any() -> None:
    types = [{each.code for each in ladder.measure_types} for ladder in DEFINITIONS.values()]
    assert all(each == types[0] for each in types)


def test_a_type_is_a_placement_on_every_ladder_or_on_none() -> None:
    """Orders are on one scale: a placement of one ladder is a placement of every other."""
    default = {each.code: each.step.placement for each in DEFINITIONS["default@1"].measure_types}
    for each in DEFINITIONS["copenhagen@1"].measure_types:
        assert default[each.code] == each.step.placement


def beginning(kind: MeasureType) -> str:
    """A day on which a measure of the type can start."""
    return "2016-01-11" if kind.starts_on(day("2016-01-11")) else "2020-01-13"


@every
def test_every_measure_type_can_be_started_on_its_ladder(ladder: LadderDefinition) -> None:
    for kind in ladder.measure_types:
        if kind.step_of_site:
            continue
        on_day = beginning(kind)
        decided = story.decided("2016-01-06", kind.decided_as, regime="SEL" if kind.sel else "BL")
        facts = story.opened(), story.mapped(), story.investigated(), decided
        decision = story.DECISION if kind.needs_decision else None
        planned = start(kind.code, decision_id=decision, exit_plan=out("2029-01-01", "T1"))
        moved = given(on(ladder), *facts, *story.goals()).when(move(on_day, planned))
        assert the_start(moved).step == kind.step.code


@pytest.mark.parametrize(
    ("name", "expected"), [("default@1", ("T0", "T0")), ("copenhagen@1", ("T0", "T3S"))]
)
def test_a_safety_plan_runs_beside_the_steps_or_stands_on_one_of_its_own(
    name: str, expected: tuple[str, str]
) -> None:
    plan = ActivateSafetyPlan(
        started_on=day("2016-01-11"),
        review_on=day("2016-02-08"),
        plan="Her grandmother sleeps there.",
    )
    planned = given(on(DEFINITIONS[name]), story.opened()).when(plan)
    steps = [each.step for each in known(planned).periods]
    assert (steps[0], steps[-1]) == expected


def test_a_measure_keeps_its_ladder_when_the_municipality_takes_another() -> None:
    before = story.ready().when(move("2016-01-11", start("family_treatment"))).after
    copenhagen = given(on(DEFINITIONS["copenhagen@1"]), *before.past)
    later = copenhagen.when(move("2016-02-01", start("kinship_care")), id=story.CASE)
    pinned = {each.measure_type: each.definition for each in known(later).measures}
    assert pinned == {"family_treatment": "default@1", "kinship_care": "copenhagen@1"}
    assert [each.definition for each in known(later).periods] == ["", "default@1", "copenhagen@1"]


def test_a_file_says_which_definition_it_is(tmp_path: Path) -> None:
    copy = tmp_path / "default@2.toml"
    copy.write_text(FILES[1].read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(ValueError, match="is default@1"):
        read(copy)


def test_a_type_on_a_step_that_is_not_there_is_no_definition(tmp_path: Path) -> None:
    wrong = FILES[1].read_text(encoding="utf-8").replace('\nstep = "T4"', '\nstep = "T9"', 1)
    copy = tmp_path / "default@1.toml"
    copy.write_text(wrong, encoding="utf-8")
    with pytest.raises(ValueError, match="step"):
        read(copy)


def test_a_municipality_cannot_stand_on_a_ladder_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="no such ladder definition"):
        Settings(environment="development", dsn="", definition="default@9")
    assert Settings(environment="development", dsn="").definition == "default@1"


def test_every_rule_asked_for_is_in_the_statute_and_no_other() -> None:
    asked_for = set[str]()
    for path in Path(rules.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "Judged":
                [first, *_] = node.args
                assert isinstance(first, ast.Constant)
                asked_for.add(str(first.value))
    for edition in rules.STATUTE.editions:
        assert set(edition.rows) == asked_for


def test_no_move_is_given_an_id_that_another_could_have() -> None:
    first, second = story.started(NEW, 0), story.started(NEW, 1)
    assert len({first, second, story.started(story.CASE, 0)}) == 3
