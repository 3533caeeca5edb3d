"""What is required of a correction. What it says instead has rules of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from services.case.correction import commands
from services.case.correction.kinds import BEGINNINGS, KINDS
from services.case.notification.state import Notification
from services.case.rules import in_force, of_the_past
from services.case.state import Case
from shared.decider import Unmet

NAMED = 10  # of what rests on a record: the first are put right first
Correction = commands.CorrectRecord | commands.CorrectNotification


def of_correction(correction: Correction, today: date) -> Iterator[str]:
    yield from of_the_past(correction.corrected_on, today)
    if correction.retracted == (correction.instead is not None):
        yield "corrected-or-retracted"
    if correction.retracted and correction.record_kind in BEGINNINGS:
        yield "beginning-stands"
    wanted = KINDS[correction.record_kind].command
    if correction.instead is not None and not isinstance(correction.instead, wanted):
        yield "corrected-in-its-own-kind"


def of_dependents(dependents: Sequence[Any], day: date) -> Iterator[Unmet]:
    """What was recorded later and rests on the record: named, so that it can be put right first."""
    if dependents:
        named = ", ".join(f"{type(each).__name__} {each.id}" for each in dependents[:NAMED])
        rule = in_force(day)["nothing-later-rests-on-it"].unmet()
        yield replace(rule, da=f"{rule.da} ({named})", en=f"{rule.en} ({named})")


def resting_in_cases(told: Notification, cases: Sequence[Case]) -> Iterator[Any]:
    """What was recorded in cases, and could not have been, had a notification read so."""
    for case in cases:
        for fact in case.said:
            match type(fact).__name__:
                case "NotificationReassessed" if fact.notification_id == told.id:
                    if told.received_after(fact.reassessed_on):
                        yield fact
                case "CaseClosed" if case.closed_on and not (told.assessed or told.dismissed):
                    yield fact
                case _:
                    pass
