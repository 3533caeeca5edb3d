"""Who has what to do with a case or a notification."""

from collections.abc import Iterator

from services.gateway.projection import Put, ReadModel
from services.gateway.tables import access
from shared.contracts import FeedItem, case, worries


def changes(feed: str, item: FeedItem) -> Iterator[Put]:
    if feed != "case":
        return
    match case.read(item):
        case case.NotificationReceived() as news:
            yield Put(
                access,
                (item.stream,),
                {"kind": "notification", "unit": news.unit, "notifier": news.notifier},
            )
        case case.CaseOpened() as news:
            yield Put(
                access,
                (item.stream,),
                {
                    "kind": "case",
                    "case_id": item.stream,
                    "unit": news.unit,
                    "caseworker": news.caseworker,
                },
            )
            for notification in news.notifications:
                yield Put(access, (notification,), {"case_id": item.stream})
        case news:
            yield from of_a_case(item, news)


def of_a_case(item: FeedItem, news: case.CasePublished | None) -> Iterator[Put]:
    """Who comes and goes, and which worries belong to it, after its opening."""
    match news:
        case case.CaseworkerAssigned():
            yield Put(access, (item.stream,), {"unit": news.unit, "caseworker": news.caseworker})
        case worries.NotificationLinked():
            yield Put(access, (news.notification_id,), {"case_id": item.stream})
        case worries.ReassessorAppointed():
            yield Put(access, (item.stream,), {"reassessor": news.reassessor})
        case case.CaseClosed():
            yield Put(access, (item.stream,), {"reassessor": None})
        case _:
            return


MODEL = ReadModel("access", (access,), changes)
