"""`python -m benchmarks [section …]`: each measurement beside its raw limit."""

import sys
from collections.abc import Sequence

import uvloop

from benchmarks import (
    appends,
    figures,
    following,
    ladder,
    lists,
    long_cases,
    projecting,
    requests,
    store,
)
from benchmarks.measuring import HEADING
from shared.telemetry import log_as_json

SECTIONS = {
    "appends": appends.section,
    "long-cases": long_cases.section,
    "requests": requests.section,
    "following": following.section,
    "projecting": projecting.section,
    "ladder": ladder.section,
    "lists": lists.section,
    "figures": figures.section,
}


async def measure(names: Sequence[str]) -> None:
    """Print a line per measurement, of all sections or of those named."""
    log_as_json("warning")
    print(HEADING)
    with store.server() as embedded:
        for name in names or SECTIONS:
            async for measured in SECTIONS[name](embedded):
                print(measured, flush=True)


if __name__ == "__main__":
    uvloop.run(measure(sys.argv[1:]))
