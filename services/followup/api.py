"""Follow-up over HTTP: a table of what can be asked, and the questions it answers."""

from fastapi import APIRouter, Response

from services.followup import commands
from services.followup.application import FollowUpApplication
from services.followup.published import publish
from services.followup.views import ObligationsView, view
from shared.feed import add_feed
from shared.http import (
    AsOf,
    CaseId,
    Route,
    add_commands,
    add_record,
    add_records,
    reads,
    with_version,
)

READ, WRITE = "followup.read", "followup.write"
ROUTES = (
    Route("/cases/{case_id}/meetings", commands.PlanMeeting, WRITE),
    Route("/cases/{case_id}/meetings/{meeting_id}/minutes", commands.RecordMinutes, WRITE),
    Route("/cases/{case_id}/follow-ups", commands.HoldFollowUp, WRITE),
    Route(
        "/cases/{case_id}/follow-ups/{follow_up_id}/corrections", commands.CorrectFollowUp, WRITE
    ),
)


def create_router(application: FollowUpApplication) -> APIRouter:
    """Everything follow-up can be asked."""
    router = APIRouter(tags=["follow-up"])
    desk = application.desk(application.decider)
    add_commands(router, desk, ROUTES)
    add_records(router, desk, ROUTES, READ)
    add_record(router, desk, "/cases/{case_id}/obligations", READ)
    add_feed(router, application.log, publish)
    add_obligations(router, application)
    return router


def add_obligations(router: APIRouter, application: FollowUpApplication) -> None:
    @router.get("/cases/{caseId}/obligations", operation_id="listObligations", **reads(READ))
    async def obligations(
        response: Response, case_id: CaseId, as_of: AsOf = None
    ) -> ObligationsView:
        """Everything due in a case: when, by which rule, because of what, and what became of it."""
        seen = await application.see(case_id, as_of)
        with_version(response, seen.version)
        return view(case_id, seen)
