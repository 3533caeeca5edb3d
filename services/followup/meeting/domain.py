"""What follows from what is asked of meetings. Pure."""

from collections.abc import Sequence
from typing import Any, assert_never
from uuid import UUID, uuid5

from services.followup.meeting import commands, events
from services.followup.meeting.holding import held, settled
from services.followup.meeting.rules import of_attendance, of_cancelling, of_plan, of_rescheduling
from services.followup.rules import of_the_day, unmet
from services.followup.state import State
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import sealed

Facts = Sequence[events.MeetingEvent]


def what_follows(asked: Asked[Any], command: commands.MeetingCommand, state: State) -> Facts:
    """Facts of a meeting.

    Raises:
        Unknown: when the meeting or the agreement is not in the case.
    """
    match command:
        case commands.PlanMeeting():
            return planned(asked, command, state)
        case commands.DeclineNetwork():
            return declined(asked, command, state)
        case commands.SettleAgreement():
            return settled(asked, command, state)
        case _:
            return of_meeting(asked, command, known(state, asked.of), state)


def of_meeting(
    asked: Asked[Any],
    command: commands.RescheduleMeeting
    | commands.CancelMeeting
    | commands.RecordAttendance
    | commands.RecordMinutes,
    meeting: events.MeetingPlanned,
    state: State,
) -> Facts:
    match command:
        case commands.RescheduleMeeting():
            return rescheduled(asked, command, meeting, state)
        case commands.CancelMeeting():
            return cancelled(asked, command, meeting, state)
        case commands.RecordAttendance():
            return attended(asked, command, meeting, state)
        case commands.RecordMinutes():
            return held(asked, command, meeting, state)
        case _:
            assert_never(command)


def known(state: State, meeting: UUID | None) -> events.MeetingPlanned:
    """The meeting that is asked about.

    Raises:
        Unknown: when it is not in the case.
    """
    found = state.one(events.MeetingPlanned, meeting)
    if found is None:
        raise Unknown
    return found


def planned(asked: Asked[Any], plan: commands.PlanMeeting, state: State) -> Facts:
    today = day_of(asked.at)
    require(unmet(of_plan(plan, state, today), today))
    people = participants(plan.participants, asked.id)
    meeting = events.MeetingPlanned(
        id=asked.id,
        meeting_kind=plan.meeting_kind,
        planned_at=plan.planned_at,
        ends_at=plan.ends_at,
        place=plan.place,
        where=sealed(plan.where),
        participants=people,
        invited_private=max(plan.invited_private, number(people, "private")),
        invited_professional=max(plan.invited_professional, number(people, "professional")),
        obligation_ids=tuple(dict.fromkeys(plan.obligation_ids)),
        agenda=sealed(plan.agenda),
    )
    return [meeting]


def participants(
    invited: Sequence[commands.Invited],
    among: UUID,
) -> tuple[events.Participant, ...]:
    """Those invited, each with an id of its own."""
    return tuple(
        events.Participant(
            id=uuid5(among, f"participant {place}"),
            person_kind=each.person_kind,
            role=each.role,
            party_id=each.party_id,
            name=sealed(each.name),
        )
        for place, each in enumerate(invited)
    )


def number(people: Sequence[events.Participant], person_kind: str) -> int:
    return sum(each.person_kind == person_kind for each in people)


def next_sequence(meeting: events.MeetingPlanned, state: State) -> int:
    moved = state.one(events.MeetingRescheduled, meeting.id)
    return moved.sequence + 1 if moved else 1


def rescheduled(
    asked: Asked[Any],
    moved: commands.RescheduleMeeting,
    meeting: events.MeetingPlanned,
    state: State,
) -> Facts:
    today = day_of(asked.at)
    require(unmet(of_rescheduling(moved, meeting, state, today), today))
    return [
        events.MeetingRescheduled(
            id=meeting.id,
            planned_at=moved.planned_at,
            ends_at=moved.ends_at,
            place=moved.place,
            reason=sealed(moved.reason),
            sequence=next_sequence(meeting, state),
        )
    ]


def cancelled(
    asked: Asked[Any],
    cancelling: commands.CancelMeeting,
    meeting: events.MeetingPlanned,
    state: State,
) -> Facts:
    day = cancelling.cancelled_on
    require(unmet(of_cancelling(cancelling, meeting, state, day_of(asked.at)), day))
    return [
        events.MeetingCancelled(
            id=meeting.id,
            cancelled_on=day,
            reason_code=cancelling.reason_code,
            reason=sealed(cancelling.reason),
            sequence=next_sequence(meeting, state),
        )
    ]


def attended(
    asked: Asked[Any],
    attendance: commands.RecordAttendance,
    meeting: events.MeetingPlanned,
    state: State,
) -> Facts:
    require(unmet(of_attendance(attendance, meeting, state), day_of(asked.at)))
    joined = participants(attendance.joined, asked.id)
    came = [each for each in meeting.participants if each.id in attendance.attended]
    return [
        events.AttendanceRecorded(
            id=meeting.id,
            attended=tuple(dict.fromkeys(attendance.attended)),
            joined=joined,
            private_participants=number([*came, *joined], "private"),
            professional_participants=number([*came, *joined], "professional"),
        )
    ]


def declined(asked: Asked[Any], decline: commands.DeclineNetwork, state: State) -> Facts:
    day = decline.declined_on
    require(unmet(of_the_day(day, state, day_of(asked.at)), day))
    return [
        events.NetworkDeclined(
            id=asked.id,
            declined_on=day,
            declined_by=decline.declined_by,
            reasons=sealed(decline.reasons),
        )
    ]
