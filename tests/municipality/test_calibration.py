"""The plan comes out as the numbers say that it was made from, on the size that they are for."""

from datetime import date

import pytest

from deploy.municipality.__main__ import main
from deploy.municipality.calibration import measured, numbers
from deploy.municipality.planning import Plan, plan
from tests.stack import free_ports

TWO_POINTS = 0.02
LAST = date(2026, 6, 30)


@pytest.fixture(scope="module")
def mid() -> Plan:
    """Given 600 children with measures a year, for three years."""
    return plan("mid", 3, 1, LAST)


def test_every_share_is_within_two_points_of_its_target(mid: Plan) -> None:
    off = [f"{each.what} {each.part}" for each in measured(mid) if each.off > TWO_POINTS]
    assert off == []


def test_every_share_is_counted_over_something(mid: Plan) -> None:
    assert min(each.of for each in measured(mid)) > 50


def test_numbers_that_are_no_shares_come_out_near_what_they_were_to_be(mid: Plan) -> None:
    found = {name: (target, number) for name, _, target, number in numbers(mid)}
    assert {*found} == {
        "notifications_per_child", "network_meeting_days", "children_with_measures"
    }  # fmt: skip
    for target, number in found.values():
        assert number == pytest.approx(target, rel=0.07)


def test_where_no_stack_runs_nothing_is_told_and_it_can_go_on_later(
    capsys: pytest.CaptureFixture[str],
) -> None:
    [port] = free_ports(1)
    asked = ["--profile", "tiny", "--years", "1", "--url", f"http://127.0.0.1:{port}"]
    assert main(asked) == 1
    assert "stopped, and can go on" in capsys.readouterr().err


def test_the_shares_are_printed_beside_their_targets(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--calibrate", "--profile", "small", "--years", "1", "--until", f"{LAST}"]) == 0
    printed = capsys.readouterr().out
    assert "urgency_in_time" in printed
    assert "87.0%" in printed
    assert "children_with_measures" in printed
