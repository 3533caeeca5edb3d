"""What was begun and stopped is gone on with as it was begun, on whatever day that is."""

from datetime import date
from pathlib import Path

from deploy.municipality.__main__ import asked, beginning
from deploy.municipality.planning import plan

LAST = date(2026, 10, 30)


def test_a_plan_that_was_begun_is_planned_alike_the_next_day(tmp_path: Path) -> None:
    file = tmp_path / "municipality"
    made = plan("tiny", 1, 7, LAST, 28)
    begin = beginning(file, made)
    assert begin is not None
    begin()
    told = asked(["--begun", str(file), "--profile", "small", "--years", "2"])
    assert (told.profile, told.years, told.seed) == ("tiny", 1, 7)
    again = plan(told.profile, told.years, told.seed, told.until, told.rhythm)
    assert (again.name, again.commands) == (made.name, made.commands)
    assert beginning(file, again) is None  # it goes on, whoever has cases


def test_what_was_never_begun_is_asked_for_by_its_arguments(tmp_path: Path) -> None:
    told = asked(["--begun", str(tmp_path / "none"), "--profile", "village", "--years", "3"])
    assert (told.profile, told.years, told.until) == ("village", 3, None)
