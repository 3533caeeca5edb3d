"""No answer, and no two of the same question, tell what a hidden number is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.indicators.asked import Period
from services.gateway.indicators.definition import definitions
from services.gateway.labels import label
from services.gateway.queries.counselling import CounsellingCount
from services.gateway.queries.counselling import as_told as counselling_told
from services.gateway.queries.indicator_untold import Apart, as_told, key
from services.gateway.queries.indicator_views import FigureGroup, FigureInTime
from services.gateway.queries.ladder_untold import (
    board_told,
    downs_told,
    links_told,
    times_told,
)
from services.gateway.queries.ladder_views import (
    BoardGroup,
    BoardStep,
    FirstStepDown,
    FlowLink,
    StepTime,
)
from services.gateway.reports.making import quarters, wholes
from services.gateway.untold.tables import FEW
from shared.views import Label

SHARE, COUNTS = definitions()["K36"], definitions()["K27"]
YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))
COUNT = st.integers(0, 25)
PART = COUNT.flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
GROUPS = st.lists(PART, max_size=6)


def coded(prefix: str, number: int) -> Label:
    return Label(code=f"{prefix}{number}", da="", en="")


def group(part: int, whole: int, **of: Label) -> FigureGroup:
    return FigureGroup(value=1.0, part=part, whole=whole, children=whole, cases="", **of)


def added(period: Period, groups: Sequence[FigureGroup]) -> FigureInTime:
    part, whole = (sum(getattr(each, name) or 0 for each in groups) for name in ("part", "whole"))
    return FigureInTime(
        value=1.0, part=part, whole=whole, children=int(whole), cases="",
        since=period.since, until=period.until, groups=[*groups],
    )  # fmt: skip


def few(number: float) -> bool:
    return 0 < number < FEW


def safe(together: tuple[int, float, float], told: Iterable[FigureGroup | FigureInTime]) -> None:
    """Nothing small is what is left of a total."""
    children, part, whole = together
    seen = [each for each in told if each.children >= FEW]
    for each in seen:
        if each.part is not None:
            assert not few(each.part)
            assert not few((each.whole or 0) - each.part)
    assert not few(children - sum(each.children for each in seen))
    parted = [each for each in seen if each.part is not None]
    left = part - sum(each.part or 0 for each in parted)
    rest = whole - sum(each.whole or 0 for each in parted) - left
    assert not parted or few(part) or few(whole - part) or not (few(left) or few(rest))


@given(GROUPS)
def test_of_a_share_told_apart_no_small_group_and_no_small_part_can_be_subtracted(
    parts: Sequence[tuple[int, int]],
) -> None:
    groups = [group(*each, unit=coded("u", n)) for n, each in enumerate(parts)]
    figure = added(YEAR, groups)
    [told] = as_told(SHARE, [figure], [], [None])
    if figure.children < FEW:
        return
    safe((figure.children, figure.part or 0, figure.whole or 0), told.groups)
    hidden = few(figure.part or 0) or few((figure.whole or 0) - (figure.part or 0))
    assert (told.part is None, told.value is None) == (hidden, hidden)
    assert told.whole == figure.whole
    assert all(each.part is None for each in told.groups) or not hidden
    for each in [told, *told.groups]:
        assert (each.part is None) == (each.withheld == label("withheld", "small-number"))


@given(st.lists(GROUPS, min_size=4, max_size=4))
def test_periods_that_come_to_a_whole_are_hidden_as_groups_are(
    years: Sequence[Sequence[tuple[int, int]]],
) -> None:
    times = [Period(*each) for each in pairwise([date(2024, m, 1) for m in (1, 4, 7, 10)])]
    times.append(Period(date(2024, 10, 1), date(2025, 1, 1)))
    figures = [
        added(time, [group(*each, unit=coded("u", n)) for n, each in enumerate(groups)])
        for time, groups in zip(times, years, strict=True)
    ]
    merged: dict[str, list[FigureGroup]] = defaultdict(list)
    for each in figures:
        for one in each.groups:
            merged[key(one)].append(one)
    whole = added(YEAR, [one for ones in merged.values() for one in ones])
    told = as_told(SHARE, [*figures, whole], [YEAR], [None] * 5)
    if whole.children >= FEW:
        safe((whole.children, whole.part or 0, whole.whole or 0), told)
    for each in told:
        if each.children >= FEW:
            safe((each.children, each.part or 0, each.whole or 0), [])


@given(st.lists(COUNT, min_size=8, max_size=8), st.integers(1, 8))
def test_of_a_report_neither_its_own_time_nor_its_quarters_give_one_away(
    counts: Sequence[int], long: int
) -> None:
    course = quarters(YEAR.until)
    period = Period(course[-long].since, YEAR.until)
    figures = [added(time, [group(n, n)]) for time, n in zip(course, counts, strict=True)]
    beside = wholes(period, course)
    counted = [
        added(time, [group(each.children, each.children) for each in figures if within(each, time)])
        for time in [period, *course, *beside]
    ]
    bare = [each.model_copy(update={"groups": []}) for each in counted]
    told = as_told(COUNTS, bare, beside, [None] * len(bare))
    of_quarters = [each for each in told if Period(each.since, each.until) in course]
    seen = {each.since: each.children for each in of_quarters if each.children >= FEW}
    for time in [*beside, *([period] if len(told) and told[0] is bare[0] else [])]:
        here = [each for each in figures if within(each, time)]
        together = sum(each.children for each in here)
        if together >= FEW and len(here) > 1:
            assert not few(together - sum(seen.get(each.since, 0) for each in here))


def within(figure: FigureInTime, time: Period) -> bool:
    return time.since <= figure.since and figure.until <= time.until


def test_periods_that_do_not_add_up_hide_nothing_beside_them() -> None:
    """Children on the last day of each half-year, and of the year."""
    halves = [Period(YEAR.since, date(2024, 7, 1)), Period(date(2024, 7, 1), YEAR.until)]
    figures = [added(time, [group(n, n)]) for time, n in zip(halves, (3, 9), strict=True)]
    counted = [*figures, added(YEAR, [group(9, 9)])]
    bare = [each.model_copy(update={"groups": []}) for each in counted]
    told = as_told(COUNTS, bare, [YEAR], [None] * 3)
    assert [each.children for each in told] == [3, 9]  # the three go at the door


TYPED = st.dictionaries(st.integers(3, 6), GROUPS, min_size=1, max_size=4)


@given(TYPED)
def test_measure_types_do_not_give_a_step_away_nor_a_step_its_types(
    steps: dict[int, Sequence[tuple[int, int]]],
) -> None:
    of = [
        (coded("T", step), coded(f"t{step}", n), each)
        for step, groups in steps.items()
        for n, each in enumerate(groups)
    ]
    types = [group(*each, step=step, measure_type=name) for step, name, each in of]
    on_steps = [
        group(*(sum(side) for side in zip(*groups, strict=True)), step=coded("T", step))
        for step, groups in steps.items()
        if groups
    ]
    by_type = added(YEAR, [group(*each, measure_type=name) for _, name, each in of])
    if by_type.children < FEW:
        return
    [told] = as_told(SHARE, [by_type], [], [Apart(on_steps, types)])
    [by_step] = as_told(SHARE, [added(YEAR, on_steps)], [], [None])
    safe((by_type.children, by_type.part or 0, by_type.whole or 0), told.groups)
    seen = {key(each): each for each in by_step.groups if each.children >= FEW}
    for each in on_steps:
        step = key(each)
        beneath = [one for one in told.groups if key(one).startswith(f"t{step[1:]}")]
        if step in seen:
            safe((each.children, each.part or 0, each.whole or 0), beneath)
        else:
            assert [one for one in beneath if one.children >= FEW] == []


STEPS = st.lists(st.lists(COUNT.map(lambda n: n + 1), max_size=4), max_size=5)


@given(STEPS)
def test_the_board_tells_no_step_and_no_group_on_one(steps: Sequence[Sequence[int]]) -> None:
    named = {"order": 1.0, "band": label("band", "family_care"), "cases": ""}
    totals = [
        BoardStep(step=coded("T", n), children=sum(each), **named) for n, each in enumerate(steps)
    ]
    groups = [
        BoardGroup(step=coded("T", n), children=one, unit=coded("u", m), **named)
        for n, each in enumerate(steps)
        for m, one in enumerate(each)
    ]
    told, apart = board_told(totals, groups)
    seen = {each.step.code: each.children for each in told if each.children >= FEW}
    if sum(map(sum, steps)) >= FEW:
        assert not few(sum(map(sum, steps)) - sum(seen.values()))
    for each in totals:
        on = [one.children for one in apart if one.step == each.step and one.children >= FEW]
        assert not few(seen[each.step.code] - sum(on)) if each.step.code in seen else on == []


LINK = {"source_order": 1.0, "target_order": 2.0, "source": coded("T", 1)}


def link(to: int, planned: int, moves: int, unit: Label | None = None) -> FlowLink:
    return FlowLink(
        target=coded("T", to), kind=label("flow", "step_up"), unit=unit,
        children=planned + moves, planned_returns=planned, moves=moves, **LINK,
    )  # fmt: skip


@given(st.lists(st.tuples(COUNT, COUNT).filter(any), max_size=6))
def test_flows_of_a_kind_which_is_a_figure_of_its_own_cover_one_another(
    moved: Sequence[tuple[int, int]],
) -> None:
    told = links_told([link(n, *each) for n, each in enumerate(moved)], [])
    seen = [each for each in told if each.children >= FEW]
    hidden = len(moved) - len(seen)
    assert not seen or hidden != 1
    for each in seen:
        if each.moves is None:
            assert each.planned_returns is each.moves
            assert each.withheld
        else:
            assert not few(each.moves)
            assert not few(each.planned_returns or 0)


def test_flows_told_apart_add_up_to_no_small_one() -> None:
    whole = [link(2, 0, 20)]
    apart = [link(2, 0, each, coded("u", n)) for n, each in enumerate((3, 6, 11))]
    assert [each.children for each in links_told(whole, apart)] == [3, 11]  # 3 goes at the door


def stay(children: int, ended: int, unit: Label | None = None) -> StepTime:
    return StepTime(
        step=coded("T", 6), order=6.0, band=label("band", "institution"), children=children,
        stays=children, days=900, ended_stays=ended, mean_days=30.0, unit=unit,
    )  # fmt: skip


def test_how_long_a_single_stay_lasted_is_no_mean() -> None:
    [told] = times_told([stay(9, 1)], [])
    assert (told.stays, told.ended_stays, told.mean_days) == (9, None, None)
    [told] = times_told([stay(19, 9)], [])
    assert (told.ended_stays, told.mean_days) == (9, 30.0)
    apart = [stay(each, each, coded("u", n)) for n, each in enumerate((4, 7, 8))]
    assert [each.children for each in times_told([stay(19, 19)], apart)] == [4, 8]


def test_first_steps_down_told_apart_do_not_give_a_small_group_away() -> None:
    def down(children: int, unit: Label | None = None) -> FirstStepDown:
        return FirstStepDown(children=children, mean_days=1.0, median_days=1.0, unit=unit)

    apart = [down(each, coded("u", n)) for n, each in enumerate((2, 5, 9))]
    assert [each.children for each in downs_told([down(16)], apart)] == [2, 9]
    assert downs_told([down(16)], []) == [down(16)]


@pytest.mark.parametrize(
    ("contacts", "told"),
    [
        ({"a": [6, 7], "b": [9]}, [6, 7, 9]),
        ({"a": [3, 6, 7], "b": [9]}, [7, 9]),
        ({"a": [3], "b": [9], "c": [20]}, [20]),
    ],
)
def test_counselling_of_few_is_not_what_is_left_of_a_unit_s(
    contacts: dict[str, list[int]], told: list[int]
) -> None:
    words = {"kind": coded("k", 1), "age_band": coded("a", 1)}
    rows = [
        CounsellingCount(
            unit=unit, topic=coded("t", n), contacts=one, courses=one - 1, handed_over=0, **words
        )
        for unit, each in contacts.items()
        for n, one in enumerate(each)
    ]
    seen = [each for each in counselling_told(rows) if each.contacts >= FEW]
    assert [each.contacts for each in seen] == told
    assert {(each.courses, each.handed_over) for each in seen} == {(None, 0)}
