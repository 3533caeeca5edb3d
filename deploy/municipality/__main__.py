"""Make a municipality that does not exist, and tell it to the stack at PORT, or print its shares.

Told twice it is told once: what was told already is not repeated, and the rest is.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from deploy.municipality.answers import CannotTell, Told
from deploy.municipality.calibration import table
from deploy.municipality.journal import Journal
from deploy.municipality.numbers import PROFILES
from deploy.municipality.planning import Plan, plan
from deploy.municipality.telling import Teller
from deploy.settings import LocalSettings
from shared.calendar import day_of
from shared.clock import utc_now
from shared.database import Unavailable
from shared.transport import Sockets


def asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m deploy.municipality", description=__doc__)
    parser.add_argument("--profile", choices=PROFILES, default="small")
    parser.add_argument("--years", type=int, default=2, help="how many, until the last day")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--until", type=date.fromisoformat, help="the last day; default: today")
    parser.add_argument("--rhythm", type=int, default=1, help="days between registrations")
    parser.add_argument("--url", default=LocalSettings().address, help="where the gateway is")
    parser.add_argument("--calibrate", action="store_true", help="print the shares, tell nobody")
    parser.add_argument("--begun", type=Path, help="tell an empty stack only, or go on with what "
                        "this file says was begun there")  # fmt: skip
    parser.add_argument("--journal", type=Path, help="what has been told; with it a telling that "
                        "stopped goes on (of --begun FILE, FILE.told)")  # fmt: skip
    options = parser.parse_args(arguments)
    if options.begun and options.begun.exists():
        kept = json.loads(options.begun.read_text())
        vars(options).update(kept, until=date.fromisoformat(kept["until"]))
    return options


def main(arguments: Sequence[str]) -> int:
    """0 when everything was told, and nothing refused."""
    options = asked(arguments)
    until = options.until or day_of(utc_now())
    made = plan(options.profile, options.years, options.seed, until, options.rhythm)
    if options.calibrate:
        sys.stdout.write("\n".join(table(made)) + "\n")
        return 0
    refused = True
    try:
        journal = Journal(options.journal or (options.begun and options.begun.with_suffix(".told")))
        told = asyncio.run(tell(options.url, made, beginning(options.begun, made), journal))
        refused = bool(told.refused)
        journal.done()
        if options.begun:
            options.begun.unlink(missing_ok=True)
    except* (CannotTell, Unavailable) as faults:  # of each family that was being told of
        said = {str(each) for each in flat(faults)}
        sys.stderr.write(f"\n{made.name} stopped, and can go on: {'; '.join(sorted(said))}\n")
    except* KeyboardInterrupt:
        sys.stderr.write(f"\n{made.name} stopped, and can go on.\n")
    return 1 if refused else 0


def flat(faults: BaseExceptionGroup[Exception]) -> Iterator[Exception]:
    for each in faults.exceptions:
        if isinstance(each, BaseExceptionGroup):
            yield from flat(each)
        else:
            yield each


def beginning(begun: Path | None, made: Plan) -> Callable[[], object] | None:
    """How it is written down that a plan is being told, where that is wanted and not done."""
    if begun is None or begun.exists():
        return None
    return lambda: begun.write_text(json.dumps(made.asked))


async def tell(url: str, made: Plan, begin: Callable[[], object] | None, journal: Journal) -> Told:
    """Tell a plan; one that has to begin leaves alone who has cases."""
    transport = Sockets(url)
    teller = Teller(transport, made, journal=journal)
    try:
        if begin:
            if await teller.cases():
                return teller.told
            begin()
        sys.stderr.write(
            f"{made.name}: {len(made.commands)} commands; again with --until {made.last}\n"
        )
        started = time.perf_counter()
        told = await teller.tell(progress(len(made.commands), started))
    finally:
        await transport.close()
    summed_up(told, time.perf_counter() - started)
    return told


def progress(whole: int, started: float) -> Callable[[datetime, Told], None]:
    """A line that moves on for those who watch; for a log, one for each tenth."""
    watched, tenths = sys.stderr.isatty(), 0

    def show(at: datetime, told: Told) -> None:
        nonlocal tenths
        done = told.sent + told.left
        if not watched and done * 10 // whole == tenths:
            return
        tenths = done * 10 // whole
        rate = done / (time.perf_counter() - started)
        line = f"  {at:%Y-%m-%d}  {done} of {whole}, {rate:.0f} a second, "
        line += f"{(whole - done) / rate:.0f} s left"
        sys.stderr.write(f"\r{line}   " if watched else f"{line}\n")

    return show


def summed_up(told: Told, seconds: float) -> None:
    sys.stderr.write(
        f"\n{told.sent} told in {seconds:.0f} s, {told.replayed} of them again; "
        f"{told.refused.total()} refused, {told.left} left for that; {told.stale} were based on "
        f"what had changed, {told.asked} versions read, waited {told.waited} times\n"
    )
    for rule, times in told.refused.most_common():
        sys.stderr.write(f"  refused {times} times: {rule}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
