"""What must hold before something that is due is put off."""

from collections.abc import Iterator

from services.followup.obligation import commands
from services.followup.obligation.state import Obligation


def of_deferral(asked: commands.DeferObligation, owed: Obligation) -> Iterator[str]:
    if owed.outcome is not None or owed.arose.lapses:
        yield "obligation-open"
    if asked.deferred_to <= owed.due.due_on:
        yield "deferral-is-later"
    if owed.due.statutory_on and asked.deferred_to > owed.due.statutory_on:
        yield "statutory-day-stands"
