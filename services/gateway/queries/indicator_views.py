"""What is answered about figures: how they are defined, what they come to, and of whom."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from services.gateway.expanding import Child, NamedPage
from services.gateway.indicators.definition import Definition, Goal
from services.gateway.labels import label
from shared.views import Label, View

CODE = 10


class Said(View):
    """What is counted, in both languages."""

    da: str = Field(max_length=300)
    en: str = Field(max_length=300)


class IndicatorGoal(View):
    """A value to reach (`target`) or from which one began (`baseline`), in the figure's unit.

    `compared`: it is the change since the baseline, in `percent` or `by` that much.
    """

    value: float
    kind: Label
    compared: str | None = Field(max_length=10)
    from_on: date | None
    source: str = Field(max_length=300)


class Indicator(View):
    """How a figure is defined, in one version.

    `needs` says what is counted elsewhere and by whom: why there is no figure, or what it is
    instead. `reference` is what its value can be set against.
    """

    indicator: Label
    version: int
    part: Said | None = Field(description="What is counted.")
    whole: Said | None = Field(description="Of what; null when it is a plain number.")
    statistic: Label
    unit: Label
    direction: Label = Field(description="Where it is meant to go.")
    period: Label = Field(description="The time it is usually asked for.")
    goals: list[IndicatorGoal] = Field(max_length=10)
    source: str = Field(max_length=300)
    needs: Said | None
    reference: Label | None

    @classmethod
    def told(cls, definition: Definition) -> "Indicator":
        return cls(
            indicator=Label(code=definition.code, da=definition.da, en=definition.en),
            version=definition.version,
            part=definition.part and Said.of(definition.part),
            whole=definition.whole and Said.of(definition.whole),
            statistic=label("statistic", definition.statistic),
            unit=label("figure_unit", definition.unit),
            direction=label("direction", definition.direction),
            period=label("period", definition.period),
            goals=[goal(each) for each in definition.targets],
            source=definition.source,
            needs=definition.needs and Said.of(definition.needs),
            reference=label("reference", definition.against) if definition.against else None,
        )


def goal(said: Goal) -> IndicatorGoal:
    return IndicatorGoal.of(said, kind=label("goal", said.kind))


class Figure(View):
    """What it comes to. `value` is null when it is of nothing; a share is in percent.

    To those who read of everybody `value` and `part` are not told where the part, or the rest of
    the whole, is of fewer than five: `withheld` says so.
    """

    value: float | None
    part: float | None
    whole: float | None
    children: int = Field(ge=0, description="How many children it is about.")
    cases: str = Field(max_length=1000, description="The question that lists what is counted.")
    withheld: Label | None = Field(default=None, description="Why it is not told, if so.")


class Share(View):
    """What the municipality says there were on a day, and how much of it a value is."""

    reference: Label
    number: int = Field(ge=1)
    on: date
    source: str = Field(max_length=300)
    percent: float


class FigureGroup(Figure):
    """The same of those who have something in common."""

    unit: Label | None = None
    age_band: Label | None = None
    sex: Label | None = None
    step: Label | None = None
    regime: Label | None = None
    measure_type: Label | None = None


class FigureInTime(Figure):
    """A figure for the days from `since` until, not including, `until`."""

    since: date
    until: date
    against: Share | None = Field(
        default=None,
        description="What the value is of that is counted elsewhere; null when nobody has said.",
    )
    groups: list[FigureGroup] = Field(max_length=10_000)


class IndicatorFigures(Indicator):
    """A figure as defined, and what it comes to in each period."""

    figures: list[FigureInTime] = Field(max_length=400)


class Figures(View):
    """Figures, as known at a moment. Without a time asked for: their definitions alone."""

    as_of: datetime
    items: list[IndicatorFigures] = Field(max_length=200)


class CountedLine(View):
    """Something that a figure adds up: what it adds to the part, and to the whole."""

    case_id: UUID
    child: Child = None
    subject: UUID = Field(description="What is counted: a measure, a meeting, or the case itself.")
    on: date = Field(description="The day on which the child's unit, age and step are looked at.")
    part: float | None
    whole: float | None


class CountedPage(NamedPage[CountedLine]):
    """What a figure adds up. `missing` says what could not be answered now (`names`)."""
