"""What follows when an obligation is put off, or the clock passes its day. Pure."""

from collections.abc import Sequence
from typing import Any, assert_never

from services.followup.obligation import commands, events
from services.followup.obligation.notices import notices
from services.followup.obligation.rules import of_deferral
from services.followup.rules import departed, in_force, unmet
from services.followup.state import State
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed

Facts = Sequence[events.ObligationEvent]


def what_follows(asked: Asked[Any], command: commands.ObligationCommand, state: State) -> Facts:
    """Facts of obligations.

    Raises:
        Unknown: when the obligation to put off is not in the stream.
    """
    match command:
        case commands.DeferObligation():
            return deferred(asked, command, state)
        case commands.NoticePassed():
            return passed(asked, command, state)
        case _:
            assert_never(command)


def deferred(asked: Asked[Any], deferral: commands.DeferObligation, state: State) -> Facts:
    owed = state.obligations.get(asked.of) if asked.of else None
    if owed is None:
        raise Unknown
    day = day_of(asked.at)
    found = [*of_deferral(deferral, owed)]
    require(unmet(found, day))
    return [
        events.ObligationDeferred(
            id=owed.id,
            deferred_on=day,
            deferred_to=deferral.deferred_to,
            reason=Sealed(deferral.reason),
            departures=departed(found, deferral, day),
            edition=in_force(day).in_force,
        )
    ]


def passed(asked: Asked[Any], notice: commands.NoticePassed, state: State) -> Facts:
    """What holds by now and has not been noticed; the rest of the notice is old news."""
    owed = [each for id in notice.obligations if (each := state.obligations.get(id))]  # noqa: A001
    return [
        each.noticed(asked.at) for one in owed for each in notices(one) if each.holds_at(asked.at)
    ]
