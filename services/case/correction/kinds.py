"""How each kind of fact is said: the command, and what it is about. Most can be corrected."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any
from uuid import UUID

from services.case.admission import commands as admission
from services.case.appeal import commands as appeal
from services.case.assessment import commands as assessment
from services.case.charge import commands as charge
from services.case.child import commands as child
from services.case.decision import commands as decision
from services.case.following import commands as following
from services.case.intake import commands as intake
from services.case.investigation import commands as investigation
from services.case.notification import commands as notification
from services.case.panel import commands as panel
from services.case.people import commands as people
from services.case.plan import commands as plan
from services.case.provisional_decision import commands as provisional
from services.case.reassessment import commands as reassessment
from services.case.record import commands as record
from services.case.transfer import commands as transfer
from shared.commands import Command
from shared.decider import Asked


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of fact comes about: by which command, and on what (`of`), if on anything.

    `named`: the command's fields whose fact calls them otherwise.
    """

    command: type[Command]
    of: Callable[[Any], UUID | None] = lambda _: None
    named: Mapping[str, str] = field(default_factory=dict)


def its(name: str) -> Callable[[Any], UUID | None]:
    """What a fact is about, by the field that says so."""
    return attrgetter(name)


itself = its("id")  # what it completes has its id
KINDS: Mapping[str, Kind] = {
    "CaseOpened": Kind(child.StateOpening),
    "ChildIdentified": Kind(child.RecordIdentity),
    "ChildExpected": Kind(child.ExpectChild),
    "PersonAdded": Kind(child.AddPerson),
    "PersonLeft": Kind(people.RecordLeaving, itself),
    "FamilyMoved": Kind(transfer.ReportMove),
    "ResponsibilityReceived": Kind(transfer.ReceiveResponsibility),
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
    "PreliminaryAssessmentMade": Kind(
        assessment.MakePreliminaryAssessment, its("investigation_id")
    ),
    "ProfessionalConsultationHeld": Kind(
        assessment.HoldProfessionalConsultation, its("investigation_id")
    ),
    "PlanDrafted": Kind(plan.DraftPlan),
    "PlanApproved": Kind(plan.ApprovePlan, itself),
    "PlanPositionTaken": Kind(plan.TakePlanPosition),
    "ProviderPlanRecorded": Kind(plan.RecordProviderPlan, its("plan_id")),
    "GoalSet": Kind(plan.SetGoal),
    "GoalStatusSet": Kind(plan.SetGoalStatus, its("goal_id")),
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
    "InformationCollected": Kind(record.CollectInformation),
    "ErasureRequestReceived": Kind(intake.ReceiveErasureRequest),
    "ErasureRequestDecided": Kind(intake.DecideErasureRequest, itself),
    "ApplicationReceived": Kind(intake.ReceiveApplication),
    "ApplicationWithdrawn": Kind(intake.WithdrawApplication, itself),
    "PoliceDocumentationReceived": Kind(intake.ReceivePoliceDocumentation),
    "BreachDiscovered": Kind(intake.DiscoverBreach),
    "BreachReported": Kind(intake.ReportBreach, itself),
    "BreachNotReported": Kind(intake.JudgeBreachHarmless, itself),
    "BreachDisclosed": Kind(intake.DiscloseBreach, its("breach_id")),
    "LoginLinked": Kind(admission.LinkLogin, its("party_id")),
    "LoginEnded": Kind(admission.EndLogin, itself),
    "ConfidentialityChanged": Kind(admission.ChangeConfidentiality),
    "PanelItemRaised": Kind(panel.RaisePanelItem),
    "PanelItemConcluded": Kind(panel.ConcludePanelItem, itself),
    "DecisionNotified": Kind(appeal.NotifyDecision, its("decision_id")),
    "AppealLodged": Kind(appeal.LodgeAppeal),
    "AppealSuspended": Kind(appeal.SuspendDecision, itself),
    "AppealReconsidered": Kind(appeal.ReconsiderAppeal, itself),
    "AppealForwarded": Kind(appeal.ForwardAppeal, itself),
    "AppealDecided": Kind(appeal.DecideAppeal, itself),
    "NotificationReceived": Kind(notification.ReceiveNotification),
    "NotificationUrgencyAssessed": Kind(notification.AssessUrgency),
    "NotificationAcknowledged": Kind(notification.AcknowledgeNotification),
    "NotifierInformed": Kind(notification.GiveFeedback, named={"given_on": "informed_on"}),
    "FeedbackOmitted": Kind(notification.GiveFeedback, named={"given_on": "omitted_on"}),
    "NotificationDismissed": Kind(notification.DismissNotification),
}
"""What can be corrected."""
OTHERS: Mapping[str, Kind] = {
    "CustodyChanged": Kind(people.ChangeCustody, its("party_id")),
    "AddressProtectionChanged": Kind(people.ChangeAddressProtection),
    "AddressChanged": Kind(people.ChangeAddress),
    "AddressDisclosed": Kind(people.DiscloseAddress),
    "PlanRevised": Kind(plan.RevisePlan, itself),
    "ProvisionalDecisionExtended": Kind(provisional.ExtendProvisionalDecision, itself),
    "CaseworkerAssigned": Kind(charge.AssignCaseworker),
    "CaseClosed": Kind(charge.CloseCase),
    "CaseReopened": Kind(charge.ReopenCase),
    "HandoverProposed": Kind(charge.ProposeHandover),
    "HandoverAccepted": Kind(charge.AcceptHandover, itself),
    "HandoverRefused": Kind(charge.RefuseHandover, itself),
    "IntermunicipalNotificationSent": Kind(transfer.NotifyMunicipality, itself),
    "TransferAcknowledged": Kind(transfer.AcknowledgeTransfer, itself),
    "ResponsibilityTransferred": Kind(transfer.TransferResponsibility, itself),
    "NotificationLinked": Kind(reassessment.LinkNotification),
    "ReassessorAppointed": Kind(reassessment.AppointReassessor),
    "NotificationReassessed": Kind(reassessment.ReassessCase),
}
"""What is put right by the next of its kind; a correction may not make it impossible either."""
BEGINNINGS = frozenset({"CaseOpened", "NotificationReceived"})
UNREADABLE = frozenset({"cpr"})  # what a rule asked of a number was asked when it was said


def asked_again(fact: Any, asked: Asked[Any]) -> Asked[Command] | None:  # noqa: ANN401
    """The question that a fact answered, without its words; none when nothing was asked for it.

    A fact's fields are named as its command's are, but for those that its kind names otherwise.
    """
    name = type(fact).__name__
    kind = KINDS.get(name) or OTHERS.get(name)
    if kind is None or name in BEGINNINGS:
        return None
    command = kind.command.model_construct(**dict(said(fact, kind)))
    return replace(asked, command=command, id=fact.id, of=kind.of(fact))


def said(fact: Any, kind: Kind) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """What a fact says of its command's fields. Words are not asked for: they are empty."""
    for name, described in kind.command.model_fields.items():
        kept = kind.named.get(name, name)
        if name == "child" and not hasattr(fact, "child"):
            yield name, fact.party_id is None
        elif name not in UNREADABLE and hasattr(fact, kept):
            yield name, getattr(fact, kept)
        elif described.is_required():
            yield name, ""
