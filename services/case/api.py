"""The case service over HTTP: a table of what can be asked, and the questions it answers."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response

from services.case import early_api
from services.case.admission import commands as admission
from services.case.appeal import commands as appeal
from services.case.application import CaseApplication
from services.case.assessment import commands as assessment
from services.case.charge import commands as charge
from services.case.child import commands as child
from services.case.child.events import CaseOpened
from services.case.correction import commands as correction
from services.case.decision import commands as decision
from services.case.disclosing import add_disclosures
from services.case.domain import cases, notifications
from services.case.finding.api import add_finding
from services.case.following import commands as following
from services.case.following.api import add_following
from services.case.intake import commands as intake
from services.case.investigation import commands as investigation
from services.case.journal import add_journal
from services.case.law.api import add_law
from services.case.notification import commands as notification
from services.case.notification.events import NotificationReceived
from services.case.numbers import add_numbers
from services.case.panel import commands as panel
from services.case.people import commands as people
from services.case.plan import commands as plan
from services.case.provisional_decision import commands as provisional_decision
from services.case.published import publish
from services.case.reassessment import commands as reassessment
from services.case.record import commands as record
from services.case.rules import warned
from services.case.transfer import commands as transfer
from services.case.views import Alike, Names, NamesWanted, PeopleView, names_view, people_view
from shared.feed import add_feed
from shared.http import (
    AsOf,
    CallerDep,
    CaseId,
    Route,
    ValidAt,
    add_commands,
    add_records,
    add_routes,
    opened,
    reads,
    with_version,
)
from shared.http.queries import Record
from shared.http.route import ByItsWord
from shared.identity import NotForThisCase, about, digest_of

NOTIFY, READ, WRITE, ASSIGN = "notification.write", "case.read", "case.write", "case.assign"
NAMES, ALIKE = "names.read", "alike.read"

NOTIFICATION = "/notifications/{notification_id}"
NOTIFICATION_ROUTES = (
    Route("/notifications", notification.ReceiveNotification, NOTIFY, opens=True, indexes=True),
    Route(f"{NOTIFICATION}/urgency-assessments", notification.AssessUrgency, WRITE),
    Route(f"{NOTIFICATION}/acknowledgements", notification.AcknowledgeNotification, WRITE),
    Route(f"{NOTIFICATION}/feedbacks", notification.GiveFeedback, WRITE),
    Route(f"{NOTIFICATION}/dismissals", notification.DismissNotification, WRITE),
    Route(f"{NOTIFICATION}/reassessments", reassessment.ReassessForNotification, WRITE,
          knows=("case_id",)),
    Route(f"{NOTIFICATION}/corrections", correction.CorrectNotification, WRITE, indexes=True),
)  # fmt: skip
CASE = "/cases/{case_id}"
WORRY = ("notification_id",)
INVESTIGATION = f"{CASE}/investigations/{{investigation_id}}"
TRANSFER = f"{CASE}/transfers/{{transfer_id}}"
CASE_ROUTES = (
    Route("/cases", child.OpenCase, WRITE, opens=True, knows=("notification_ids",)),
    Route(f"{CASE}/identity", child.RecordIdentity, WRITE, method="PUT"),
    Route(f"{CASE}/expected-children", child.ExpectChild, WRITE),
    Route(f"{CASE}/people", child.AddPerson, WRITE),
    Route(f"{CASE}/people/{{party_id}}/ends", people.RecordLeaving, WRITE),
    Route(f"{CASE}/people/{{party_id}}/custody-changes", people.ChangeCustody, WRITE),
    Route(f"{CASE}/address-protections", people.ChangeAddressProtection, WRITE),
    Route(f"{CASE}/address-changes", people.ChangeAddress, WRITE),
    Route(f"{CASE}/merges", child.MergeCase, WRITE),
    Route(f"{CASE}/network-mappings", child.MapNetwork, WRITE),
    Route(f"{CASE}/assignments", charge.AssignCaseworker, ASSIGN),
    Route(f"{CASE}/closures", charge.CloseCase, WRITE),
    Route(f"{CASE}/reopenings", charge.ReopenCase, WRITE, knows=("notification_ids",)),
    Route(f"{CASE}/handovers", charge.ProposeHandover, WRITE),
    Route(f"{CASE}/handovers/{{handover_id}}/acceptances", charge.AcceptHandover, ASSIGN),
    Route(f"{CASE}/handovers/{{handover_id}}/refusals", charge.RefuseHandover, ASSIGN),
    Route(f"{CASE}/transfers", transfer.ReportMove, WRITE),
    Route(f"{TRANSFER}/notifications", transfer.NotifyMunicipality, WRITE),
    Route(f"{TRANSFER}/acknowledgements", transfer.AcknowledgeTransfer, WRITE),
    Route(f"{TRANSFER}/completions", transfer.TransferResponsibility, WRITE),
    Route(f"{CASE}/responsibility-receipts", transfer.ReceiveResponsibility, WRITE),
    Route(f"{CASE}/notifications", reassessment.LinkNotification, WRITE, knows=WORRY),
    Route(f"{CASE}/reassessors", reassessment.AppointReassessor, ASSIGN, knows=WORRY),
    Route(f"{CASE}/reassessments", reassessment.ReassessCase, WRITE, knows=WORRY),
    Route(f"{CASE}/investigations", investigation.StartInvestigation, WRITE),
    Route(f"{INVESTIGATION}/completions", investigation.CompleteInvestigation, WRITE),
    Route(f"{INVESTIGATION}/preliminary-assessments", assessment.MakePreliminaryAssessment, WRITE),
    Route(f"{INVESTIGATION}/consultations", assessment.HoldProfessionalConsultation, WRITE),
    Route(f"{CASE}/screenings", assessment.RecordStatutoryScreening, WRITE),
    Route(f"{CASE}/targeted-assessments", assessment.StartTargetedAssessment, WRITE),
    Route(
        f"{CASE}/targeted-assessments/{{assessment_id}}/completions",
        assessment.CompleteTargetedAssessment,
        WRITE,
    ),
    Route(f"{CASE}/child-conversations", investigation.HoldChildConversation, WRITE),
    Route(f"{CASE}/child-conversation-waivers", investigation.WaiveChildConversation, WRITE),
    Route(f"{CASE}/consents", investigation.GiveConsent, WRITE),
    Route(f"{CASE}/consents/{{consent_id}}/withdrawals", investigation.WithdrawConsent, WRITE),
    Route(f"{CASE}/plans", plan.DraftPlan, WRITE),
    Route(f"{CASE}/plans/{{plan_id}}/approvals", plan.ApprovePlan, WRITE),
    Route(f"{CASE}/plans/{{plan_id}}/revisions", plan.RevisePlan, WRITE),
    Route(f"{CASE}/plans/{{plan_id}}/provider-plans", plan.RecordProviderPlan, WRITE),
    Route(f"{CASE}/plan-positions", plan.TakePlanPosition, WRITE),
    Route(f"{CASE}/goals", plan.SetGoal, WRITE),
    Route(f"{CASE}/goals/{{goal_id}}/statuses", plan.SetGoalStatus, WRITE),
    Route(f"{CASE}/instrument-scores", following.ScoreInstrument, WRITE),
    Route(f"{CASE}/satisfaction-answers", following.AnswerSatisfaction, WRITE),
    Route(f"{CASE}/school-absences", following.ReportSchoolAbsence, WRITE),
    Route(f"{CASE}/education-statuses", following.RecordEducationStatus, WRITE),
    Route(f"{CASE}/crime-charges", following.RecordCrimeCharge, WRITE),
    Route(f"{CASE}/substance-uses", following.RecordSubstanceUse, WRITE),
    Route(f"{CASE}/decisions", decision.MakeDecision, WRITE),
    Route(f"{CASE}/decisions/{{decision_id}}/notifications", appeal.NotifyDecision, WRITE),
    Route(
        f"{CASE}/decisions/{{decision_id}}/committee-approvals",
        provisional_decision.ConsiderProvisionalDecision,
        WRITE,
    ),
    Route(
        f"{CASE}/decisions/{{decision_id}}/extensions",
        provisional_decision.ExtendProvisionalDecision,
        WRITE,
    ),
    Route(f"{CASE}/appeals", appeal.LodgeAppeal, WRITE),
    Route(f"{CASE}/appeals/{{appeal_id}}/reconsiderations", appeal.ReconsiderAppeal, WRITE),
    Route(f"{CASE}/appeals/{{appeal_id}}/suspensions", appeal.SuspendDecision, WRITE),
    Route(f"{CASE}/appeals/{{appeal_id}}/forwardings", appeal.ForwardAppeal, WRITE),
    Route(f"{CASE}/appeals/{{appeal_id}}/outcomes", appeal.DecideAppeal, WRITE),
    Route(f"{CASE}/party-hearings", record.HoldPartyHearing, WRITE),
    Route(f"{CASE}/notes", record.RecordNote, WRITE),
    Route(f"{CASE}/documents", record.FileDocument, WRITE),
    Route(f"{CASE}/disclosures", record.RecordDisclosure, WRITE),
    Route(f"{CASE}/people/{{party_id}}/logins", admission.LinkLogin, WRITE, makes="logins"),
    Route(f"{CASE}/logins", admission.LinkLogin, WRITE, called="linkChildsLogin"),
    Route(f"{CASE}/logins/{{login_id}}/ends", admission.EndLogin, WRITE),
    Route(f"{CASE}/confidentiality-levels", admission.ChangeConfidentiality, ASSIGN),
    Route(f"{CASE}/panel-items", panel.RaisePanelItem, WRITE),
    Route(f"{CASE}/panel-items/{{item_id}}/conclusions", panel.ConcludePanelItem, WRITE),
    Route(f"{CASE}/applications", intake.ReceiveApplication, WRITE),
    Route(f"{CASE}/applications/{{application_id}}/withdrawals", intake.WithdrawApplication, WRITE),
    Route(f"{CASE}/police-documentations", intake.ReceivePoliceDocumentation, WRITE),
    Route(f"{CASE}/data-breaches", intake.DiscoverBreach, WRITE),
    Route(f"{CASE}/data-breaches/{{breach_id}}/reports", intake.ReportBreach, WRITE),
    Route(f"{CASE}/data-breaches/{{breach_id}}/omissions", intake.JudgeBreachHarmless, WRITE),
    Route(f"{CASE}/data-breaches/{{breach_id}}/notices", intake.DiscloseBreach, WRITE),
    Route(f"{CASE}/information-collections", record.CollectInformation, WRITE),
    Route(f"{CASE}/erasure-requests", intake.ReceiveErasureRequest, WRITE),
    Route(f"{CASE}/erasure-requests/{{request_id}}/outcomes", intake.DecideErasureRequest, WRITE),
    Route(f"{CASE}/corrections", correction.CorrectRecord, WRITE),
    Route(f"{CASE}/access-requests", record.ReceiveAccessRequest, WRITE),
    Route(f"{CASE}/access-requests/{{request_id}}/outcomes", record.DecideAccessRequest, WRITE),
)


def notification_of(
    notification_id: Annotated[UUID, Path(alias="notificationId")], caller: CallerDep
) -> UUID:
    """The notification in the path, if the token is for it."""
    about(caller, notification_id)
    return notification_id


NotificationId = Annotated[UUID, Depends(notification_of)]


def create_router(application: CaseApplication) -> APIRouter:
    """Everything the case service can be asked."""
    router = APIRouter(tags=["case"], route_class=ByItsWord)
    add_law(router, application)
    for decider, routes in ((notifications, NOTIFICATION_ROUTES), (cases, CASE_ROUTES)):
        desk = application.desk(decider, warned, application.gather)
        add_commands(router, desk, routes)
        add_records(router, desk, routes, READ)
    add_routes(router, early_api.create_router(application))
    add_feed(router, application.log, publish)
    add_notification(router, application)
    add_case(router, application)
    add_journal(router, application, READ)
    add_disclosures(router, application, READ)
    add_names(router, application)
    add_numbers(router, application)
    add_alike(router, application)
    add_finding(router, application.names)
    add_following(router, application, READ)
    return router


def add_notification(router: APIRouter, application: CaseApplication) -> None:
    @router.get("/notifications/{notificationId}", operation_id="readNotification", **reads(READ))
    async def notification_record(
        response: Response, notification_id: NotificationId, as_of: AsOf = None
    ) -> Record:
        """Everything recorded of a notification: what was told, and what was done about it."""
        history = await application.history(notification_id, NotificationReceived, as_of)
        with_version(response, history[-1].version)
        return Record(items=await opened(application.log, history))


def add_case(router: APIRouter, application: CaseApplication) -> None:
    @router.get("/cases/{caseId}/people", operation_id="listPeople", **reads(READ))
    async def list_people(
        response: Response, case_id: CaseId, valid_at: ValidAt = None, as_of: AsOf = None
    ) -> PeopleView:
        """The child and the people around it on a day. Addresses protected today are null."""
        seen = await application.see(case_id, as_of)
        with_version(response, seen.version)
        mask = await application.mask(case_id)
        return people_view(case_id, seen, valid_at or application.today(), mask)

    @router.get("/cases/{caseId}/history", operation_id="readHistory", **reads(READ))
    async def history(response: Response, case_id: CaseId, as_of: AsOf = None) -> Record:
        """Everything recorded in a case, in order, as known at a moment."""
        recorded = await application.history(case_id, CaseOpened, as_of)
        with_version(response, recorded[-1].version)
        return Record(items=await opened(application.log, recorded))


def add_alike(router: APIRouter, application: CaseApplication) -> None:
    @router.get("/cases/{caseId}/alike", include_in_schema=False, **reads(ALIKE))
    async def alike(case_id: CaseId) -> Alike:
        """The other cases with the same CPR number, for the gateway: it knows whose they are."""
        return Alike(case_ids=await application.children.alike(case_id))


def add_names(router: APIRouter, application: CaseApplication) -> None:
    @router.post("/names", include_in_schema=False, **reads(NAMES))
    async def names(response: Response, wanted: NamesWanted, caller: CallerDep) -> Names:
        """The names of one page of cases, for a token signed for exactly these."""
        if caller.digest != digest_of(wanted.case_ids):
            raise NotForThisCase
        response.headers["Cache-Control"] = "no-store"
        return names_view(wanted.case_ids, await application.see_all(wanted.case_ids))
