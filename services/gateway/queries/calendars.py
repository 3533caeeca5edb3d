"""Calendars for people in different systems: links to subscribe to, and single invitations."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Path, Request, Response
from pydantic import Field

from services.gateway.asking import Asker, Desk, asks
from services.gateway.calendars.entries import Entries
from services.gateway.calendars.links import LONGEST_TOKEN, Kind, Link, Links, Wanted
from services.gateway.calendars.writing import House, Language, Writer
from services.gateway.limits import policy_of
from services.gateway.operations import PREFIX
from services.gateway.rights import Entry, Rights
from services.gateway.visiting import VISIT, Spend, Visit
from shared.commands import Command
from shared.http.handling import KEY
from shared.identity import Caller
from shared.problems import InputError, Invalid, Said, problems
from shared.views import View

READS, AT = "followup.read", "/v1/calendars/{token}.ics"
NO_CASE = InputError(pointer="/caseId", code="missing", detail="A case's calendar is of a case.")
ICALENDAR = {"content": {"text/calendar": {"schema": {"type": "string", "maxLength": 10_000_000}}}}
KeyHeader = Annotated[
    str | None,
    Header(alias="Idempotency-Key", pattern=f"^{KEY.pattern}$", max_length=255),
]


class MakeCalendar(Command):
    """Ask for a link to subscribe to: one's own cases, those of one's unit, or one case.

    Whoever has the link reads the calendar: give it to nobody, and revoke it when it is lost.
    """

    kind: Kind = Field(examples=["worker"])
    case_id: UUID | None = Field(default=None, strict=False, description="For a case's calendar.")
    language: Language = Field(default="da", examples=["da"])


class CalendarLink(View):
    """A link that was made. `path` is in this answer alone: nothing but its hash is kept."""

    id: UUID
    kind: Kind
    case_id: UUID | None
    language: Language
    made_at: datetime
    expires_on: date = Field(description="The first day on which it opens nothing.")
    path: str = Field(max_length=200, examples=["/v1/calendars/JZ6c….ics"])


class CalendarLine(View):
    """A link, without its secret."""

    id: UUID
    kind: Kind
    case_id: UUID | None
    language: Language
    made_at: datetime
    expires_on: date


class Calendars(View):
    items: list[CalendarLine] = Field(max_length=200)


def create_router(
    desk: Desk, links: Links, house: House, rights: Rights, spend: Spend
) -> APIRouter:
    """Links, the calendars they open, and invitations."""
    router = APIRouter(prefix="/v1", tags=["calendars"])
    entries = Entries(desk.store)
    reading = Entry("GET", AT, "readCalendar", None, rights.class_at(AT.removeprefix(PREFIX)))

    def visiting(request: Request, owner: Caller) -> Caller:
        """Who has no token of their own reads as the link's owner may, and it is written down."""
        spend(request, owner.sub, policy_of(reading))
        request.scope[VISIT] = Visit(owner, reading, owner.role)
        if not reading.about.may(owner.role, write=False):
            raise Said("not-found")
        return owner

    @router.post("/calendars", operation_id="makeCalendar", status_code=201, **asks(READS))
    async def make(
        response: Response, caller: Asker, body: MakeCalendar, key: KeyHeader = None
    ) -> CalendarLink:
        """Make a link to subscribe to. It shows what its owner may see when it is read."""
        if (body.kind == "case") != (body.case_id is not None):
            raise Invalid(NO_CASE)
        if body.case_id:
            await desk.forwarding.check(caller, body.case_id)
        wanted = Wanted(body.kind, body.case_id, body.language)
        made = await links.make(caller, wanted, desk.clock(), key)
        path = f"/v1/calendars/{links.token(made.id)}.ics"
        response.headers["Location"] = path
        response.headers["Cache-Control"] = "no-store"
        return CalendarLink(**line(made).model_dump(), path=path)

    @router.get("/calendars", operation_id="listCalendars", **asks(READS))
    async def own(caller: Asker) -> Calendars:
        """The caller's links that have not been revoked. Their secrets are not kept."""
        return Calendars(items=[line(each) for each in await links.of(caller)])

    @router.post(
        "/calendars/{calendarId}/revocations",
        operation_id="revokeCalendar",
        status_code=204,
        **asks(READS),
    )
    async def revoke(
        caller: Asker, calendar_id: Annotated[UUID, Path(alias="calendarId")]
    ) -> Response:
        """End a link at once, whoever has it."""
        await links.revoke(caller, calendar_id, desk.clock())
        return Response(status_code=204)

    @router.get(
        "/meetings/{meetingId}.ics",
        operation_id="readInvitation",
        response_class=Response,
        **{**asks(READS), "responses": {200: ICALENDAR, **asks(READS)["responses"]}},
    )
    async def invitation(
        request: Request,
        caller: Asker,
        meeting_id: Annotated[UUID, Path(alias="meetingId")],
    ) -> Response:
        """A meeting to put into any calendar; once it was called off, to take it out again."""
        meeting = await entries.meeting(caller, meeting_id)
        request.scope[VISIT].stream = meeting.case_id if meeting else None
        if meeting is None:
            raise Said("not-found")
        return answered(Writer(house).invitation(meeting))

    @router.get(
        "/calendars/{token}.ics",
        operation_id="readCalendar",
        response_class=Response,
        responses={200: ICALENDAR, **problems("invalid-input", "not-found", "too-many-requests",
                                              "internal-error", "unavailable")},
        openapi_extra={"security": []},
    )  # fmt: skip
    async def feed(
        request: Request,
        token: Annotated[str, Path(max_length=LONGEST_TOKEN, examples=["JZ6c"])],
    ) -> Response:
        """The calendar that a link opens: meetings, and what is due as all-day events."""
        now = desk.clock()
        found = await links.by_token(token, now)
        owner = visiting(request, replace(found.owner, at=now))
        meetings = await entries.meetings(owner, found.wanted, now)
        deadlines = await entries.deadlines(owner, found.wanted, now)
        cases = {each.case_id for each in meetings} | {each.case_id for each in deadlines}
        request.scope[VISIT].shown += [each for each in cases if each]
        return answered(Writer(house, found.wanted.language).feed(meetings, deadlines))

    return router


def line(link: Link) -> CalendarLine:
    return CalendarLine.of(
        link,
        kind=link.wanted.kind,
        case_id=link.wanted.case_id,
        language=link.wanted.language,
    )


def answered(written: bytes) -> Response:
    """A calendar: whoever has it asks whether it is as it was."""
    headers = {"Cache-Control": "private, no-cache"}
    return Response(written, headers=headers, media_type="text/calendar; charset=utf-8")
