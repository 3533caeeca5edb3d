"""What is required of a correction. What it says instead has rules of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from services.case.correction import commands
from services.case.correction.kinds import KINDS
from services.case.rules import in_force, of_the_past
from shared.decider import Unmet

NAMED = 10  # of what rests on a record: the first are put right first


def of_correction(correction: commands.CorrectRecord, today: date) -> Iterator[str]:
    yield from of_the_past(correction.corrected_on, today)
    if correction.retracted == (correction.instead is not None):
        yield "corrected-or-retracted"
    wanted = KINDS[correction.record_kind].command
    if correction.instead is not None and not isinstance(correction.instead, wanted):
        yield "corrected-in-its-own-kind"


def of_dependents(dependents: Sequence[Any], day: date) -> Iterator[Unmet]:
    """What was recorded later and rests on the record: named, so that it can be put right first."""
    if dependents:
        named = ", ".join(f"{type(each).__name__} {each.id}" for each in dependents[:NAMED])
        rule = in_force(day)["nothing-later-rests-on-it"].unmet()
        yield replace(rule, da=f"{rule.da} ({named})", en=f"{rule.en} ({named})")
