"""`make demo` shows the story to whoever comes by, and says so when a line does not hold."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from deploy.demo import __main__ as demo
from deploy.demo.client import Gateway, Json
from tests.database import Databases
from tests.stack import ADDRESS, free_ports, speaking

ROOT = Path(__file__).parents[2]
PATIENCE = 120  # seconds


class Misremembering(Gateway):
    """A gateway that has one day of one obligation wrong."""

    def everything(self, path: str, **query: Any) -> list[Json]:  # noqa: ANN401 - any query value
        items = super().everything(path, **query)
        return [
            {**each, "dueOn": "2016-10-18"} if each.get("dueOn") == "2016-10-17" else each
            for each in items
        ]


def test_the_demonstration_starts_a_stack_of_its_own_and_holds() -> None:
    [port] = free_ports(1)
    done = subprocess.run(
        [sys.executable, "-m", "deploy.demo"],
        cwd=ROOT,
        env={"PORT": str(port)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    drawn, _, checked = done.stdout.partition("What S06 expects")
    assert "█" in drawn
    assert "✗" not in checked
    assert checked.endswith("20 of 20 lines hold.\n")


def test_while_a_municipality_is_told_the_clock_is_not_taken_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VAR", str(tmp_path))
    (tmp_path / "seeding").touch()
    assert demo.main() == 1
    assert "Try again when it is told" in capsys.readouterr().out


def test_one_wrong_day_fails_the_demonstration(
    databases: Databases, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with speaking(databases, Misremembering) as gateway:
        monkeypatch.setattr(demo, "Gateway", lambda _: gateway)
        failed = demo.tell(ADDRESS)
    said = capsys.readouterr().out
    assert failed == 1
    assert "✗ Fifth network meeting due 2016-10-17 (D17)" in said
    assert "found    2016-10-18" in said
    assert "19 of 20 lines hold.\n" in said  # the requests are logged to the same stream
