"""What follows when something is taken back. Pure."""

from collections.abc import Sequence
from typing import Any

from services.followup.retraction import commands, events
from services.followup.retraction.rules import of_retraction
from services.followup.rules import unmet
from services.followup.state import BRINGS_ABOUT, State
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed


def what_follows(
    asked: Asked[Any], command: commands.RetractRecord, state: State
) -> Sequence[events.RetractionEvent]:
    """The record counts no more.

    Raises:
        Unknown: when there is none of this kind and id.
    """
    if state.one(BRINGS_ABOUT[command.record_kind], command.record_id) is None:
        raise Unknown
    require(unmet(of_retraction(command, state), day_of(asked.at)))
    return [
        events.RecordRetracted(
            id=asked.id,
            record_kind=command.record_kind,
            record_id=command.record_id,
            reason=Sealed(command.reason),
        )
    ]
