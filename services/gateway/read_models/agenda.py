"""What is due, why, and what became of it."""

from collections.abc import Iterator
from typing import Any

from services.gateway.projection import Put, ReadModel
from services.gateway.tables import agenda
from shared.contracts import FeedItem, followup

REOPENED = ("met_on", "met_by", "late", "lapsed_on", "lapse_reason", "overdue_at")

REASON = {"edition", "da", "en", "source", "trigger", "trigger_on"}


def day(due: followup.Due) -> dict[str, Any]:
    return due.model_dump(exclude={"falls_on"})


def changes(feed: str, item: FeedItem) -> Iterator[Put]:
    news = followup.read(item) if feed == "followup" else None
    match news:
        case followup.ObligationArose():
            told = news.model_dump(exclude={"id", "due", "trigger_id"})
            row = {**told, **day(news.due), "stream": item.stream, "state": "open"}
            yield Put(agenda, (news.id,), row)
        case followup.ObligationMoved():
            because = news.model_dump(include=REASON, exclude_none=True)
            yield Put(agenda, (news.id,), {**because, **day(news.due), "overdue_at": None})
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
        case followup.ObligationOverdue():
            yield Put(agenda, (news.id,), {"overdue_at": news.noticed_at})
        case _:
            return


MODEL = ReadModel("agenda", (agenda,), changes)
