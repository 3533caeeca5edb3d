"""Chance that keeps to its shares: what is drawn many times comes out as often as it should."""

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from math import log
from random import Random

from deploy.municipality.numbers import NUMBERS, SHARES

DAYS_PER_MONTH = 365.25 / 12
WORKING_WEEK = 5  # days: Monday to Friday


class Chance:
    """Draws from a seed. No share strays from its target by more than a draw or two."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)  # noqa: S311 - nobody's secret: it must come out the same again
        self.seen: set[str] = set()
        self._drawn: dict[str, Counter[str]] = {}

    def likely(self, share: str, among: Collection[str] = ()) -> str:
        """One of a share's parts, of those that are possible, as each falls behind."""
        wanted, drawn = SHARES[share].of, self._drawn.setdefault(share, Counter())
        met = {*(among or wanted), *drawn}  # a part that is never possible is nobody's
        whole = sum(part for each, part in wanted.items() if each in met)
        behind = {
            each: part / whole * (drawn.total() + 1) - drawn[each]
            for each, part in wanted.items()
            if not among or each in among
        }
        weights = [max(each, 0.0) for each in behind.values()]
        if not any(weights):
            least = max(behind.values())
            weights = [2.0 ** (4 * (each - least)) for each in behind.values()]
        [found] = self.random.choices([*behind], weights)
        return found

    def draw(self, share: str, among: Collection[str] = (), times: int = 1) -> str:
        """The same, and it counts: once for each child that it is so of."""
        return self.take(share, self.likely(share, among), times)

    def take(self, share: str, part: str, times: int = 1) -> str:
        """What had no choice counts as drawn, so that the others make up for it."""
        self._drawn.setdefault(share, Counter())[part] += times
        return part

    def yes(self, share: str, times: int = 1) -> bool:
        return self.draw(share, times=times) == "yes"

    def between(self, first: int, last: int) -> int:
        """A whole number, both ends included."""
        return self.random.randint(first, max(first, last))

    def duration(self, step: str) -> int:
        """How many days a measure on a step lasts: lognormal, at least a month."""
        median = NUMBERS[f"{step}_median_months"] * DAYS_PER_MONTH
        days = self.random.lognormvariate(log(median), NUMBERS["duration_sigma"])
        return max(30, round(days))

    def happens(self, rate_per_year: float, days: int) -> bool:
        """Whether something rare happens within so many days."""
        return self.random.random() < rate_per_year * days / 365.25


def weekday(day: date) -> date:
    """The day itself, or the Monday after it."""
    over = day.weekday() - WORKING_WEEK
    return day if over < 0 else day + timedelta(days=2 - over)


def later(day: date, days: float) -> date:
    return day + timedelta(days=round(days))
