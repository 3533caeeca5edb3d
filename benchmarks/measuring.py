"""Measurements: repeated in turn with their raw limit, so that a slow minute slows both."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from statistics import median

REPETITIONS = 5
SECONDS = 2.0  # of one repetition

Rate = Callable[[], Awaitable[float]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured, the raw limit beside it in the same run, and the ratio promised.

    `unit` is `/s` where more is better and `ms` where less is; `bar` is the least ratio, or for
    times the greatest. None: no promise was made.
    """

    what: str
    measured: float
    raw: float
    bar: float | None = None
    unit: str = "/s"

    @property
    def ratio(self) -> float:
        return self.measured / self.raw

    @property
    def kept(self) -> bool:
        if self.bar is None:
            return True
        return self.ratio >= self.bar if self.unit == "/s" else self.ratio <= self.bar

    def __str__(self) -> str:
        bar = "" if self.bar is None else f"{self.bar:.2f}"
        verdict = "" if self.bar is None else ("kept" if self.kept else "NOT KEPT")
        numbers = f"{figure(self.measured)} {figure(self.raw)} {self.ratio:>7.2f} {bar:>6}"
        return f"{self.what:<66} {self.unit:>3} {numbers}  {verdict}".rstrip()


HEADING = f"{'what':<66}     {'measured':>10} {'raw':>10} {'ratio':>7} {'bar':>6}"
Section = AsyncIterator[Measured]


def figure(number: float) -> str:
    return f"{number:>10,.0f}" if number >= 100 else f"{number:>10.2f}"  # noqa: PLR2004


async def beside(ours: Rate, raw: Rate) -> tuple[float, float]:
    """The median of what we do, and of the raw limit, measured in turn."""
    pairs = [(await raw(), await ours()) for _ in range(REPETITIONS)]
    return median(ours for _, ours in pairs), median(raw for raw, _ in pairs)
