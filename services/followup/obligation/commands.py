"""What may be asked of an obligation; and what the clock asks, which no client ever does."""

from dataclasses import dataclass
from uuid import UUID

from pydantic import Field

from shared.commands import Day, Words
from shared.departures import Explained


class DeferObligation(Explained):
    """Say that something will be done later than it is due, by which day, and why.

    What is due by law or practice does not move: the later day is shown beside it.
    """

    deferred_to: Day = Field(examples=["2016-04-25"])
    reason: Words = Field(examples=["She is in hospital until the 20th."])


@dataclass(frozen=True, slots=True)
class NoticePassed:
    """The clock has passed something about these obligations, as far as the agenda knows."""

    obligations: tuple[UUID, ...]


ObligationCommand = DeferObligation | NoticePassed
