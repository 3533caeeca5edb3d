"""Make a municipality that does not exist, and tell it to the stack at PORT, or print its shares.

Told twice it is told once: what was told already is not repeated, and the rest is.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from deploy.municipality.answers import CannotTell
from deploy.municipality.calibration import table
from deploy.municipality.numbers import PROFILES
from deploy.municipality.planning import Plan, plan
from deploy.municipality.telling import Teller, Told
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
    parser.add_argument("--unless-cases", action="store_true", help="leave what has cases alone")
    return parser.parse_args(arguments)


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
        told = asyncio.run(tell(options.url, made, unless_cases=options.unless_cases))
        refused = bool(told.refused)
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


async def tell(url: str, made: Plan, *, unless_cases: bool) -> Told:
    transport = Sockets(url)
    teller = Teller(transport, made)
    try:
        if unless_cases and await teller.cases():
            return teller.told
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
    """A line that moves on, for those who watch."""

    def show(at: datetime, told: Told) -> None:
        rate = told.sent / (time.perf_counter() - started)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r  {at:%Y-%m-%d}  {told.sent} of {whole}, {rate:.0f} a second  ")

    return show


def summed_up(told: Told, seconds: float) -> None:
    sys.stderr.write(
        f"\n{told.sent} told in {seconds:.0f} s, {told.replayed} of them again; "
        f"{told.refused.total()} refused, {told.left} left for that; "
        f"waited {told.waited} times\n"
    )
    for rule, times in told.refused.most_common():
        sys.stderr.write(f"  refused {times} times: {rule}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
