"""What is counted elsewhere: a figure says so, and is set against it when somebody has said it."""

from datetime import date
from pathlib import Path

import pytest

from services.gateway.indicators.asked import Period
from services.gateway.indicators.definition import definitions
from services.gateway.indicators.references import References
from services.gateway.queries.indicator_references import set_against
from services.gateway.queries.indicator_views import FigureInTime, Indicator, IndicatorFigures
from shared.identity import Caller
from tests.gateway.conftest import Alone, Somebody
from tests.gateway.tokens import signed

SAID = """
[[reference]]
of = "children"
on = 2025-01-01
number = 400
source = "FOLK1A"

[[reference]]
of = "children"
on = 2024-01-01
number = 200
source = "FOLK1A"

[[reference]]
of = "children"
unit = "unit-1"
on = 2024-01-01
number = 50
source = "FOLK1A, sogne"

[[reference]]
of = "enrolled"
on = 2024-07-01
number = 80
source = "Pladsanvisningen"
"""
YEAR, BEFORE = (Period(date(each, 1, 1), date(each + 1, 1, 1)) for each in (2024, 2023))
ANALYST = Caller(sub="a", role="analyst", scopes=frozenset())
LEADER = Caller(sub="l", role="leader", scopes=frozenset(), unit="unit-1")
ELSEWHERE = Caller(sub="l", role="leader", scopes=frozenset(), unit="unit-2")
WORKER = Caller(sub="w", role="caseworker", scopes=frozenset(), unit="unit-1")
SYSTEM = Caller(sub="s", role="system", scopes=frozenset({"cases.all"}))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "references.toml"
    written.write_text(SAID, encoding="utf-8")
    return written


WHOSE = {  # the system in which it is counted
    "K01": ("befolkningsregistret", "population register"),
    "K24": ("dagtilbuddenes system", "system of its day cares"),
    "K45": ("personalesystem", "staff system"),
}


def told(code: str, *periods: Period, value: float | None = 10) -> IndicatorFigures:
    figures = [
        FigureInTime(
            value=value, part=value, whole=12, children=12, cases="",
            since=each.since, until=each.until, groups=[],
        )
        for each in periods
    ]  # fmt: skip
    return IndicatorFigures.of(Indicator.told(definitions()[code]), figures=figures)


@pytest.mark.parametrize(
    ("caller", "percent"),
    [(ANALYST, 5.0), (SYSTEM, 5.0), (LEADER, 20.0), (ELSEWHERE, None), (WORKER, None)],
)
def test_everybody_is_of_the_municipality_and_a_unit_of_its_district(
    file: Path, caller: Caller, percent: float | None
) -> None:
    [figure] = set_against(References.read(file), caller, told("K01", YEAR)).figures
    assert (figure.against and figure.against.percent) == percent


def test_it_is_what_was_counted_last_by_the_last_day_and_nothing_before_anybody_counted(
    file: Path,
) -> None:
    told_of = set_against(References.read(file), ANALYST, told("K01", BEFORE, YEAR))
    before, figure = told_of.figures
    assert before.against is None
    assert figure.against
    assert (figure.against.on, figure.against.number) == (date(2024, 1, 1), 200)
    assert (figure.against.source, figure.against.reference.code) == ("FOLK1A", "children")
    [screened] = set_against(References.read(file), ANALYST, told("K24", YEAR)).figures
    assert screened.against
    assert (screened.against.percent, screened.against.reference.da) == (
        12.5,
        "Børn indskrevet i dagtilbud",
    )


def test_without_a_file_a_value_or_anything_to_be_set_against_there_is_no_share(file: Path) -> None:
    said = References.read(file)
    for references, figures in (
        (References.read(None), told("K01", YEAR)),
        (said, told("K01", YEAR, value=None)),
        (said, told("K27", YEAR)),
    ):
        assert [each.against for each in set_against(references, ANALYST, figures).figures] == [
            None
        ]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ('[[reference]]\nof = "children"\non = 2024-01-01\nnumber = 1\nsource = "x"', "twice"),
        ('[[reference]]\nof = "adults"\non = 2024-01-01\nnumber = 1\nsource = "x"', "adults"),
        ('[[reference]]\nof = "children"\non = 2020-01-01\nnumber = 0\nsource = "x"', "number"),
        ("[[references]]", "references"),
        ("[[reference]]", "number"),
    ],
)
def test_what_says_something_unknown_or_the_same_again_is_refused(
    file: Path, more: str, why: str
) -> None:
    file.write_text(SAID + more, encoding="utf-8")
    with pytest.raises(ValueError, match=why):
        References.read(file)


def test_every_figure_that_lacks_something_says_in_both_languages_what_and_whose_it_is() -> None:
    lacking = {code: each.needs for code, each in definitions().items() if each.needs}
    assert lacking.keys() == WHOSE.keys()
    for code, needs in lacking.items():
        assert WHOSE[code][0] in needs.da
        assert WHOSE[code][1] in needs.en
    assert {code for code, each in definitions().items() if each.against} == {"K01", "K24"}


@pytest.mark.asyncio(loop_scope="session")
async def test_a_client_reads_why_there_is_no_figure_and_what_there_is_instead(
    somebody: Somebody,
) -> None:
    leader = await somebody("leader")
    every = await leader.get("/v1/indicators", **{"from": "2024-01-01", "to": "2025-01-01"})
    of = {each["indicator"]["code"]: each for each in every["items"]}
    assert (of["K45"]["figures"], of["K45"]["statistic"]["da"]) == ([], "Opgøres andetsteds")
    assert of["K45"]["needs"]["en"].startswith("Courses and staff are not in the children's cases")
    assert "FOLK1A" in of["K01"]["needs"]["da"]
    assert of["K01"]["reference"]["en"] == "Children aged 0-17"
    assert [each["against"] for each in of["K01"]["figures"]] == [None]
    assert of["K13"]["needs"] is of["K13"]["reference"] is None


@pytest.mark.asyncio(loop_scope="session")
async def test_the_file_that_a_setting_names_is_read_at_start(alone: Alone, file: Path) -> None:
    async with alone(references=str(file)) as (client, _):
        token = await signed(indsats_role="leader")
        asked = {"from": "2024-01-01", "to": "2025-01-01"}
        answer = await client.get(
            "/v1/indicators/K01", params=asked, headers={"Authorization": f"Bearer {token}"}
        )
    [figure] = answer.json()["items"][0]["figures"]
    assert figure["against"] == {
        "reference": {
            "code": "children", "da": "Børn i alderen 0-17 år", "en": "Children aged 0-17",
        },
        "number": 50, "on": "2024-01-01", "source": "FOLK1A, sogne", "percent": 0.0,
    }  # fmt: skip
