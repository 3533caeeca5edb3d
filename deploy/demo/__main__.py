"""Live S06 through the gateway, draw it, and check every line that it expects: `make demo`.

It speaks to the stack at PORT when one runs there, and starts one of its own when none does.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import httpx

from deploy.demo.client import Gateway
from deploy.demo.drawing import agenda, way
from deploy.demo.expected import Line, lines
from deploy.demo.girl import Girl
from deploy.demo.story import live
from deploy.settings import LocalSettings


def main() -> int:
    """0 when every expected line holds."""
    settings = LocalSettings()
    if settings.seeding.exists():
        print("The stack's clock runs through a municipality's year. Try again when it is told.")
        return 1
    if running(settings.address):
        return tell(settings.address)
    with own_stack(settings):
        return tell(settings.address)


def running(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", timeout=5).is_success
    except httpx.HTTPError:
        return False


@contextmanager
def own_stack(settings: LocalSettings) -> Iterator[None]:
    """A fresh stack for the time of the story; its data are thrown away."""
    with tempfile.TemporaryDirectory(prefix="indsats-demo-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL may run as another user than we do
        server = subprocess.Popen(
            [sys.executable, "-m", "deploy.local"],
            env={"PORT": str(settings.port), "VAR": folder, "SEED": "none"},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            for line in server.stdout or ():
                if "Ctrl-C" in line:  # it says so when it is ready
                    break
            yield
        finally:
            server.terminate()
            server.wait()


def tell(address: str) -> int:
    """Live the story, show what the system makes of it, and check that."""
    with closing(Gateway(address)) as gateway:
        gateway.at(None)  # an earlier story may have stopped half-way
        try:
            girl = live(gateway, lambda words: print(f"  {words}"))
            draw(gateway, girl)
            return checked(list(lines(gateway, girl)))
        finally:
            gateway.at(None)


def draw(gateway: Gateway, girl: Girl) -> None:
    periods = gateway.everything("/v1/ladder-periods", caseId=girl.case)
    print("\nHer way on the ladder (indsatstrappen)\n")
    print("\n".join(way(periods, date(2017, 9, 6))))
    print("\nThe agenda: what was due, under which rule, because of what\n")
    print("\n".join(agenda(gateway.everything("/v1/agenda", caseId=girl.case))))


def checked(found: list[Line]) -> int:
    print("\nWhat S06 expects\n")
    for line in found:
        shown = (
            "" if line.holds else f"\n      expected {line.expected}\n      found    {line.found}"
        )
        print(f"  {'✓' if line.holds else '✗'} {line.what}{shown}")
    kept = sum(line.holds for line in found)
    print(f"\n{kept} of {len(found)} lines hold.")
    return 0 if kept == len(found) else 1


if __name__ == "__main__":
    sys.exit(main())
