"""What can be corrected, and how each kind of fact is said: the command, and what it is about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.case.appeal import commands as appeal
from services.case.assessment import commands as assessment
from services.case.child import commands as child
from services.case.decision import commands as decision
from services.case.following import commands as following
from services.case.investigation import commands as investigation
from services.case.people import commands as people
from services.case.plan import commands as plan
from services.case.provisional_decision import commands as provisional
from services.case.record import commands as record
from services.case.transfer import commands as transfer
from shared.commands import Command
from shared.decider import Asked


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of fact comes about: by which command, and on what (`of`), if on anything."""

    command: type[Command]
    of: Callable[[Any], UUID | None] = lambda _: None


def itself(fact: Any) -> UUID:  # noqa: ANN401 - any fact: what it completes has its id
    id_: UUID = fact.id
    return id_


def its_investigation(fact: Any) -> UUID:  # noqa: ANN401 - either fact within an investigation
    investigation: UUID = fact.investigation_id
    return investigation


def its_plan(fact: Any) -> UUID:  # noqa: ANN401 - `ProviderPlanRecorded`
    plan_id: UUID = fact.plan_id
    return plan_id


def its_decision(fact: Any) -> UUID:  # noqa: ANN401 - `DecisionNotified`
    decision: UUID = fact.decision_id
    return decision


KINDS: Mapping[str, Kind] = {
    "ChildIdentified": Kind(child.RecordIdentity),
    "PersonAdded": Kind(child.AddPerson),
    "PersonLeft": Kind(people.RecordLeaving, itself),
    "FamilyMoved": Kind(transfer.ReportMove),
    "NetworkMapped": Kind(child.MapNetwork),
    "InvestigationStarted": Kind(investigation.StartInvestigation),
    "InvestigationCompleted": Kind(investigation.CompleteInvestigation, itself),
    "ChildConversationHeld": Kind(investigation.HoldChildConversation),
    "ChildConversationWaived": Kind(investigation.WaiveChildConversation),
    "ConsentGiven": Kind(investigation.GiveConsent),
    "ConsentWithdrawn": Kind(investigation.WithdrawConsent, itself),
    "StatutoryScreeningRecorded": Kind(assessment.RecordStatutoryScreening),
    "TargetedAssessmentStarted": Kind(assessment.StartTargetedAssessment),
    "TargetedAssessmentCompleted": Kind(assessment.CompleteTargetedAssessment, itself),
    "PreliminaryAssessmentMade": Kind(assessment.MakePreliminaryAssessment, its_investigation),
    "ProfessionalConsultationHeld": Kind(
        assessment.HoldProfessionalConsultation, its_investigation
    ),
    "PlanDrafted": Kind(plan.DraftPlan),
    "PlanApproved": Kind(plan.ApprovePlan, itself),
    "PlanPositionTaken": Kind(plan.TakePlanPosition),
    "ProviderPlanRecorded": Kind(plan.RecordProviderPlan, its_plan),
    "GoalSet": Kind(plan.SetGoal),
    "InstrumentScored": Kind(following.ScoreInstrument),
    "SatisfactionAnswered": Kind(following.AnswerSatisfaction),
    "SchoolAbsenceReported": Kind(following.ReportSchoolAbsence),
    "EducationStatusRecorded": Kind(following.RecordEducationStatus),
    "CrimeChargeRecorded": Kind(following.RecordCrimeCharge),
    "SubstanceUseRecorded": Kind(following.RecordSubstanceUse),
    "DecisionMade": Kind(decision.MakeDecision),
    "ProvisionalDecisionConsidered": Kind(provisional.ConsiderProvisionalDecision, itself),
    "PartyHearingHeld": Kind(record.HoldPartyHearing),
    "NoteRecorded": Kind(record.RecordNote),
    "DocumentFiled": Kind(record.FileDocument),
    "DisclosureMade": Kind(record.RecordDisclosure),
    "AccessRequestReceived": Kind(record.ReceiveAccessRequest),
    "AccessRequestDecided": Kind(record.DecideAccessRequest, itself),
    "DecisionNotified": Kind(appeal.NotifyDecision, its_decision),
    "AppealLodged": Kind(appeal.LodgeAppeal),
    "AppealReconsidered": Kind(appeal.ReconsiderAppeal, itself),
    "AppealForwarded": Kind(appeal.ForwardAppeal, itself),
    "AppealDecided": Kind(appeal.DecideAppeal, itself),
}
UNREADABLE = frozenset({"cpr"})  # what a rule asked of a number was asked when it was said


def asked_again(fact: Any, asked: Asked[Any]) -> Asked[Command] | None:  # noqa: ANN401
    """The question that a fact answered, without its words; none for a kind that is not corrected.

    A fact's fields are named as its command's are.
    """
    kind = KINDS.get(type(fact).__name__)
    if kind is None:
        return None
    said = {
        name: getattr(fact, name)
        for name in kind.command.model_fields
        if name not in UNREADABLE and hasattr(fact, name)
    }
    if "child" in kind.command.model_fields:
        said["child"] = fact.party_id is None
    command = kind.command.model_construct(**said)
    return Asked(command=command, id=fact.id, at=asked.at, by=asked.by, of=kind.of(fact))
