"""Events as clients see them, in the form of CloudEvents 1.0."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.http.cursors import LONGEST
from shared.views import View


class Happening(View):
    """What an event says of what happened: no words, no names."""

    stream_kind: str = Field(max_length=40, examples=["case"])
    version: int = Field(description="Of the stream, with this.")
    happened_on: date


class CloudEvent(View):
    """An event in the form of CloudEvents 1.0. `subject` is the case, or what came before one."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", ""))

    specversion: Literal["1.0"] = "1.0"
    id: str = Field(max_length=64, examples=["7c1d2a90-3f0e-5b1c-8a44-9d3c51a7e0b2"])
    source: str = Field(max_length=100, examples=["urn:indsats:case"])
    type: str = Field(max_length=100, examples=["dk.indsats.case.CaseOpened"])
    subject: UUID
    time: datetime = Field(description="When it was recorded, in UTC.")
    datacontenttype: Literal["application/json"] = "application/json"
    cursor: str = Field(max_length=LONGEST, description="Where in the feed: send it as `after`.")
    correlation: str | None = Field(max_length=64, description="The trace that it belongs to.")
    data: Happening
