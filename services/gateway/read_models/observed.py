"""What is counted beside cases, measures and terms: seen of children, or held about them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.gateway.projection import Put, ReadModel
from services.gateway.tables import adjustments, attentions, observations
from shared.calendar import day_of
from shared.contracts import (
    FeedItem,
    Published,
    case,
    charge,
    correction,
    early,
    following,
    followup,
    ladder,
    meeting,
    review,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a piece of news says what was seen: the day, and what each column is taken from."""

    on: str
    columns: Mapping[str, str]


OF_CASE: Mapping[type[Published], Seen] = {
    case.NetworkMapped: Seen("mapped_on", {"flag": "kin_available"}),
    case.ProfessionalConsultationHeld: Seen("held_on", {"about": "investigation_id"}),
    case.ChildConversationHeld: Seen("held_on", {"code": "purpose"}),
    case.ChildConversationWaived: Seen("waived_on", {"code": "reason"}),
    charge.ResponsibilityReceived: Seen("received_on", {"code": "municipality"}),
    charge.ResponsibilityTransferred: Seen("transferred_on", {"code": "municipality"}),
    early.DetectionScreeningRecorded: Seen(
        "screened_on", {"code": "institution", "standing": "setting"}
    ),
    following.SatisfactionAnswered: Seen(
        "answered_on", {"code": "topic", "standing": "respondent", "flag": "satisfied"}
    ),
    following.SchoolAbsenceReported: Seen(  # in percent: unlawful, and all of it
        "period_from", {"until_on": "period_to", "number": "unlawful", "second": "total"}
    ),
    following.EducationStatusRecorded: Seen("status_on", {"code": "level", "standing": "status"}),
    following.CrimeChargeRecorded: Seen("charged_on", {"code": "offence_class", "flag": "serious"}),
    following.SubstanceUseRecorded: Seen("observed_on", {"code": "substance", "number": "often"}),
}
OF_FOLLOW_UP: Mapping[type[Published], Seen] = {
    review.SupervisionVisitHeld: Seen("visited_on", {"flag": "with_conversation"}),
    meeting.NetworkDeclined: Seen("declined_on", {"code": "declined_by"}),
}
OF_LADDER: Mapping[type[Published], Seen] = {
    ladder.MeasureAdjusted: Seen("adjusted_on", {"about": "measure_id"}),
}
BY_FEED = {
    "case": (observations, OF_CASE, case.read),
    "followup": (attentions, OF_FOLLOW_UP, followup.read),
    "ladder": (adjustments, OF_LADDER, ladder.read),
}


def changes(feed: str, item: FeedItem) -> Iterator[Put]:
    if feed not in BY_FEED:
        return
    table, kinds, read = BY_FEED[feed]
    match news := read(item):
        case correction.EventRetracted() | review.RecordRetracted():
            if news.record_kind in {each.__name__ for each in kinds} | {"ConcernRaised"}:
                yield Put(table, (news.record_id,), {"stream": None})
        case review.ConcernRaised():
            row = row_of(item, "ConcernRaised", day_of(news.raised_at), code=news.raised_by)
            yield Put(table, (news.id,), row)
        case review.ConcernAnswered():
            yield Put(table, (news.id,), {"until_on": day_of(news.answered_at)})
        case Published() if seen := kinds.get(type(news)):
            yield Put(table, (thing(item, news),), told(item, news, seen))
        case _:
            return


def thing(item: FeedItem, news: Published) -> UUID:
    """What was seen has an id of its own, or is all that its stream is about."""
    return getattr(news, "id", item.stream)


def told(item: FeedItem, news: Published, seen: Seen) -> dict[str, Any]:
    columns = {column: getattr(news, source) for column, source in seen.columns.items()}
    return row_of(item, type(news).__name__, getattr(news, seen.on), **columns)


def row_of(item: FeedItem, kind: str, on: object, **columns: object) -> dict[str, Any]:
    return {"stream": item.stream, "kind": kind, "observed_on": on, **columns}


MODEL = ReadModel("observed", (observations, attentions, adjustments), changes)
