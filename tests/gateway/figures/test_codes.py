"""A figure asks for codes that the services record by, and so does whoever tries figures out.

A kind that nobody records is counted as nothing, and looks like a finding.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
import sqlalchemy as sa
from sqlalchemy.sql import visitors

from services import followup
from services.case.following import rules as following
from services.case.investigation.commands import Purpose
from services.followup.meeting.commands import MeetingKind
from services.gateway.indicators.asked import Asked, Period
from services.gateway.indicators.definition import definitions
from services.gateway.labels import labels
from services.gateway.read_models.observed import BY_FEED
from services.intervention_ladder.defining import defined
from services.intervention_ladder.definitions import Category
from tests.gateway.figures.helped import LADDER
from tests.gateway.figures.town import town

DAY = date(2026, 1, 5)
ASKED = Asked([Period(date(2025, 4, 1), date(2025, 7, 1))], None, DAY)
TYPES = {each.code for each in defined(LADDER).measure_types}
STEPS = {each.code for each in defined(LADDER).steps}
EDUCATION = {str(each) for each in following.listed("education_level", DAY).rows}
STATUSES = {str(each) for each in following.listed("education_status", DAY).rows}
SEEN = {kind.__name__ for _, kinds, _ in BY_FEED.values() for kind in kinds} | {"ConcernRaised"}


def due() -> Iterator[str]:
    """What follow-up has terms for."""
    for part in ("statute", "practice"):
        for file in (Path(followup.__file__).parent / part).glob("*.toml"):
            for rows in tomllib.loads(file.read_text()).values():
                yield from (row["id"] for row in rows)


RECORDED: Mapping[str, set[str]] = {  # by the column that it comes to
    "agenda.rule": {*due()},
    "agenda.state": {*labels()["state"]},
    "attentions.kind": SEEN,
    "classifications.classification": {*labels()["classification"]},
    "measures.band": {*labels()["band"]},
    "measures.category": {*get_args(Category)},
    "measures.measure_type": TYPES,
    "measures.step": STEPS,
    "meetings.meeting_kind": {*get_args(MeetingKind)},
    "movements.from_step": STEPS,
    "movements.kind": {*labels()["movement"]},
    "observations.code": EDUCATION | {*get_args(Purpose)},
    "observations.kind": SEEN,
    "observations.standing": STATUSES,
}
FIELDS = (  # of what a municipality by chance tells: of which news, and what it may say
    ("ObligationArose", "rule", {*due()}),
    ("MeetingHeld", "meeting_kind", {*get_args(MeetingKind)}),
    ("MeasureStarted", "measure_type", TYPES),
    ("ParallelClassified", "classification", {*labels()["classification"]}),
    ("ChildConversationHeld", "purpose", {*get_args(Purpose)}),
    ("EducationStatusRecorded", "level", EDUCATION),
    ("EducationStatusRecorded", "status", STATUSES),
)


def texts(side: Any) -> Iterator[str]:  # noqa: ANN401 - a side of a comparison
    """The codes that stand in one."""
    if isinstance(side, sa.BindParameter):
        said = side.value if isinstance(side.value, list | tuple) else [side.value]
        yield from (each for each in said if isinstance(each, str))
    elif not isinstance(side, sa.Column):
        for each in side.get_children():
            yield from texts(each)


def asked_for() -> Mapping[str, set[str]]:
    """Which codes figures ask which columns for."""
    found = defaultdict[str, set[str]](set)

    def compared(pair: Any) -> None:  # noqa: ANN401 - a comparison
        for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
            if isinstance(one, sa.Column) and isinstance(one.type, sa.Text):
                table = getattr(one.table, "element", one.table)
                found[f"{table.name}.{one.name}"] |= {*texts(other)}

    for each in definitions().values():
        if each.rows:
            visitors.traverse(each.rows(ASKED, **each.only), {}, {"binary": compared})
    return {column: codes for column, codes in found.items() if codes}


def test_every_code_that_a_figure_asks_for_is_recorded_by_a_service() -> None:
    asked = asked_for()
    assert {*asked} == {*RECORDED}
    assert {
        column: codes - RECORDED[column] for column, codes in asked.items()
        if codes - RECORDED[column]
    } == {}  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_a_municipality_by_chance_tells_could_have_been_recorded(seed: int) -> None:
    told = [each.said for each in town(seed)]
    for kind, field, known in FIELDS:
        codes = {getattr(each, field) for each in told if type(each).__name__ == kind}
        assert codes
        assert codes - known == set(), (kind, field)
