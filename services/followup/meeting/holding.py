"""What follows when a meeting was held: what it reviewed, answered and agreed on. Pure."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from services.followup.meeting import commands, events
from services.followup.meeting.rules import of_minutes, of_settlement, reviewed
from services.followup.review.domain import outcomes
from services.followup.rules import unmet
from services.followup.state import State
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed, sealed

Facts = Sequence[events.MeetingEvent]


def held(
    asked: Asked[Any],
    minutes: commands.RecordMinutes,
    meeting: events.MeetingPlanned,
    state: State,
) -> Facts:
    """A meeting was held; it reviews what runs on the day when it fulfils a review."""
    found = of_minutes(minutes, meeting, state, day_of(asked.at))
    require(unmet(found, minutes.held_on))
    network, covered = minutes.fulfils_network, tuple(reviewed(minutes, state))
    return [
        events.MeetingHeld(
            id=meeting.id,
            meeting_kind=meeting.meeting_kind,
            held_on=minutes.held_on,
            private_participants=minutes.private_participants,
            professional_participants=minutes.professional_participants,
            child_part=minutes.child_part,
            child_view=sealed(minutes.child_view),
            fulfils_review=minutes.fulfils_review,
            fulfils_network=meeting.meeting_kind == "network" if network is None else network,
            measure_ids=covered,
            outcomes=outcomes(covered, minutes.outcomes, "continue"),
            goal_ids=tuple(dict.fromkeys(minutes.goal_ids)),
            goal_status=sealed(minutes.goal_status),
            concern_ids=tuple(dict.fromkeys(minutes.concern_ids)),
            agreements=agreements(minutes.agreements, asked.id),
            minutes=sealed(minutes.minutes),
        )
    ]


def agreements(agreed: Sequence[commands.Agreed], among: UUID) -> tuple[events.Agreement, ...]:
    return tuple(
        events.Agreement(
            id=uuid5(among, f"agreement {place}"),
            owner=each.owner,
            party_id=each.party_id,
            due_on=each.due_on,
            what=Sealed(each.what),
        )
        for place, each in enumerate(agreed)
    )


def settled(asked: Asked[Any], settling: commands.SettleAgreement, state: State) -> Facts:
    made = (each for meeting in state.all(events.MeetingHeld) for each in meeting.agreements)
    agreement = next((each for each in made if each.id == asked.of), None)
    if agreement is None:
        raise Unknown
    found = of_settlement(settling, agreement, state, day_of(asked.at))
    require(unmet(found, settling.settled_on))
    return [
        events.AgreementSettled(
            id=agreement.id,
            settled_on=settling.settled_on,
            outcome=settling.outcome,
            words=sealed(settling.words),
        )
    ]
