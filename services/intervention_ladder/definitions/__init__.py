"""Ladder definitions: versioned data that a measure pins for good.

Another municipality's ladder is another file here, never another line of code.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from shared.contracts.case import Regime

Band = Literal["prevention", "family_care", "institution"]


class Step(BaseModel):
    """A step (trin). `order` is comparable across definitions; higher is further from home."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    order: float = Field(gt=0, lt=10, examples=[6])
    code: str = Field(max_length=10, examples=["T6"])
    band: Band
    placement: bool
    da: str = Field(max_length=200, examples=["Anbringelse på institution"])
    en: str = Field(max_length=200, examples=["Residential placement"])


@dataclass(frozen=True, slots=True)
class Named:
    """A code and its words."""

    code: str
    da: str
    en: str


UNDER_ASSESSMENT = Named("T0", "Under vurdering, ingen indsats", "Under assessment, no measure")


class MeasureType(BaseModel):
    """A kind of measure (foranstaltning, indsats), its step, and its basis in each regime."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(max_length=64, examples=["kinship_care"])
    step: Step
    needs_decision: bool = Field(serialization_alias="needsDecision")
    da: str = Field(max_length=200, examples=["Slægts- eller netværkspleje"])
    en: str = Field(max_length=200, examples=["Kinship or network care"])
    sel: str | None = Field(default=None, max_length=100, description="Serviceloven, to 2023.")
    bl: str | None = Field(default=None, max_length=100, description="Barnets Lov, from 2024.")

    def basis(self, regime: Regime) -> str | None:
        return self.sel if regime == "SEL" else self.bl


class LadderDefinition(BaseModel):
    """One version of one ladder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(max_length=40, examples=["default"])
    version: int = Field(ge=1)
    da: str = Field(max_length=200)
    en: str = Field(max_length=200)
    source: str = Field(max_length=300)
    steps: list[Step] = Field(max_length=20)
    measure_types: list[MeasureType] = Field(max_length=200, serialization_alias="measureTypes")

    @property
    def name(self) -> str:
        return f"{self.code}@{self.version}"

    @cached_property
    def _steps(self) -> Mapping[str, Step]:
        return {each.code: each for each in self.steps}

    @cached_property
    def _types(self) -> Mapping[str, MeasureType]:
        return {each.code: each for each in self.measure_types}

    def known_step(self, code: str) -> Step:
        """A step that a measure has pinned."""
        return self._steps[code]

    def step(self, code: str) -> Step | None:
        return self._steps.get(code)

    def known_type(self, code: str) -> MeasureType:
        """A type that a measure has pinned: it is here for as long as the measure is."""
        return self._types[code]

    def measure_type(self, code: str) -> MeasureType | None:
        return self._types.get(code)


def read(file: Path) -> LadderDefinition:
    """Read a definition, and check that every measure type stands on one of its steps.

    Raises:
        ValueError: when it is not what its file name says, or a step is missing.
    """
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    steps = {each["code"]: Step.model_validate(each) for each in written.pop("step")}
    types = [
        MeasureType.model_validate(each | {"step": steps.get(each["step"])})
        for each in written.pop("measure_type")
    ]
    definition = LadderDefinition(**written, steps=[*steps.values()], measure_types=types)
    if definition.name != file.stem:
        raise ValueError(f"{file.name} is {definition.name}")
    return definition


DEFINITIONS: Mapping[str, LadderDefinition] = {
    file.stem: read(file) for file in sorted(Path(__file__).parent.glob("*.toml"))
}
