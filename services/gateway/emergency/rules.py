"""What is required of emergency access, in the words of the day."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from services.gateway.emergency.commands import OpenEmergencyAccess
from services.gateway.emergency.state import Override
from shared.decider import Unmet
from shared.editions import Editions, Row

STATUTE = Path(__file__).parents[1] / "statute"
NOT_HAD_ALREADY = "emergency-only-for-others-cases"


class Parameter(Row):
    """A number that the municipality's practice sets; its unit is the last word of its id."""

    value: int


RULES = Editions.read(STATUTE, "rule", Row)
PARAMETERS = Editions.read(STATUTE, "parameter", Parameter)


def unmet(day: date, rules: Iterable[str]) -> Iterator[Unmet]:
    """The named rules in the words of a day."""
    yield from (RULES.nearest(day)[rule].unmet() for rule in rules)


def of_opening(opening: OpenEmergencyAccess, day: date) -> Iterator[str]:
    if opening.hours > PARAMETERS.nearest(day)["emergency_hours"].value:
        yield "emergency-is-short"


def of_review(override: Override, reviewer: str) -> Iterator[str]:
    if override.subject == reviewer:
        yield "emergency-reviewed-by-another"
    if override.reviewed:
        yield "emergency-reviewed-once"
