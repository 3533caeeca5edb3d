"""What people call the codes that the gateway shows, in Danish and English."""

import tomllib
from functools import cache
from pathlib import Path

from shared.views import Label


@cache
def labels() -> dict[str, dict[str, Label]]:
    """Every code list by name, and its codes' words."""
    written = tomllib.loads((Path(__file__).parent / "labels.toml").read_text(encoding="utf-8"))
    return {
        listed: {code: Label(code=code, **words) for code, words in codes.items()}
        for listed, codes in written.items()
    }


def label(listed: str, code: str) -> Label:
    """A code with its words; one that a newer service has begun to use stands for itself."""
    return labels()[listed].get(code) or Label(code=code, da=code, en=code)
