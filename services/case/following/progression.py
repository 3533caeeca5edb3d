"""How far a child has come: the last score less the first, of one instrument and one respondent.

Never across versions: another version may mean something else by the same code.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.case.following.events import InstrumentScored
from services.case.following.instruments import INSTRUMENTS, InstrumentDimension, InstrumentTotal

Trend = Literal["better", "worse", "unchanged"]


@dataclass(frozen=True, slots=True)
class Point:
    """A value, and the day it was scored."""

    on: date
    value: int


@dataclass(frozen=True, slots=True)
class Progression:
    """A dimension or a total from its first score to its last, by one respondent."""

    instrument: str
    respondent: str
    of: InstrumentDimension | InstrumentTotal
    first: Point
    last: Point

    @property
    def change(self) -> int:
        return self.last.value - self.first.value

    @property
    def trend(self) -> Trend:
        """Which way it went, as the scale is read."""
        if not self.change:
            return "unchanged"
        rises = self.of.direction == "higher_is_better"
        return "better" if (self.change > 0) == rises else "worse"


def totals(scored: InstrumentScored) -> Mapping[str, int]:
    """What is computed from a score: the totals whose every part was scored."""
    scores = {each.dimension: each.value for each in scored.scores}
    computed = {each.code: each.value(scores) for each in INSTRUMENTS[scored.instrument].totals}
    return {code: value for code, value in computed.items() if value is not None}


def progressions(episode: Iterable[InstrumentScored]) -> Iterator[Progression]:
    """The progression of everything that was scored at least twice in an episode."""
    rows: dict[tuple[str, str, str], list[Point]] = defaultdict(list)
    for scored in sorted(episode, key=lambda each: each.scored_on):
        values = {**{each.dimension: each.value for each in scored.scores}, **totals(scored)}
        for code, value in values.items():
            rows[scored.instrument, scored.respondent, code].append(Point(scored.scored_on, value))
    for (instrument, respondent, code), points in rows.items():
        if len(points) > 1:
            of = next(each for each in scales(instrument) if each.code == code)
            yield Progression(instrument, respondent, of, points[0], points[-1])


def scales(instrument: str) -> list[InstrumentDimension | InstrumentTotal]:
    """Everything that an instrument tells of, scored and computed."""
    definition = INSTRUMENTS[instrument]
    return [*definition.dimensions, *definition.totals]
