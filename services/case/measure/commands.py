"""What is noted of the ladder's news. Nothing here can be refused."""

from datetime import date
from uuid import UUID

from pydantic import Field

from shared.commands import Code, Command


class NoteMeasure(Command):
    """Note a measure as it stands."""

    id: UUID
    measure_type: Code
    placement: bool
    decision_id: UUID | None = None
    started_on: date
    ended_on: date | None = None


class NoteMeasureEnd(Command):
    """Note that a measure ended."""

    id: UUID
    ended_on: date


class NoteMeasureBasis(Command):
    """Note which decisions a measure has rested on in turn."""

    id: UUID
    decision_ids: tuple[UUID, ...] = Field(max_length=1000)


class NoteMeasureRetraction(Command):
    """Note that a measure never ran."""

    id: UUID


MeasureCommand = NoteMeasure | NoteMeasureEnd | NoteMeasureBasis | NoteMeasureRetraction
