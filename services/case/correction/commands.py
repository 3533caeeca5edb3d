"""What may be asked to be put right."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.case.admission import commands as admission
from services.case.appeal import commands as appeal
from services.case.assessment import commands as assessment
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
from services.case.record import commands as record
from services.case.transfer import commands as transfer
from shared.commands import Command, Day, Words

RecordKind = Literal[
    "InformationCollected", "ErasureRequestReceived", "ErasureRequestDecided", "AppealSuspended",
    "CaseOpened", "ChildIdentified", "ChildExpected", "PersonAdded", "NetworkMapped",
    "InvestigationStarted",
    "InvestigationCompleted", "ChildConversationHeld", "ChildConversationWaived", "ConsentGiven",
    "ConsentWithdrawn", "StatutoryScreeningRecorded", "TargetedAssessmentStarted",
    "TargetedAssessmentCompleted", "PreliminaryAssessmentMade", "ProfessionalConsultationHeld",
    "PlanDrafted", "PlanApproved", "PlanPositionTaken", "ProviderPlanRecorded",
    "GoalSet", "GoalStatusSet", "PersonLeft", "ProvisionalDecisionConsidered", "InstrumentScored",
    "SatisfactionAnswered",
    "SchoolAbsenceReported", "EducationStatusRecorded", "CrimeChargeRecorded",
    "SubstanceUseRecorded", "DecisionMade", "PartyHearingHeld", "NoteRecorded",
    "DocumentFiled", "DisclosureMade", "AccessRequestReceived", "AccessRequestDecided",
    "FamilyMoved", "ResponsibilityReceived", "DecisionNotified", "AppealLodged",
    "AppealReconsidered", "AppealForwarded", "AppealDecided",
    "ApplicationReceived", "ApplicationWithdrawn", "PoliceDocumentationReceived",
    "LoginLinked", "LoginEnded", "ConfidentialityChanged", "PanelItemRaised", "PanelItemConcluded",
    "BreachDiscovered", "BreachReported", "BreachNotReported", "BreachDisclosed",
]  # fmt: skip
Statement = (
    admission.ChangeConfidentiality | admission.EndLogin | admission.LinkLogin
    | panel.ConcludePanelItem | panel.RaisePanelItem
    | appeal.DecideAppeal | appeal.ForwardAppeal | appeal.LodgeAppeal | appeal.NotifyDecision
    | appeal.ReconsiderAppeal | assessment.CompleteTargetedAssessment
    | assessment.HoldProfessionalConsultation | assessment.MakePreliminaryAssessment
    | assessment.RecordStatutoryScreening | assessment.StartTargetedAssessment | child.AddPerson
    | appeal.SuspendDecision | child.ExpectChild | intake.DecideErasureRequest
    | intake.ReceiveErasureRequest | record.CollectInformation
    | child.MapNetwork | child.RecordIdentity | child.StateOpening | decision.MakeDecision
    | following.AnswerSatisfaction | following.RecordCrimeCharge | following.RecordEducationStatus
    | intake.DiscloseBreach | intake.DiscoverBreach | intake.JudgeBreachHarmless
    | intake.ReceiveApplication | intake.ReceivePoliceDocumentation | intake.ReportBreach
    | intake.WithdrawApplication
    | following.RecordSubstanceUse | following.ReportSchoolAbsence | following.ScoreInstrument
    | investigation.CompleteInvestigation
    | investigation.GiveConsent | investigation.HoldChildConversation
    | investigation.StartInvestigation | investigation.WaiveChildConversation
    | investigation.WithdrawConsent | plan.ApprovePlan | plan.DraftPlan | plan.RecordProviderPlan
    | plan.SetGoal | plan.SetGoalStatus | plan.TakePlanPosition | people.RecordLeaving
    | provisional.ConsiderProvisionalDecision
    | record.DecideAccessRequest | record.FileDocument
    | record.HoldPartyHearing | record.ReceiveAccessRequest | record.RecordDisclosure
    | record.RecordNote
    | transfer.ReportMove
)  # fmt: skip
"""What can have been recorded wrongly in a case, as it would have been said."""
NotificationRecordKind = Literal[
    "NotificationReceived", "NotificationUrgencyAssessed", "NotificationAcknowledged",
    "NotifierInformed", "FeedbackOmitted", "NotificationDismissed",
]  # fmt: skip
NotificationStatement = (
    notification.ReceiveNotification | notification.AssessUrgency
    | notification.AcknowledgeNotification | notification.GiveFeedback
    | notification.DismissNotification
)  # fmt: skip
"""What can have been recorded wrongly of a notification, as it would have been said."""


class Correcting(Command):
    """What every correction says: when, why, and whether it never happened at all."""

    record_id: UUID
    corrected_on: Day = Field(examples=["2016-01-04"])
    reason: Words = Field(examples=["The day had been taken from the invitation."])
    retracted: bool = Field(default=False, description="It never happened.", examples=[False])


class CorrectRecord(Correcting):
    """Put right what was recorded wrongly, or take back what never happened, and say why.

    `recordKind` and `recordId` name it as the case's history does. `instead` is the whole body of
    the command as it should have been; the rules of its own day judge it. Nothing that was
    recorded later may have become impossible by it. The opening (`CaseOpened`, by the case's id)
    can be corrected and never retracted.
    """

    record_kind: RecordKind = Field(examples=["ChildConversationHeld"])
    instead: Statement | None = Field(
        default=None,
        description="As it should have been said; none when it is retracted.",
        examples=[{"heldOn": "2015-12-17", "purpose": "investigation", "views": "I like school."}],
    )


class CorrectNotification(Correcting):
    """Put right what was recorded wrongly of a notification, or take it back, and say why.

    As in a case: `instead` is the whole body of the command as it should have been. The receipt
    (`NotificationReceived`, by the notification's id) can be corrected and never retracted; it
    keeps its sender and its `messageId`.
    """

    record_kind: NotificationRecordKind = Field(examples=["NotificationAcknowledged"])
    instead: NotificationStatement | None = Field(
        default=None,
        description="As it should have been said; none when it is retracted.",
        examples=[{"acknowledgedOn": "2015-12-03"}],
    )


CorrectionCommand = CorrectRecord
