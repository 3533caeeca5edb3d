"""What is due, why, and what became of it."""

from collections.abc import Iterator

from services.gateway.projection import Put, ReadModel
from services.gateway.tables import agenda
from shared.contracts import FeedItem, followup

REOPENED = ("met_on", "met_by", "late", "lapsed_on", "lapse_reason", "overdue_at")


def changes(feed: str, item: FeedItem) -> Iterator[Put]:
    news = followup.read(item) if feed == "followup" else None
    match news:
        case followup.ObligationArose():
            told = news.model_dump(exclude={"id", "due", "trigger_id"})
            row = {**told, **news.due.model_dump(), "stream": item.stream, "state": "open"}
            yield Put(agenda, (news.id,), row)
        case followup.ObligationMoved():
            yield Put(agenda, (news.id,), {**news.due.model_dump(), "overdue_at": None})
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
