"""Who has what to do with a case or a notification."""

from collections.abc import Iterator

from services.gateway.projection import Put, ReadModel
from services.gateway.tables import access
from shared.contracts import FeedItem, case, charge, worries


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
        case charge.CaseworkerAssigned() as news:
            yield Put(access, (item.stream,), {"unit": news.unit, "caseworker": news.caseworker})
        case charge.CaseReopened() as news:
            for notification in news.notifications:
                yield Put(access, (notification,), {"case_id": item.stream})
        case news:
            yield from offered(news, item)


def offered(news: case.CasePublished | None, item: FeedItem) -> Iterator[Put]:
    """Which other unit was asked to take a case over, until it has answered."""
    match news:
        case charge.HandoverProposed():
            yield Put(access, (item.stream,), {"offered_unit": news.to_unit})
        case charge.HandoverAccepted() | charge.HandoverRefused() | charge.CaseClosed():
            yield Put(access, (item.stream,), {"offered_unit": None})
            if isinstance(news, charge.CaseClosed):
                yield Put(access, (item.stream,), {"reassessor": None})
        case worries.NotificationLinked():
            yield Put(access, (news.notification_id,), {"case_id": item.stream})
        case worries.ReassessorAppointed():
            yield Put(access, (item.stream,), {"reassessor": news.reassessor})
        case _:
            return


MODEL = ReadModel("access", (access,), changes)
