"""The plan comes out as the numbers say that it was made from, on the size that they are for."""

from datetime import date

import pytest

from deploy.municipality.__main__ import main
from deploy.municipality.calibration import measured, numbers
from deploy.municipality.planning import Plan, plan
from tests.stack import free_ports

TWO_POINTS = 0.02
LAST = date(2026, 11, 26)
YEARS_AND_SEEDS = ((1, 1), (1, 2), (1, 3), (2, 4), (3, 1))


@pytest.fixture(scope="module", params=YEARS_AND_SEEDS, ids=str)
def mid(request: pytest.FixtureRequest) -> Plan:
    """Given 600 children with measures a year, for one year or more, from any seed."""
    years, seed = request.param
    return plan("mid", years, seed, LAST, rhythm=7)


def test_every_share_is_within_two_points_of_its_target(mid: Plan) -> None:
    off = [f"{each.what} {each.part}" for each in measured(mid) if each.off > TWO_POINTS]
    assert off == []


def test_every_share_is_counted_over_something(mid: Plan) -> None:
    assert min(each.of for each in measured(mid)) > 50


def test_measures_are_counted_of_every_child_that_was_helped(mid: Plan) -> None:
    counted = {each.what: each.of for each in measured(mid)}
    helped = {name: found for name, _, _, found in numbers(mid)}["children_with_measures"]
    assert counted["measures_per_child"] >= helped


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
