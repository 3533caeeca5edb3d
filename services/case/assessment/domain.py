"""What follows while looking closer at what a child needs."""

from dataclasses import replace
from typing import Any, assert_never

from services.case.assessment import commands, events
from services.case.assessment.rules import (
    of_preliminary,
    of_screening,
    of_targeted_completion,
    of_targeted_start,
    within_investigation,
)
from services.case.rules import unmet
from services.case.state import Case, Investigation, TargetedAssessment
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed
from shared.things import changed

Facts = list[events.AssessmentEvent]


def evolve(case: Case, fact: events.AssessmentEvent) -> Case:
    """Remember targeted assessments; no rule asks for the rest."""
    match fact:
        case events.TargetedAssessmentStarted():
            begun = TargetedAssessment(id=fact.id, started_on=fact.started_on)
            return replace(case, targeted_assessments=(*case.targeted_assessments, begun))
        case events.TargetedAssessmentCompleted():
            return replace(
                case,
                targeted_assessments=changed(
                    case.targeted_assessments, fact.id, completed_on=fact.completed_on
                ),
            )
        case events.ProfessionalConsultationHeld():
            consulted = changed(case.investigations, fact.investigation_id, consulted=True)
            return replace(case, investigations=consulted)
        case _:
            return case


def what_follows(asked: Asked[Any], command: commands.AssessmentCommand, case: Case) -> Facts:
    """Facts of looking closer.

    Raises:
        Unknown: when the targeted assessment or the investigation is not in the case.
    """
    match command:
        case commands.RecordStatutoryScreening():
            return screened(asked, command, case)
        case commands.StartTargetedAssessment():
            return started(asked, command, case)
        case commands.CompleteTargetedAssessment():
            return completed(asked, command, case)
        case commands.MakePreliminaryAssessment():
            return assessed(asked, command, case)
        case commands.HoldProfessionalConsultation():
            return consulted(asked, command, case)
        case _:
            assert_never(command)


def screened(asked: Asked[Any], screening: commands.RecordStatutoryScreening, case: Case) -> Facts:
    day = screening.screened_on
    require(unmet(day, of_screening(screening, case, day_of(asked.at))))
    recorded = events.StatutoryScreeningRecorded(
        id=asked.id,
        screened_on=day,
        outcome=screening.outcome,
        risk_assessment_done=screening.risk_assessment_done,
        honour_related_conflict=screening.honour_related_conflict,
        words=Sealed(screening.words),
    )
    return [recorded]


def started(asked: Asked[Any], start: commands.StartTargetedAssessment, case: Case) -> Facts:
    require(unmet(start.started_on, of_targeted_start(start, case, day_of(asked.at))))
    begun = events.TargetedAssessmentStarted(
        id=asked.id, started_on=start.started_on, matters=tuple(start.matters)
    )
    return [begun]


def completed(
    asked: Asked[Any], completion: commands.CompleteTargetedAssessment, case: Case
) -> Facts:
    begun = case.targeted_assessment(asked.of)
    if begun is None:
        raise Unknown
    day = completion.completed_on
    require(unmet(day, of_targeted_completion(completion, begun, case, day_of(asked.at))))
    concluded = events.TargetedAssessmentCompleted(
        id=begun.id, completed_on=day, conclusion=Sealed(completion.conclusion)
    )
    return [concluded]


def investigation_of(asked: Asked[Any], case: Case) -> Investigation:
    begun = case.investigation(asked.of)
    if begun is None:
        raise Unknown
    return begun


def assessed(
    asked: Asked[Any], assessment: commands.MakePreliminaryAssessment, case: Case
) -> Facts:
    begun, day = investigation_of(asked, case), assessment.made_on
    require(unmet(day, of_preliminary(assessment, begun, case, day_of(asked.at))))
    made = events.PreliminaryAssessmentMade(
        id=asked.id, investigation_id=begun.id, made_on=day, words=Sealed(assessment.words)
    )
    return [made]


def consulted(
    asked: Asked[Any], consultation: commands.HoldProfessionalConsultation, case: Case
) -> Facts:
    begun, day = investigation_of(asked, case), consultation.held_on
    require(unmet(day, within_investigation(begun, day, case, day_of(asked.at))))
    held = events.ProfessionalConsultationHeld(
        id=asked.id,
        investigation_id=begun.id,
        held_on=day,
        participants=consultation.participants,
        provision=consultation.provision,
        words=Sealed(consultation.words),
    )
    return [held]
