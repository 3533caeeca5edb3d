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
        case worries.NotificationLinked() as news:
            yield Put(access, (news.notification_id,), {"case_id": item.stream})
        case worries.ReassessorAppointed() as news:
            yield Put(access, (item.stream,), {"reassessor": news.reassessor})
        case case.CaseClosed():
            yield Put(access, (item.stream,), {"reassessor": None})
        case case.CaseworkerAssigned() as news:
            yield Put(access, (item.stream,), {"unit": news.unit, "caseworker": news.caseworker})
        case _:
            return


MODEL = ReadModel("access", (access,), changes)
