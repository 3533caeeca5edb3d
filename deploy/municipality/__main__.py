"""Make a municipality that does not exist, and tell it to the stack at PORT, or print its shares."""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from datetime import date, datetime

from deploy.municipality.numbers import PROFILES
from deploy.municipality.planning import Plan, plan
from deploy.municipality.telling import CannotTell, Teller, Told
from deploy.settings import LocalSettings
from shared.calendar import day_of
from shared.clock import utc_now
from shared.database import Unavailable
from shared.transport import Sockets


def asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m deploy.municipality", description=__doc__)
    parser.add_argument("--profile", choices=PROFILES, default="small")
    parser.add_argument("--years", type=int, default=2, help="until the last day")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--until", type=date.fromisoformat, help="the last day; default: today")
    parser.add_argument("--url", default=LocalSettings().address, help="where the gateway is")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    options = asked(arguments)
    until = options.until or day_of(utc_now())
    made = plan(options.profile, options.years, options.seed, until)
    try:
        told = asyncio.run(tell(options.url, made))
    except (CannotTell, Unavailable) as error:
        sys.stderr.write(f"\n{error}\n")
        return 1
    return 1 if told.refused else 0


async def tell(url: str, made: Plan) -> Told:
    transport = Sockets(url)
    started = time.perf_counter()

    def progress(at: datetime, told: Told) -> None:
        rate = told.sent / (time.perf_counter() - started)
        done = f"{told.sent} of {len(made.commands)}"
        sys.stderr.write(f"\r{at:%Y-%m-%d}  {done} told, {rate:.0f} a second  ")

    try:
        told = await Teller(transport, made).tell(progress)
    finally:
        await transport.close()
    sys.stderr.write(f"\n{told.replayed} repeated, {told.left} left, {told.asked} versions asked\n")
    for rule, times in told.refused.most_common():
        sys.stderr.write(f"refused {times}: {rule}\n")
    return told


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
