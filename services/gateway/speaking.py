"""On whose behalf a command may speak: some speak for themselves only (speaking.toml).

A young person answers as a young person, a provider's plan is the provider's own.
"""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from services.gateway.visiting import Visit

UNIT = "unit"  # stands for the unit of the caller's token
SPEAKING: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(
    (Path(__file__).parent / "speaking.toml").read_text(encoding="utf-8")
)


def for_themselves(visit: Visit, body: bytes) -> bool:
    """Whether what a body says of who speaks is true. What is malformed the service refuses."""
    bound = SPEAKING.get(visit.column)
    if not bound or not visit.entry.writes:
        return True
    try:
        said = json.loads(body)
    except (RecursionError, ValueError):
        return True
    if not isinstance(said, dict):
        return True
    unit = visit.caller.unit
    return all(
        said[name] in [unit if each == UNIT else each for each in allowed]
        for name, allowed in bound.items()
        if name in said
    )
