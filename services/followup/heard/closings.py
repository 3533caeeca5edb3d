"""When a case was closed, and opened again.

What fell due in between lapsed for good; what was still to come is owed again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.followup.heard.facts import CaseEndHeard, CaseReopenedHeard


@dataclass(frozen=True, slots=True)
class Closing:
    """A time in which the case was closed: until it was opened again, or still."""

    end: CaseEndHeard
    reopened_on: date | None = None

    def holds_on(self, day: date) -> bool:
        until = self.reopened_on or date.max
        return self.end.closed_on <= day < until


Closings = Sequence[Closing]


def remember(known: Closings, fact: CaseEndHeard | CaseReopenedHeard) -> Closings:
    """What is said again takes the place of what was said, and one closing is open at a time."""
    if isinstance(fact, CaseEndHeard):
        past = [each for each in known if each.reopened_on and each.end != fact]
        return (*past, Closing(fact))
    if not known or known[-1].reopened_on:
        return known
    return (*known[:-1], replace(known[-1], reopened_on=fact.reopened_on))
