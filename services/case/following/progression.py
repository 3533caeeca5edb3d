"""How far a child has come: the last score less the first, of one instrument and one respondent.

Never across versions: another version may mean something else by the same code.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.case.following.events import InstrumentScored
from services.case.following.instruments import Direction

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
    dimension: str
    direction: Direction
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
        rises = self.direction == "higher_is_better"
        return "better" if (self.change > 0) == rises else "worse"


def progressions(episode: Iterable[InstrumentScored]) -> Iterator[Progression]:
    """The progression of everything that was scored at least twice in an episode."""
    rows: dict[tuple[str, str, str, Direction], list[Point]] = defaultdict(list)
    for scored in sorted(episode, key=lambda each: each.scored_on):
        for each in (*scored.scores, *scored.totals):
            row = rows[scored.instrument, scored.respondent, each.dimension, each.direction]
            row.append(Point(scored.scored_on, each.value))
    for of, points in rows.items():
        if len(points) > 1:
            yield Progression(*of, points[0], points[-1])
