"""What comes before a child's case, over HTTP: counselling, detection, networks, the forum."""

from dataclasses import dataclass, replace
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Path, Response
from pydantic.alias_generators import to_camel

from services.case.application import CaseApplication
from services.case.cooperation import commands, events
from services.case.counselling.commands import HandOverCounselling, RegisterCounsellingContact
from services.case.counselling.events import CounsellingContactRegistered
from services.case.domain import contacts, cooperations
from services.case.events import Event
from services.case.rules import warned
from shared.http import AsOf, CallerDep, Route, add_commands, opened, reads, with_version
from shared.http.queries import Record
from shared.http.route import ByItsWord
from shared.identity import about

READ, WRITE = "prevention.read", "prevention.write"
CONTACTS = "/counselling-contacts"
CONTACT_ROUTES = (
    Route(CONTACTS, RegisterCounsellingContact, WRITE, opens=True),
    Route(f"{CONTACTS}/{{contact_id}}/handovers", HandOverCounselling, WRITE,
          found="/notifications", indexes=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noun:
    """Streams that can be read whole: their address, their id in it, and what they begin with."""

    path: str
    id: str
    begins: type[Event]


SCREENINGS = Noun("/detection-screenings", "screeningId", events.DetectionScreeningRecorded)
CONSULTATIONS = Noun(
    "/social-worker-consultations", "consultationId", events.SocialWorkerConsultationHeld
)
NETWORKS = Noun(
    "/professional-network-meetings", "networkMeetingId", events.ProfessionalNetworkMeetingHeld
)
FORUM = Noun("/agreement-forum-decisions", "forumDecisionId", events.AgreementForumDecided)
NOUNS = (
    Noun(CONTACTS, "contactId", CounsellingContactRegistered),
    SCREENINGS,
    CONSULTATIONS,
    NETWORKS,
    FORUM,
)
COOPERATION_ROUTES = (
    Route(SCREENINGS.path, commands.RecordDetectionScreening, WRITE, opens=True),
    Route(CONSULTATIONS.path, commands.HoldSocialWorkerConsultation, WRITE, opens=True),
    Route(NETWORKS.path, commands.HoldProfessionalNetworkMeeting, WRITE, opens=True),
    Route(FORUM.path, commands.DecideInAgreementForum, WRITE, opens=True),
)


def create_router(application: CaseApplication) -> APIRouter:
    """Everything that can be asked before there is a case. A contact has no trace of a caller's."""
    router = APIRouter(tags=["before the case"], route_class=ByItsWord)
    anonymous = replace(application.desk(contacts, warned), trace=lambda: uuid4().hex)
    add_commands(router, anonymous, CONTACT_ROUTES)
    add_commands(router, application.desk(cooperations, warned), COOPERATION_ROUTES)
    for noun in NOUNS:
        add_record(router, application, noun)
    return router


def add_record(router: APIRouter, application: CaseApplication, noun: Noun) -> None:
    async def record(
        response: Response,
        caller: CallerDep,
        stream: Annotated[UUID, Path(alias=noun.id)],
        as_of: AsOf = None,
    ) -> Record:
        """Everything recorded of it, in order, as known at a moment; sealed words are opened."""
        about(caller, stream)
        history = await application.history(stream, noun.begins, as_of)
        with_version(response, history[-1].version)
        return Record(items=await opened(application.log, history))

    name = noun.path.removeprefix("/").removesuffix("s").replace("-", "_")
    declared: dict[str, Any] = reads(READ)
    router.add_api_route(
        f"{noun.path}/{{{noun.id}}}",
        record,
        methods=["GET"],
        operation_id=to_camel(f"read_{name}"),
        summary=f"What was recorded of one of the {noun.path[1:].replace('-', ' ')}",
        **declared,
    )
