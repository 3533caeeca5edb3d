"""Follow-up over HTTP: a table of what can be asked, and the questions it answers."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response

from services.followup.application import FollowUpApplication
from services.followup.concern import commands as concern
from services.followup.meeting import commands as meeting
from services.followup.obligation.commands import DeferObligation
from services.followup.placement import commands as placement
from services.followup.published import publish
from services.followup.retraction.commands import RetractRecord
from services.followup.review import commands as review
from services.followup.rules import warned
from services.followup.views import ObligationsView, Provenance, provenance, view
from shared.decider import Unknown
from shared.feed import add_feed
from shared.http import (
    AsOf,
    CallerDep,
    CaseId,
    Route,
    add_commands,
    add_record,
    add_records,
    opened,
    reads,
    with_version,
)
from shared.http.queries import names
from shared.identity import about

READ, WRITE = "followup.read", "followup.write"
CASE, AT_CASE = "/cases/{case_id}", "/cases/{caseId}"
QUESTION = reads(READ)
ObligationId = Annotated[UUID, Path(alias="obligationId")]
ROUTES = (
    Route(f"{CASE}/meetings", meeting.PlanMeeting, WRITE),
    Route(f"{CASE}/meetings/{{meeting_id}}/reschedulings", meeting.RescheduleMeeting, WRITE),
    Route(f"{CASE}/meetings/{{meeting_id}}/cancellations", meeting.CancelMeeting, WRITE),
    Route(f"{CASE}/meetings/{{meeting_id}}/attendances", meeting.RecordAttendance, WRITE),
    Route(f"{CASE}/meetings/{{meeting_id}}/minutes", meeting.RecordMinutes, WRITE),
    Route(f"{CASE}/agreements/{{agreement_id}}/settlements", meeting.SettleAgreement, WRITE),
    Route(f"{CASE}/network-declinations", meeting.DeclineNetwork, WRITE),
    Route(f"{CASE}/follow-ups", review.HoldFollowUp, WRITE),
    Route(f"{CASE}/follow-ups/{{follow_up_id}}/corrections", review.CorrectFollowUp, WRITE),
    Route(f"{CASE}/follow-up-schedules", review.DecideFollowUpSchedule, WRITE),
    Route(f"{CASE}/supervision-visits", placement.HoldSupervisionVisit, WRITE),
    Route(f"{CASE}/statistics-reports", placement.ReportStatistics, WRITE),
    Route(f"{CASE}/concerns", concern.RaiseConcern, WRITE),
    Route(f"{CASE}/concerns/{{concern_id}}/responses", concern.AnswerConcern, WRITE),
    Route(f"{CASE}/obligations/{{obligation_id}}/deferrals", DeferObligation, WRITE),
    Route(f"{CASE}/follow-up-retractions", RetractRecord, WRITE),
)


def notification_of(
    notification_id: Annotated[UUID, Path(alias="notificationId")], caller: CallerDep
) -> UUID:
    """The notification in the path, if the token is for it."""
    about(caller, notification_id)
    return notification_id


NotificationId = Annotated[UUID, Depends(notification_of)]


def create_router(application: FollowUpApplication) -> APIRouter:
    """Everything follow-up can be asked."""
    router = APIRouter(tags=["follow-up"])
    desk = application.desk(application.decider, warned)
    add_commands(router, desk, ROUTES)
    add_records(router, desk, ROUTES, READ)
    add_record(router, desk, f"{CASE}/agreements", READ)
    add_feed(router, application.log, publish)
    add_obligations(router, application)
    return router


def add_obligations(router: APIRouter, application: FollowUpApplication) -> None:
    @router.get(f"{AT_CASE}/obligations", operation_id="listObligations", **QUESTION)
    async def obligations(
        response: Response, case_id: CaseId, as_of: AsOf = None
    ) -> ObligationsView:
        """Everything due in a case: when, by which rule, because of what, and what became of it."""
        seen = await application.see(case_id, as_of)
        with_version(response, seen.version)
        return view(case_id, seen)

    @router.get(
        f"{AT_CASE}/obligations/{{obligationId}}", operation_id="readObligation", **QUESTION
    )
    async def obligation(
        response: Response, case_id: CaseId, obligation_id: ObligationId, as_of: AsOf = None
    ) -> Provenance:
        """Why something is due on its day, said in both languages, and all that became of it."""
        return await why(application, response, case_id, obligation_id, as_of)

    @router.get(
        "/notifications/{notificationId}/obligations/{obligationId}",
        operation_id="readNotificationObligation",
        **QUESTION,
    )
    async def of_notification(
        response: Response,
        notification_id: NotificationId,
        obligation_id: ObligationId,
        as_of: AsOf = None,
    ) -> Provenance:
        """The same of what is due because somebody is worried."""
        return await why(application, response, notification_id, obligation_id, as_of)


async def why(
    application: FollowUpApplication,
    response: Response,
    stream: UUID,
    obligation_id: UUID,
    as_of: datetime | None,
) -> Provenance:
    """An obligation's provenance, as known at a moment.

    Raises:
        Unknown: when the stream had no such obligation then.
    """
    seen = await application.see(stream, as_of)
    owed = seen.state.obligations.get(obligation_id)
    if owed is None:
        raise Unknown
    history = await application.log.history(stream, as_of)
    told = [each for each in history if names(each.fact, obligation_id)]
    with_version(response, seen.version)
    return provenance(owed, seen.at, await opened(application.log, told))
