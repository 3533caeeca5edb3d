"""The journal: what was noted, said, filed and passed on, in the order in which it happened.

A statement that was corrected stays where it stands, and says so (GDPR article 16).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from starlette.requests import Request

from services.case.application import CaseApplication
from services.case.child.events import CaseOpened
from services.case.correction.events import EventCorrected, EventRetracted
from services.case.views import Entry, Journal, Standing
from shared.facts import Recorded
from shared.http import AsOf, CaseId, opened, reads, with_version
from shared.http.cursors import CursorParameter
from shared.http.queries import RecordedFact

HAPPENED: Mapping[str, str] = {  # the kinds of entries, and the day on which each happened
    "NoteRecorded": "happened_on",
    "ChildConversationHeld": "held_on",
    "ChildConversationWaived": "waived_on",
    "PartyHearingHeld": "sent_on",
    "DocumentFiled": "filed_on",
    "DisclosureMade": "disclosed_on",
}
Limit = Annotated[int, Query(ge=1, le=200)]
Place = tuple[str, int]  # the day on which it happened, then the order of recording


def add_journal(router: APIRouter, application: CaseApplication, scope: str) -> None:
    @router.get("/cases/{caseId}/journal", operation_id="readJournal", **reads(scope))
    async def journal(
        request: Request,
        response: Response,
        case_id: CaseId,
        as_of: AsOf = None,
        cursor: CursorParameter = None,
        limit: Limit = 50,
    ) -> Journal:
        """Notes, conversations, hearings, documents and disclosures; sealed words are opened."""
        history = await application.history(case_id, CaseOpened, as_of)
        with_version(response, history[-1].version)
        corrections = {each.version: each for each in history if is_correction(each)}
        listing = f"journal {case_id}"
        page, last = paged(history, application.cursors.read(listing, cursor, 2), limit)
        following = application.cursors.write(listing, last) if last else None
        if following:
            url = request.url.include_query_params(cursor=following)
            response.headers["Link"] = f'</v1{url.path}?{url.query}>; rel="next"'
        facts = await opened(application.log, page)
        return Journal(
            items=[
                entry(each, fact, correction_of(each, corrections))
                for each, fact in zip(page, facts, strict=True)
            ],
            nextCursor=following,
        )


def paged(
    history: Sequence[Recorded[Any]], after: Sequence[str] | None, limit: int
) -> tuple[Sequence[Recorded[Any]], Place | None]:
    """The entries after a place, and the last of them when there are more."""
    entries = sorted((each for each in history if kind(each) in HAPPENED), key=place)
    if after:
        day, version = after
        entries = [each for each in entries if place(each) > (day, int(version))]
    page = entries[:limit]
    return page, place(page[-1]) if len(entries) > limit else None


def kind(recorded: Recorded[Any]) -> str:
    return type(recorded.fact).__name__


def place(recorded: Recorded[Any]) -> Place:
    return happened_on(recorded).isoformat(), recorded.version


def happened_on(recorded: Recorded[Any]) -> date:
    day: date = getattr(recorded.fact, HAPPENED[kind(recorded)])
    return day


def is_correction(recorded: Recorded[Any]) -> bool:
    return isinstance(recorded.fact, EventCorrected | EventRetracted)


def correction_of(
    recorded: Recorded[Any], corrections: Mapping[int, Recorded[Any]]
) -> EventCorrected | EventRetracted | None:
    """The first correction of a statement after it was made."""
    found: Iterator[EventCorrected | EventRetracted] = (
        each.fact
        for version, each in corrections.items()
        if version > recorded.version
        and each.fact.record_id == recorded.fact.id
        and each.fact.record_kind == kind(recorded)
    )
    return next(found, None)


def entry(
    recorded: Recorded[Any], fact: RecordedFact, by: EventCorrected | EventRetracted | None
) -> Entry:
    standing: Standing = "stands"
    if by is not None:
        standing = "retracted" if isinstance(by, EventRetracted) else "corrected"
    return Entry(
        **fact.model_dump(by_alias=True),
        happenedOn=happened_on(recorded),
        standing=standing,
        correctionId=by.id if by else None,
    )
