"""Which facts meet what a rule asks."""

from collections.abc import Mapping

REVIEWS = ("FollowUpHeld", "MeetingHeld")
CHANGES = ("MeasureAdjusted", "MeasureContinued", "SiteChanged")
PLAN, POSITION = "PlanApproved", "PlanPositionTaken"
MET_BY: Mapping[str, tuple[str, ...]] = {
    "D01": ("NotificationUrgencyAssessed",),
    "D02": ("NotificationAcknowledged",),
    "D03": ("NotifierInformed", "FeedbackOmitted"),
    "D04": ("StatutoryScreeningRecorded", "TargetedAssessmentStarted", "InvestigationStarted"),
    "D05": ("TargetedAssessmentCompleted",),
    "D06": ("InvestigationCompleted",),
    "D07": ("PreliminaryAssessmentMade",),
    "D09": ("PartyHearingHeld",),
    "D10": (PLAN,),
    "D11": (PLAN, POSITION),
    "D12": (PLAN,),
    "D13": (PLAN, POSITION),
    "D14": REVIEWS,
    "D16": REVIEWS,
    "D17": ("MeetingHeld", "NetworkDeclined"),
    "D18": ("SupervisionVisitHeld",),
    "D19": ("AppealLodged",),
    "D20": ("AppealReconsidered",),
    "D20-forwarding": ("AppealForwarded",),
    "D21": ("ProvisionalDecisionConsidered",),
    "D22": ("DecisionMade", "MeasureEnded"),
    "D23": ("AccessRequestDecided",),
    "D24": ("AccessRequestDecided",),
    "D25": ("BreachReported", "BreachNotReported"),
    "D26": (PLAN, "MeetingHeld"),
    "D27": ("DecisionMade",),
    "D28": ("IntermunicipalNotificationSent",),
    "D29": ("DecisionMade",),
    "D30-end": ("MeasureEnded",),
    "D31": ("StatisticsReported",),
    "agreement-kept": ("AgreementSettled",),
    "child-heard-after": ("ChildConversationHeld",),
    "concern-answered": ("ConcernAnswered", "MeetingHeld"),
    "consent-withdrawn": ("ConsentGiven", "DecisionMade", "MeasureEnded"),
    "decision-ended": ("DecisionMade", "MeasureEnded"),
    "decision-renewed": ("DecisionMade", "MeasureEnded"),
    "safety-plan-reviewed": (*REVIEWS, "SafetyPlanReviewed", "SafetyPlanEnded"),
    "schedule-decided": ("FollowUpScheduleDecided",),
    "something-else-started": ("MeasureEnded", *CHANGES),
}
