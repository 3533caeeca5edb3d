"""What follows from what is asked, heard or due. Pure: no clock, no database, no neighbour.

Whatever a command leads to, everything owed is derived anew, and the difference to what is recorded
becomes facts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from services.followup import events
from services.followup.concern import domain as concern
from services.followup.concern.commands import ConcernCommand
from services.followup.heard.notes import Note
from services.followup.meeting import domain as meeting
from services.followup.meeting.commands import MeetingCommand
from services.followup.obligation import domain as obligation
from services.followup.obligation.commands import NoticePassed, ObligationCommand
from services.followup.obligation.state import difference
from services.followup.owed.deriving import derive
from services.followup.placement import domain as placement
from services.followup.placement.commands import PlacementCommand
from services.followup.reading import Reading
from services.followup.retraction import domain as retraction
from services.followup.retraction.commands import RetractionCommand
from services.followup.review import domain as review
from services.followup.review.commands import ReviewCommand
from services.followup.state import State, evolve
from shared.calendar import day_of
from shared.decider import Asked, Decider, Unknown

FollowUpCommand = (
    MeetingCommand | ReviewCommand | PlacementCommand | ConcernCommand | ObligationCommand
    | RetractionCommand | Note
)  # fmt: skip
FollowUpDecider = Decider[FollowUpCommand, State, events.FollowUpEvent]
Facts = Sequence[events.FollowUpEvent]


@dataclass(frozen=True, slots=True)
class Slice:
    """A noun's part: which commands it answers, and how."""

    commands: Any
    what_follows: Callable[[Asked[Any], Any, State], Facts]


SLICES = (
    Slice(MeetingCommand, meeting.what_follows),
    Slice(ReviewCommand, review.what_follows),
    Slice(PlacementCommand, placement.what_follows),
    Slice(ConcernCommand, concern.what_follows),
    Slice(ObligationCommand, obligation.what_follows),
    Slice(RetractionCommand, retraction.what_follows),
)


def by(reading: Reading) -> FollowUpDecider:
    """A decider that reads the law, and counts working days, as a municipality does."""

    def decide(asked: Asked[FollowUpCommand], state: State) -> Facts:
        facts = what_follows(asked, state)
        after = reduce(evolve, facts, state)
        owed = derive(after, reading)
        return [*facts, *difference(after.obligations, owed, day_of(asked.at))]

    return Decider(State(), evolve, decide)


def what_follows(asked: Asked[FollowUpCommand], state: State) -> Facts:
    """What is asked leads to these facts.

    Raises:
        Refused: when the rules say no.
        Unknown: when the case service has not told of the case.
    """
    command = asked.command
    if isinstance(command, Note):
        return command.heard
    if state.stream is None and not isinstance(command, NoticePassed):
        raise Unknown
    chosen = next(each for each in SLICES if isinstance(command, each.commands))
    return chosen.what_follows(asked, command, state)
