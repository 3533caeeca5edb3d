"""What there is to know of: cases, notifications and what comes before them, and whose they are.

Who may know of it is told by the relations.
"""

from collections.abc import Iterator
from typing import Any

from services.gateway.projection import Put, ReadModel
from services.gateway.tables import access
from shared.contracts import FeedItem, case, charge, ladder, provision, worries
from shared.contracts import early as early_news


def changes(feed: str, item: FeedItem) -> Iterator[Put]:
    if feed == "ladder":
        yield from of_portfolio(item)
    elif feed == "case":
        yield from of_cases(item)


def of_cases(item: FeedItem) -> Iterator[Put]:
    """Whose a case or a notification is."""
    match case.read(item):
        case case.NotificationReceived() as news:
            yield Put(access, (item.stream,), {"kind": "notification", "unit": news.unit})
        case case.CaseOpened(corrected=False) as news:
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
        case worries.NotificationLinked() as news:
            yield Put(access, (news.notification_id,), {"case_id": item.stream})
        case news:
            yield from early(item, news)


def of_portfolio(item: FeedItem) -> Iterator[Put]:
    """Whose a provision is to know of: a unit's, a case's, or everybody's."""
    match ladder.read(item):
        case provision.ProvisionOpened() as news:
            row = {"kind": "provision", "unit": news.unit, "case_id": news.case_id}
            yield Put(access, (item.stream,), row)
        case _:
            return


def early(item: FeedItem, news: case.CasePublished | None) -> Iterator[Put]:
    """What has a unit, or a case that it is about, from the beginning."""
    row: dict[str, Any]
    match news:
        case early_news.CounsellingContactRegistered():
            row = {"kind": "counselling-contact", "unit": news.unit}
        case early_news.DetectionScreeningRecorded():
            row = {"kind": "detection-screening", "unit": news.unit}
        case early_news.SocialWorkerConsultationHeld():
            row = {"kind": "social-worker-consultation", "unit": news.unit}
        case early_news.ProfessionalNetworkMeetingHeld():
            row = {"kind": "professional-network-meeting", "unit": news.unit}
            row |= {"case_id": news.case_id} if news.case_id else {}
        case early_news.AgreementForumDecided():
            row = {"kind": "agreement-forum-decision", "case_id": news.case_id}
        case _:
            return
    yield Put(access, (item.stream,), row)


MODEL = ReadModel("access", (access,), changes)
