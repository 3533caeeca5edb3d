"""What must hold before something is taken back."""

from collections.abc import Iterator
from uuid import UUID

from services.followup.concern.events import ConcernAnswered
from services.followup.meeting.events import AgreementSettled, MeetingHeld
from services.followup.retraction import commands
from services.followup.state import State


def of_retraction(asked: commands.RetractRecord, state: State) -> Iterator[str]:
    if any(resting(asked.record_kind, asked.record_id, state)):
        yield "nothing-later-rests-on-it"


def resting(record_kind: str, record_id: UUID, state: State) -> Iterator[bool]:
    """What would be left about nothing: an answer to a worry, the settlement of an agreement."""
    if record_kind == "ConcernRaised":
        yield state.one(ConcernAnswered, record_id) is not None
        yield any(record_id in each.concern_ids for each in state.all(MeetingHeld))
    if record_kind == "MeetingHeld" and (held := state.one(MeetingHeld, record_id)):
        yield any(state.one(AgreementSettled, each.id) for each in held.agreements)
