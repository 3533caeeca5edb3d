"""What is due, why, and what became of it."""

from collections.abc import Iterator

from services.gateway.projection import Put, ReadModel
from services.gateway.tables import agenda
from shared.contracts import FeedItem, followup

NOTICED = ("overdue_at", "escalated_at")
REOPENED = ("met_on", "met_by", "late", "lapsed_on", "lapse_reason", *NOTICED)

REASON = {"edition", "da", "en", "source", "trigger", "trigger_on"}


def changes(feed: str, item: FeedItem) -> Iterator[Put]:
    news = followup.read(item) if feed == "followup" else None
    match news:
        case followup.ObligationArose():
            told = news.model_dump(exclude={"id", "due", "trigger_id"})
            row = {**told, **news.due.model_dump(), "stream": item.stream, "state": "open"}
            yield Put(agenda, (news.id,), row)
        case followup.ObligationMoved():
            because = news.model_dump(include=REASON, exclude_none=True)
            gone = dict.fromkeys(NOTICED)
            yield Put(agenda, (news.id,), {**because, **news.due.model_dump(), **gone})
        case followup.ObligationMet():
            row = {"state": "met", "met_on": news.met_on, "met_by": news.by, "late": news.late}
            yield Put(agenda, (news.id,), row)
        case followup.ObligationLapsed():
            row = {
                "state": "lapsed",
                "lapsed_on": news.lapsed_on,
                "lapse_reason": news.reason,
            }
            yield Put(agenda, (news.id,), row)
        case followup.ObligationReopened():
            gone = dict.fromkeys(REOPENED)
            yield Put(agenda, (news.id,), {**gone, "state": "open"})
        case _:
            yield from noticed(news)


def noticed(news: followup.FollowUpPublished | None) -> Iterator[Put]:
    """What the clock passed, what is put off or passed on; none of it moves what is due."""
    match news:
        case followup.ObligationOverdue():
            yield Put(agenda, (news.id,), {"overdue_at": news.noticed_at})
        case followup.ObligationPassedOn():
            yield Put(agenda, (news.id,), {"unit": news.unit})
        case followup.ObligationDeferred():
            yield Put(agenda, (news.id,), {"deferred_to": news.deferred_to})
        case followup.ObligationEscalated():
            yield Put(agenda, (news.id,), {"escalated_at": news.noticed_at})
        case _:
            return


MODEL = ReadModel("agenda", (agenda,), changes)
