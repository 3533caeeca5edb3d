"""Codes at Statistics Denmark, as `codes.toml` has them."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

UNKNOWN = "unknown"


class Codes(BaseModel):
    """The tables of codes; `SEL` and `BL` by section."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    confidence: str
    source: str
    SEL: Mapping[str, str]
    BL: Mapping[str, str]
    residential_aftercare: Mapping[str, Sequence[str]]
    placement: Mapping[str, Sequence[str]]
    sex: Mapping[str, str]
    event: Mapping[str, str]
    change: Mapping[str, str]

    def of(self, regime: str | None, section: str | None) -> str:
        """The code of a section, or of the one that it is a part of: 76(3)2 is of 76(3)."""
        known = {"SEL": self.SEL, "BL": self.BL}.get(regime or "", {})
        said = section or ""
        return known.get(said) or known.get(said.rpartition(")")[0] + ")") or UNKNOWN


@cache
def codes() -> Codes:
    text = (Path(__file__).parent / "codes.toml").read_text(encoding="utf-8")
    return Codes.model_validate(tomllib.loads(text))
