"""The rows of the law, as every service keeps them."""

import tomllib
from typing import Any

from tests.architecture.tree import ROOT


def rules() -> dict[str, dict[str, Any]]:
    """Every rule of every service by its id, in its oldest words; so are terms of follow-up."""
    found: dict[str, dict[str, Any]] = {}
    editions = (ROOT / "services").glob("*/*/????-??-??.toml")
    for path in sorted(each for each in editions if each.parent.name in {"statute", "practice"}):
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        for row in (*written.get("rule", ()), *written.get("term", ())):
            found.setdefault(row["id"], row)
    return found
