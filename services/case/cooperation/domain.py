"""What follows from recording what is done together around children."""

from typing import Any, assert_never

from services.case.cooperation import commands, events
from services.case.cooperation.rules import (
    of_consultation,
    of_forum,
    of_network_meeting,
    of_screening,
)
from services.case.rules import unmet
from shared.calendar import day_of
from shared.decider import Asked, require
from shared.sealing import Sealed, sealed

Facts = list[events.CooperationEvent]


def what_follows(asked: Asked[commands.CooperationCommand]) -> Facts:
    match asked.command:
        case commands.RecordDetectionScreening() as screening:
            return screened(asked, screening)
        case commands.HoldSocialWorkerConsultation() as consultation:
            return consulted(asked, consultation)
        case commands.HoldProfessionalNetworkMeeting() as meeting:
            return met(asked, meeting)
        case commands.DecideInAgreementForum() as decision:
            return agreed(asked, decision)
        case command:
            assert_never(command)


def screened(asked: Asked[Any], screening: commands.RecordDetectionScreening) -> Facts:
    found = of_screening(screening, asked.unit, day_of(asked.at))
    require(unmet(screening.screened_on, found))
    return [events.DetectionScreeningRecorded(id=asked.id, **dict(screening))]


def consulted(asked: Asked[Any], consultation: commands.HoldSocialWorkerConsultation) -> Facts:
    found = of_consultation(consultation, asked.unit, day_of(asked.at))
    require(unmet(consultation.held_on, found))
    return [events.SocialWorkerConsultationHeld(id=asked.id, **dict(consultation))]


def met(asked: Asked[Any], meeting: commands.HoldProfessionalNetworkMeeting) -> Facts:
    found = of_network_meeting(meeting, asked.unit, day_of(asked.at))
    require(unmet(meeting.held_on, found))
    held = events.ProfessionalNetworkMeetingHeld(
        id=asked.id,
        held_on=meeting.held_on,
        unit=meeting.unit,
        setting=meeting.setting,
        institution=meeting.institution,
        case_id=meeting.case_id,
        child=sealed(meeting.child),
        consent_on=meeting.consent_on,
        participants=meeting.participants,
        actions=tuple(
            events.AgreedAction(words=Sealed(each.words), due_on=each.due_on)
            for each in meeting.actions
        ),
    )
    return [held]


def agreed(asked: Asked[Any], decision: commands.DecideInAgreementForum) -> Facts:
    require(unmet(decision.decided_on, of_forum(decision, day_of(asked.at))))
    bound = events.AgreementForumDecided(
        id=asked.id,
        case_id=decision.case_id,
        decided_on=decision.decided_on,
        parties=tuple(dict.fromkeys(decision.parties)),
        package=Sealed(decision.package),
    )
    return [bound]
