"""What leadership reads of the ladder: flows, times and chains."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from services.gateway.paging_views import Page
from shared.views import Label, View


class BoardStep(View):
    step: Label
    order: float
    band: Label
    children: int = Field(ge=0)
    cases: str = Field(max_length=1000, description="The question that lists them.")


class BoardGroup(BoardStep):
    """Children on a step who have a unit, an age band or a sex in common."""

    unit: Label | None = None
    age_band: Label | None = None
    sex: Label | None = None


class Board(View):
    """How many children stand on each step on a day, as known at a moment."""

    valid_at: date
    as_of: datetime
    definition: str | None = Field(max_length=60)
    steps: list[BoardStep] = Field(max_length=50)
    groups: list[BoardGroup] = Field(
        max_length=10_000, description="Told apart `by` what is asked."
    )


class FlowLink(View):
    """Children who moved from one step to another. Planned returns are no moves up or down (R7)."""

    source: Label
    source_order: float | None = Field(description="None outside.")
    target: Label
    target_order: float | None = Field(description="None outside.")
    kind: Label
    children: int = Field(ge=1)
    moves: int | None = Field(ge=0)
    planned_returns: int | None = Field(ge=0, description="To or from a stay agreed beforehand.")
    unit: Label | None = Field(default=None, description="In charge on the day of the move.")
    age_band: Label | None = Field(default=None, description="On the day of the move.")
    sex: Label | None = None
    withheld: Label | None = Field(default=None, description="Why a part is not told, if so.")


class RegimeChange(View):
    """Measures that a new decision carried over into the other law: no movement."""

    step: str = Field(max_length=10)
    from_regime: Label
    to_regime: Label
    children: int = Field(ge=1)
    measures: int = Field(ge=1)


class Flows(View):
    """What moved from a day until, not including, another.

    For every step: the children on it on the last day, less those on the day before the first, are
    those who came less those who went.
    """

    since: date = Field(alias="from")
    until: date = Field(alias="to")
    as_of: datetime
    definition: str | None = Field(max_length=60)
    links: list[FlowLink] = Field(max_length=10_000)
    regime_changes: list[RegimeChange] = Field(max_length=100)


class StepTime(View):
    """Time spent on a step. `meanDays` is the whole length of the stays that ended in the time."""

    step: Label
    order: float
    band: Label
    children: int = Field(ge=1)
    stays: int = Field(ge=1)
    days: int = Field(ge=0, description="Within the time asked about.")
    ended_stays: int | None = Field(ge=0)
    mean_days: float | None
    unit: Label | None = Field(default=None, description="In charge when the stay began.")
    age_band: Label | None = Field(default=None, description="When the stay began.")
    sex: Label | None = None
    withheld: Label | None = Field(default=None, description="Why a part is not told, if so.")


class FirstStepDown(View):
    """Children whose first step down fell in the time: how long after their first measure."""

    children: int = Field(ge=1)
    mean_days: float
    median_days: float
    unit: Label | None = Field(default=None, description="In charge on the day.")
    age_band: Label | None = Field(default=None, description="On the day.")
    sex: Label | None = None


class LadderTimes(View):
    """Time spent per step, and time to the first step down; planned returns are none (R7)."""

    since: date = Field(alias="from")
    until: date = Field(alias="to")
    as_of: datetime
    definition: str | None = Field(max_length=60)
    steps: list[StepTime] = Field(max_length=10_000)
    first_steps_down: list[FirstStepDown] = Field(max_length=1_000)


class ChainStep(View):
    """A stay on a step from a day until, not including, another."""

    step: Label
    order: float
    from_on: date
    to_on: date | None
    planned_return: bool


class ChainLine(View):
    """A child's whole way."""

    case_id: UUID
    steps: list[ChainStep] = Field(max_length=10_000)


class ChainPage(Page[ChainLine]):
    """Whole ways."""
