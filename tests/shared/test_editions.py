"""Which edition is in force on a day, and what an edition amends or repeals."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from shared.editions import Edition, Editions, NotInForce, Row

ROW = (
    '[[rule]]\nid = "{id}"\nda = "{da}"\nen = "x"\nsource = "SEL § 50"\nconfidence = "confirmed"\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    first = ROW.format(id="heard", da="første") + ROW.format(id="repealed", da="udgår")
    second = '[repealed]\nrule = ["repealed"]\n' + ROW.format(id="heard", da="anden")
    (tmp_path / "2011-01-01.toml").write_text(first, encoding="utf-8")
    (tmp_path / "2024-01-01.toml").write_text(second, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2011, 1, 1), date(2011, 1, 1)),
        (date(2023, 12, 31), date(2011, 1, 1)),
        (date(2024, 1, 1), date(2024, 1, 1)),
        (date(2040, 1, 1), date(2024, 1, 1)),
    ],
)
def test_an_edition_is_in_force_from_its_day_until_the_next(
    folder: Path, day: date, in_force: date
) -> None:
    assert Editions.read(folder, "rule", Row).on(day).in_force == in_force


def test_before_the_first_edition_nothing_is_in_force(folder: Path) -> None:
    with pytest.raises(NotInForce, match="2010-12-31"):
        Editions.read(folder, "rule", Row).on(date(2010, 12, 31))


def test_an_edition_amends_and_repeals_what_came_before(folder: Path) -> None:
    editions = Editions.read(folder, "rule", Row)
    before, after = editions.on(date(2023, 12, 31)), editions.on(date(2024, 1, 1))
    assert (before["heard"].da, after["heard"].da) == ("første", "anden")
    assert before.get("repealed") is not None
    assert after.get("repealed") is None
    assert before["heard"].unmet().rule == "heard"


def test_a_row_that_is_not_whole_is_refused_at_start(folder: Path) -> None:
    (folder / "2025-01-01.toml").write_text('[[rule]]\nid = "bare"\n', encoding="utf-8")
    with pytest.raises(ValidationError):
        Editions.read(folder, "rule", Row)


def test_there_is_always_an_edition(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one"):
        Editions.read(tmp_path, "rule", Row)


def test_editions_are_kept_in_order_however_they_come() -> None:
    later, earlier = (Edition[Row](date(year, 1, 1), {}) for year in (2024, 2011))
    assert Editions(later, earlier).editions == [earlier, later]
