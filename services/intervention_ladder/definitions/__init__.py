"""Ladder definitions: versioned data that a measure pins for good.

Another municipality's ladder is another file here, never another line of code. What the sources do
not know of a measure type (its subject in KLE, its code at Danmarks Statistik) says `unknown`.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from shared.contracts.case import Regime

Band = Literal["prevention", "family_care", "institution"]
Category = Literal["universal", "early_preventive", "supportive", "placement", "aftercare"]
UNKNOWN = "unknown"


class Defined(BaseModel):
    """A part of a definition."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True
    )


class Sections(Defined):
    """Sections of both laws, as decisions name them: `52(3)7` is § 52, stk. 3, nr. 7."""

    sel: list[str] = Field(default=[], max_length=40, description="Serviceloven, to 2023.")
    bl: list[str] = Field(default=[], max_length=40, description="Barnets Lov, from 2024.")

    def of(self, regime: Regime) -> Sequence[str]:
        return self.sel if regime == "SEL" else self.bl


class Step(Sections):
    """A step (trin), and the sections that may be used on it.

    `order` is on one scale for all definitions; higher is further from home.
    """

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


class MeasureType(Sections):
    """A kind of measure (foranstaltning, indsats), its step, and its basis in each regime.

    A variant (a programme, say) is decided on as the type that it is a variant of. `alsoOn` are
    other steps that it may stand on; with `stepOfSite` it keeps the step of the place that the
    child already lives in. Ages are whole years, both included; `validTo` is the first day on
    which no measure of the type can start.
    """

    code: str = Field(max_length=64, examples=["kinship_care"])
    step: Step
    category: Category
    needs_decision: bool
    da: str = Field(max_length=200, examples=["Slægts- eller netværkspleje"])
    en: str = Field(max_length=200, examples=["Kinship or network care"])
    site_sel: str | None = Field(default=None, max_length=20, examples=["66(1)3"])
    site_bl: str | None = Field(default=None, max_length=20, examples=["43(1)"])
    kle: str = Field(default=UNKNOWN, max_length=20, examples=["27.27.33"])
    dst_sel: str = Field(default=UNKNOWN, max_length=20)
    dst_bl: str = Field(default=UNKNOWN, max_length=20)
    variant_of: str | None = Field(default=None, max_length=64)
    also_on: list[str] = Field(default=[], max_length=10)
    step_of_site: bool = False
    age_from: int | None = Field(default=None, ge=0)
    age_to: int | None = Field(default=None, le=23)
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def decided_as(self) -> str:
        """The type that a decision on it names."""
        return self.variant_of or self.code

    @property
    def aftercare(self) -> bool:
        return self.category == "aftercare"

    def starts_on(self, day: date) -> bool:
        """Whether a measure of the type can start on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)

    def fits(self, age: int) -> bool:
        return (self.age_from or 0) <= age and (self.age_to is None or age <= self.age_to)


class LadderDefinition(Defined):
    """One version of one ladder. A safety plan stands on `safetyPlanStep`, or beside the steps."""

    code: str = Field(max_length=40, examples=["default"])
    version: int = Field(ge=1)
    da: str = Field(max_length=200)
    en: str = Field(max_length=200)
    source: str = Field(max_length=300)
    safety_plan_step: str | None = Field(default=None, max_length=10)
    steps: list[Step] = Field(max_length=20)
    measure_types: list[MeasureType] = Field(max_length=200)

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

    @property
    def safety_step(self) -> Step | None:
        """The step of a safety plan, where it is one."""
        return self._steps[self.safety_plan_step] if self.safety_plan_step else None


def read(file: Path) -> LadderDefinition:
    """Read a definition, and check that every measure type stands on one of its steps.

    One that is `based_on` another has the same measure types, some of them `moved`.

    Raises:
        ValueError: when it is not what its file name says, or a step is missing.
    """
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    steps = {each["code"]: Step.model_validate(each) for each in written.pop("step")}
    types = [
        MeasureType.model_validate(each | {"step": steps.get(each["step"])})
        for each in types_of(file, written)
    ]
    definition = LadderDefinition(**written, steps=[*steps.values()], measure_types=types)
    if definition.name != file.stem:
        raise ValueError(f"{file.name} is {definition.name}")
    return definition


def types_of(file: Path, written: dict[str, Any]) -> list[dict[str, Any]]:
    """The measure types of a definition, as written in it or in the one that it is based on."""
    base: str | None = written.pop("based_on", None)
    if base is None:
        own: list[dict[str, Any]] = written.pop("measure_type")
        return own
    moved: Mapping[str, str] = written.pop("moved", {})
    inherited = tomllib.loads(file.with_name(f"{base}.toml").read_text(encoding="utf-8"))
    return [
        each | {"step": moved.get(each["code"], each["step"])} for each in inherited["measure_type"]
    ]


DEFINITIONS: Mapping[str, LadderDefinition] = {
    file.stem: read(file) for file in sorted(Path(__file__).parent.glob("*.toml"))
}
