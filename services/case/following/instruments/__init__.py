"""Instruments: versioned definitions of what is scored, which a score pins for good.

Another instrument, or another version of one, is another file here, never another line of code.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, Field

from shared.editions import Confidence
from shared.views import Label, View

Direction = Literal["higher_is_better", "lower_is_better"]


class Part(View):
    """A part of a definition: whole, or not at all."""

    model_config = ConfigDict(extra="forbid")


class InstrumentDimension(Part):
    """What is scored, on a scale of whole numbers with both ends included."""

    code: str = Field(max_length=64, examples=["emotional"])
    da: str = Field(max_length=200, examples=["Følelsesmæssige symptomer"])
    en: str = Field(max_length=200, examples=["Emotional symptoms"])
    minimum: int = Field(examples=[0])
    maximum: int = Field(examples=[10])
    direction: Direction


class InstrumentTotal(Part):
    """What is computed: the sum of some dimensions, times a factor."""

    code: str = Field(max_length=64, examples=["total_difficulties"])
    da: str = Field(max_length=200, examples=["Samlede vanskeligheder"])
    en: str = Field(max_length=200, examples=["Total difficulties"])
    parts: list[str] = Field(max_length=100, examples=[["emotional", "conduct"]])
    factor: int = Field(default=1, examples=[1])
    direction: Direction

    def value(self, scores: Mapping[str, int]) -> int | None:
        """The total, when every part of it was scored."""
        if not {*self.parts} <= scores.keys():
            return None
        return self.factor * sum(scores[each] for each in self.parts)


class InstrumentSchedule(Part):
    """When it should be scored: on which occasions, and from which age, in whole years."""

    da: str = Field(max_length=300)
    en: str = Field(max_length=300)
    occasions: list[str] = Field(max_length=20, examples=[["investigation_start", "follow_up"]])
    from_years: int | None = Field(default=None, examples=[12])


class Instrument(Part):
    """One version of one instrument. `placeholder`: its dimensions are not the real ones yet."""

    name: str = Field(max_length=41, examples=["SDQ@1"])
    da: str = Field(max_length=200)
    en: str = Field(max_length=200)
    source: str = Field(max_length=300)
    confidence: Confidence
    placeholder: bool = False
    respondents: list[Label] = Field(max_length=20)
    schedule: InstrumentSchedule
    dimensions: list[InstrumentDimension] = Field(max_length=100)
    totals: list[InstrumentTotal] = Field(default=[], max_length=20)

    def scale(self, code: str) -> InstrumentDimension | InstrumentTotal:
        """What a score of this version has pinned."""
        total = next((each for each in self.totals if each.code == code), None)
        return total or next(each for each in self.dimensions if each.code == code)

    def totalled(self, scores: Mapping[str, int]) -> Mapping[str, int]:
        """The totals whose every part was scored."""
        computed = {each.code: each.value(scores) for each in self.totals}
        return {code: value for code, value in computed.items() if value is not None}

    def dimension(self, code: str) -> InstrumentDimension | None:
        return next((each for each in self.dimensions if each.code == code), None)

    def respondent(self, code: str) -> Label | None:
        return next((each for each in self.respondents if each.code == code), None)


def read(file: Path) -> Instrument:
    """Read a definition; a dimension without a scale of its own has the instrument's.

    Raises:
        ValueError: when it is not what its file name says, or a total is of something else.
    """
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    scale = written.pop("scale")
    dimensions = [scale | each for each in written.pop("dimensions")]
    instrument = Instrument.model_validate(written | {"dimensions": dimensions})
    parts = {part for each in instrument.totals for part in each.parts}
    if instrument.name != file.stem or not parts <= {each.code for each in instrument.dimensions}:
        raise ValueError(f"{file.name} is {instrument.name}")
    return instrument


INSTRUMENTS: Mapping[str, Instrument] = {
    file.stem: read(file) for file in sorted(Path(__file__).parent.glob("*.toml"))
}
