"""Run follow-up: `python -m services.followup api`, `… worker`, or `… whatif --edition FILE`."""

import asyncio
import json
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path

from services.followup.main import create_app
from services.followup.reading import Reading
from services.followup.replaying import replayed
from services.followup.settings import Settings
from services.followup.whatif import Line, Period, compare
from shared.calendar import day_of
from shared.serve import serve

YEAR = timedelta(days=365)
HEAD = ("unit", "rule", "due", "late", "due then", "late then", "more late")


def whatif(settings: Settings, asked: Namespace) -> list[Line]:
    """Compare the obligations of a period with those under another edition. Nothing is written."""
    now = settings.clock()()
    reading = settings.reading()
    period = Period(asked.first or day_of(now) - YEAR, asked.end or day_of(now))
    states = asyncio.run(replayed(settings))
    return compare(states, reading, amended(reading, asked.layer, asked.edition), period, now)


def amended(reading: Reading, layer: str, edition: Path) -> Reading:
    """The same reading of the law with one edition more.

    Raises:
        ValueError: when the file is no edition.
    """
    if layer == "statute":
        return replace(reading, statutory=reading.statutory.amended(edition))
    return replace(reading, local=reading.local.amended(edition))


def told(lines: list[Line]) -> str:
    """The difference as a table."""
    rows = [HEAD, *(tuple(map(str, (*asdict(each).values(), each.more_late))) for each in lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )


def parser() -> ArgumentParser:
    asking = ArgumentParser(prog="python -m services.followup whatif", description=whatif.__doc__)
    asking.add_argument("--edition", type=Path, required=True, help="named after its first day")
    asking.add_argument("--layer", choices=["practice", "statute"], default="practice")
    asking.add_argument("--from", dest="first", type=date.fromisoformat, help="due from this day")
    asking.add_argument("--to", dest="end", type=date.fromisoformat, help="the first day left out")
    asking.add_argument("--json", action="store_true", help="for a program instead of people")
    return asking


def main(arguments: list[str]) -> None:
    settings = Settings()
    if arguments[:1] != ["whatif"]:
        serve(settings, lambda working: create_app(settings, working=working))
        return
    asked = parser().parse_args(arguments[1:])
    lines = whatif(settings, asked)
    said = json.dumps([asdict(each) for each in lines], indent=1) if asked.json else told(lines)
    sys.stdout.write(f"{said}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
