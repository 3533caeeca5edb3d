"""What is hidden of a table cannot be worked out from what is told of it, even by who knows how."""

import tomllib
from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway import masks
from services.gateway.untold.tables import FEW, Cell, Line, undivided, unseen

Sizes = Mapping[str, int]
SIZES = st.dictionaries(st.text("abcdefghij", min_size=1, max_size=3), st.integers(0, 40))


def table(sizes: Sizes, together: int | None = None) -> Line[str]:
    """Groups that no child is in twice."""
    whole = sum(sizes.values()) if together is None else together
    return Line({key: Cell(each) for key, each in sizes.items()}, Cell(whole))


def answer(sizes: Sizes) -> tuple[int, Sizes]:
    """What is told: how many there are in all, and the groups that are not hidden."""
    hidden = unseen([table(sizes)])
    return sum(sizes.values()), {key: n for key, n in sizes.items() if key not in hidden}


def test_what_is_few_is_the_same_for_every_answer() -> None:
    written = tomllib.loads(Path(masks.__file__).with_name("masks.toml").read_text("utf-8"))
    assert written["mask"]["small-number"]["below"] == FEW


@pytest.mark.parametrize(("groups", "most"), [(2, 24), (3, 13), (4, 8)])
def test_whoever_knows_how_it_is_done_cannot_work_out_what_is_hidden(
    groups: int, most: int
) -> None:
    """Every table there is: for each hidden group, another table has the same answer."""
    alike = defaultdict(list)
    for counts in product(range(most + 1), repeat=groups):
        total, told = answer(sizes := dict(zip(list("abcd"), counts, strict=False)))
        alike[total, tuple(sorted(told.items()))].append(sizes)
    for (total, told_of), tables in alike.items():
        if not FEW <= total <= most:  # the total is not told; other tables are not all here
            continue
        names = {name for name, _ in told_of}
        for sizes in tables:
            hidden = {name for name, n in sizes.items() if n and name not in names}
            for name in hidden:
                assert len({each[name] for each in tables}) > 1, (sizes, told_of)


@given(SIZES)
def test_what_is_hidden_is_of_several_groups_and_of_five_children_together(sizes: Sizes) -> None:
    _, told = answer(sizes)
    assert all(n >= FEW for n in told.values())
    hidden = {key: n for key, n in sizes.items() if n and key not in told}
    if told and hidden:
        assert len(hidden) > 1
        assert sum(hidden.values()) >= FEW


@given(SIZES, st.randoms(use_true_random=False))
def test_what_is_hidden_depends_on_numbers_alone(sizes: Sizes, chance: object) -> None:
    keys = [*sizes]
    chance.shuffle(keys)  # type: ignore[attr-defined]  # hypothesis' own kind of random
    assert unseen([table({key: sizes[key] for key in keys})]) == unseen([table(sizes)])
    renamed = dict(zip(sizes, keys, strict=True))
    hidden = unseen([table({renamed[key]: n for key, n in sizes.items()})])
    assert hidden == {renamed[key] for key in unseen([table(sizes)])}


@given(SIZES)
def test_no_more_is_hidden_than_must_be(sizes: Sizes) -> None:
    """Without the largest that was hidden beside the small ones, something could be worked out."""
    hidden = {key for key in unseen([table(sizes)]) if sizes[key]}
    added = {key for key in hidden if sizes[key] >= FEW}
    if added:
        largest = max(sizes[key] for key in added)
        fewer = [sizes[key] for key in hidden if sizes[key] < largest]
        assert len(fewer) < 2 or sum(fewer) < FEW or {*fewer} == {FEW - 1}


@given(SIZES, st.integers(0, 40))
def test_groups_that_share_children_are_hidden_until_they_are_five_different_ones(
    sizes: Sizes, shared: int
) -> None:
    whole = max([*sizes.values(), sum(sizes.values()) - shared, 0])
    hidden = unseen([table(sizes, whole)])
    told = {key: n for key, n in sizes.items() if key not in hidden}
    kept = [n for key, n in sizes.items() if n and key in hidden]
    if told and kept:
        assert len(kept) > 1
        assert max(*kept, whole - sum(told.values())) >= FEW


PARTS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=2),
    st.integers(FEW, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
)


@given(PARTS)
def test_no_part_of_few_is_told_nor_can_it_be_subtracted(
    parts: Mapping[str, tuple[int, int]],
) -> None:
    cells = {key: Cell(whole, part, whole) for key, (part, whole) in parts.items()}
    sums = [sum(each) for each in zip(*parts.values(), strict=True)] or [0, 0]
    whole = Cell(sums[1], *sums)
    hidden = undivided([Line(cells, whole)])
    assert not any(few(*parts[key]) for key in parts if key not in hidden)
    left = [parts[key] for key in hidden]
    if whole.delicate:
        assert hidden == parts.keys()
    elif hidden < parts.keys() and left:
        assert len(left) > 1
        assert not few(*(sum(each) for each in zip(*left, strict=True)))


def few(part: int, whole: int) -> bool:
    return 0 < part < FEW or 0 < whole - part < FEW


TREES = st.dictionaries(st.sampled_from("abcdef"), SIZES)


@given(TREES)
def test_what_is_beneath_something_hidden_is_hidden_and_adds_up_to_nothing(
    tree: Mapping[str, Sizes],
) -> None:
    """Steps and the measures on them, say: told in two answers."""
    outer = {step: sum(each.values()) for step, each in tree.items()}
    inner = {step: {f"{step}{key}": n for key, n in each.items()} for step, each in tree.items()}
    gone = unseen([table(outer)])
    below: Collection[str] = [key for step in gone for key in inner[step]]
    hidden = unseen([table(each) for step, each in inner.items() if step not in gone], below)
    for step, each in inner.items():
        left = [n for key, n in each.items() if n and key in hidden]
        if step in gone:
            assert hidden >= each.keys()
        elif left:
            assert len(left) > 1
            assert sum(left) >= FEW
