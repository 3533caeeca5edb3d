"""What follows from what is asked, heard or due. Pure: no clock, no database, no neighbour."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any
from uuid import UUID

from services.followup import commands, events, told
from services.followup.derive import derive
from services.followup.obligations import difference
from services.followup.rules import (
    reviewed,
    unmet_correction,
    unmet_follow_up,
    unmet_minutes,
    unmet_plan,
)
from services.followup.state import State, evolve
from shared.calendar import WorkingDays, day_of
from shared.decider import Asked, Decider, Unknown, require
from shared.sealing import Sealed, sealed

Facts = Sequence[events.FollowUpEvent]
FollowUpDecider = Decider[commands.FollowUpCommand, State, events.FollowUpEvent]
HEARD: Mapping[type[commands.Note], Callable[..., events.Heard]] = {
    commands.NoteNotification: events.NotificationHeard,
    commands.NoteUrgency: events.UrgencyHeard,
    commands.NoteAcknowledgement: events.AcknowledgementHeard,
    commands.NoteCase: events.CaseHeard,
    commands.NoteCaseEnd: events.CaseEndHeard,
    commands.NoteRetraction: told.RetractionHeard,
    commands.NoteFamilyMove: told.FamilyMoveHeard,
    commands.NoteMunicipalityNotification: told.MunicipalityNotificationHeard,
    commands.NoteInvestigation: events.InvestigationHeard,
    commands.NoteInvestigationEnd: events.InvestigationEndHeard,
    commands.NoteDecision: events.DecisionHeard,
    commands.NoteMeasure: events.MeasureHeard,
    commands.NoteMeasureEnd: events.MeasureEndHeard,
}


def by(calendar: WorkingDays) -> FollowUpDecider:
    """A decider that counts working days as this calendar does."""

    def decide(asked: Asked[commands.FollowUpCommand], state: State) -> Facts:
        facts = what_follows(asked, state)
        after = reduce(evolve, facts, state)
        owed = derive(after, calendar)
        return [*facts, *difference(after.obligations, owed, day_of(asked.at))]

    return Decider(State(), evolve, decide)


def what_follows(asked: Asked[commands.FollowUpCommand], state: State) -> Facts:
    match asked.command:
        case commands.PlanMeeting() as plan:
            return planned(asked, plan, state)
        case commands.RecordMinutes() as minutes:
            return met(asked, minutes, state)
        case commands.HoldFollowUp() as follow_up:
            return followed_up(asked, follow_up, state)
        case commands.CorrectFollowUp() as correction:
            return corrected(asked, correction, state)
        case commands.NoticeOverdue() as notice:
            return overdue(asked, notice, state)
        case note:
            return [HEARD[type(note)](**dict(note))]


def planned(asked: Asked[Any], plan: commands.PlanMeeting, state: State) -> Facts:
    known(state)
    require(unmet_plan(state, day_of(asked.at)))
    meeting = events.MeetingPlanned(
        id=asked.id,
        meeting_kind=plan.meeting_kind,
        planned_at=plan.planned_at,
        invited_private=plan.invited_private,
        invited_professional=plan.invited_professional,
        agenda=sealed(plan.agenda),
    )
    return [meeting]


def met(asked: Asked[Any], minutes: commands.RecordMinutes, state: State) -> Facts:
    """A meeting was held; it reviews what runs on the day when it fulfils a review."""
    meeting = state.one(events.MeetingPlanned, asked.of)
    if meeting is None:
        raise Unknown
    require(unmet_minutes(minutes, meeting, state, day_of(asked.at)))
    held = events.MeetingHeld(
        id=meeting.id,
        meeting_kind=meeting.meeting_kind,
        held_on=minutes.held_on,
        private_participants=minutes.private_participants,
        professional_participants=minutes.professional_participants,
        child_part=minutes.child_part,
        fulfils_review=minutes.fulfils_review,
        measure_ids=tuple(reviewed(state, minutes.held_on)) if minutes.fulfils_review else (),
        child_view=sealed(minutes.child_view),
        goal_status=sealed(minutes.goal_status),
        minutes=sealed(minutes.minutes),
    )
    return [held]


def followed_up(asked: Asked[Any], follow_up: commands.HoldFollowUp, state: State) -> Facts:
    known(state)
    require(unmet_follow_up(follow_up, state, day_of(asked.at)))
    held = events.FollowUpHeld(
        id=asked.id,
        held_on=follow_up.held_on,
        measure_ids=tuple(dict.fromkeys(follow_up.measure_ids)),
        outcome=follow_up.outcome,
        child_heard=follow_up.child_view is not None,
        child_view=sealed(follow_up.child_view),
        child_not_heard_reason=sealed(follow_up.child_not_heard_reason),
        goal_status=Sealed(follow_up.goal_status),
        reasons=sealed(follow_up.reasons),
    )
    return [held]


def corrected(asked: Asked[Any], correction: commands.CorrectFollowUp, state: State) -> Facts:
    held = state.one(events.FollowUpHeld, asked.of)
    if held is None:
        raise Unknown
    require(unmet_correction(correction, held.measure_ids, state, day_of(asked.at)))
    return [
        events.FollowUpCorrected(
            id=held.id, held_on=correction.held_on, reason=Sealed(correction.reason)
        )
    ]


def overdue(asked: Asked[Any], notice: commands.NoticeOverdue, state: State) -> Facts:
    """What is overdue by now and has not been noticed; the rest of the notice is old news."""
    return [
        events.ObligationOverdue(id=id, noticed_at=asked.at)
        for id in notice.obligations  # noqa: A001 - its name everywhere
        if (owed := state.obligations.get(id))
        and owed.noticed_at is None
        and owed.overdue_at(asked.at)
    ]


def known(state: State) -> UUID:
    """The case that is asked about.

    Raises:
        Unknown: before the case service has told of it.
    """
    if state.stream is None:
        raise Unknown
    return state.stream
