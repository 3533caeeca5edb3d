"""The law as data holds together: what code asks for is there, and what is there can be asked."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from services.case import rules
from services.case.decision.proposed import SECTIONS
from services.case.decision.rules import ALWAYS, WHEN_REQUIRED
from services.case.events import Event
from services.case.law.paragraphs import PARAGRAPHS
from services.case.measure.events import MeasureEvent
from services.case.notification.commands import NotifierType
from services.case.notification.rules import NOTIFIERS, REASONS
from services.case.plan.commands import GoalStatus, PlanKind
from services.case.plan.rules import GOAL_STATUSES, PLAN_KINDS
from services.intervention_ladder.definitions import DEFINITIONS
from shared.contracts.case import KINDS, Regime, regime_on
from shared.sealing import Sealed
from tests.case import story
from tests.case.telling import publish

SLUG = re.compile(r"[a-z]+(-[a-z0-9]+)+")


def rules_asked_for() -> Iterator[str]:
    """Every rule id that stands in the service's rules."""
    for file in sorted(Path(rules.__file__).parent.rglob("rules.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            said = node.value if isinstance(node, ast.Constant) else None
            if isinstance(said, str) and SLUG.fullmatch(said):
                yield said


def test_every_rule_asked_for_is_in_every_edition_from_its_first_day_and_no_other() -> None:
    known: set[object] = set()
    for edition in rules.STATUTE.editions:
        assert known <= set(edition.rows)
        known = set(edition.rows)
    assert known == set(rules_asked_for())


def test_every_requirement_of_every_section_can_be_checked() -> None:
    for edition in SECTIONS.editions:
        for section in edition.rows.values():
            assert section.requires, section.id
            assert set(section.requires) <= set(WHEN_REQUIRED), section.id
    assert not set(ALWAYS) & set(WHEN_REQUIRED)


def test_each_law_is_alone_in_its_time() -> None:
    for edition in SECTIONS.editions:
        assert {each.regime for each in edition.rows.values()} == {regime_on(edition.in_force)}
    assert regime_on(SECTIONS.editions[-1].in_force) == "BL"


def test_every_measure_that_needs_a_decision_has_a_section_in_each_law_that_knows_it() -> None:
    for regime in get_args(Regime):
        rows = [row for edition in SECTIONS.editions for row in edition.rows.values()]
        covered = {kind for row in rows if row.regime == regime for kind in row.measure_types}
        needed = {
            each.decided_as
            for each in DEFINITIONS["default@1"].measure_types
            if each.needs_decision and each.of(regime)
        }
        assert covered == needed


def test_every_kind_of_notifier_and_plan_has_its_words() -> None:
    assert set(NOTIFIERS.editions[-1].rows) == set(get_args(NotifierType))
    assert {each for edition in PLAN_KINDS.editions for each in edition.rows} == set(
        get_args(PlanKind)
    )
    assert set(GOAL_STATUSES.editions[-1].rows) == set(get_args(GoalStatus))
    assert all(row.da and row.en for row in REASONS.editions[-1].rows.values())


def test_every_fact_has_a_public_form_of_the_same_name() -> None:
    heard = {each.__name__ for each in get_args(MeasureEvent)}  # from a neighbour: its own to tell
    assert {each.__name__ for each in get_args(Event)} - heard == set(KINDS)


def test_nothing_sealed_is_published() -> None:
    for fact in story.ready(story.consent(None), story.waiver()):
        public = publish(fact)
        assert type(public).__name__ == type(fact).__name__
        assert not any(isinstance(each, Sealed) for each in public.model_dump().values())
        assert "words" not in public.model_dump_json()


@pytest.mark.parametrize(("day", "law"), [(date(2016, 1, 1), "sel"), (date(2024, 6, 1), "bl")])
def test_every_section_that_can_be_decided_under_is_on_the_paragraph_map(
    day: date, law: str
) -> None:
    """The map counts by paragraph; a section is a paragraph and what stands under it."""
    mapped = " ".join(getattr(each, law) or "" for each in PARAGRAPHS.items)
    ranges = re.findall(r"[0-9]+(?:-[0-9]+)?", mapped)
    spoken_of = {str(number) for each in ranges for number in span(each)}
    used = {re.sub(r"[^0-9].*", "", row.section) for row in SECTIONS.on(day).rows.values()}
    used -= {""}  # those of the act against youth crime are on no map
    assert used <= spoken_of


def span(written: str) -> range:
    first, _, last = written.partition("-")
    return range(int(first), int(last or first) + 1)


def test_every_matter_says_where_each_law_has_it() -> None:
    for each in PARAGRAPHS.items:
        assert ("SEL §" in each.source, "BL §" in each.source) == (bool(each.sel), bool(each.bl))


def test_every_matter_is_in_at_least_one_law_and_named_once() -> None:
    topics = [each.topic for each in PARAGRAPHS.items]
    assert len(topics) == len({*topics})
    assert [each.topic for each in PARAGRAPHS.items if each.sel is None and each.bl is None] == []
