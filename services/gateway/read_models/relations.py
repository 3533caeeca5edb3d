"""Who stands in which relation to a case, a notification, or what comes before them; and when.

A relation has one row, which later news of it changes: what was is in the services' own logs.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from services.gateway.projection import Put, ReadModel
from services.gateway.read_models import overrides
from services.gateway.tables import emergency_accesses, relations
from shared.contracts import (
    FeedItem,
    admission,
    case,
    charge,
    correction,
    early,
    ladder,
    people,
    provision,
    worries,
)

OPEN = "ordinary"  # the level of a case that everybody may know of who otherwise might
NEVER = date.max
BEFORE_A_CASE = (
    case.NotificationReceived | early.CounsellingContactRegistered
    | early.DetectionScreeningRecorded | early.SocialWorkerConsultationHeld
    | early.ProfessionalNetworkMeetingHeld
)  # fmt: skip
TAKEN_BACK: Mapping[str, tuple[str, Mapping[str, Any]]] = {  # whose row, and what becomes of it
    "LoginLinked": ("login", {"holder": None}),
    "LoginEnded": ("login", {"valid_to": None}),
    "PanelItemRaised": ("panel", {"holder": None}),
    "PanelItemConcluded": ("panel", {"valid_to": None}),
    "CustodyChanged": ("custody", {"valid_from": NEVER}),
    "PersonAdded": ("person", {"valid_from": NEVER}),
    "PersonLeft": ("person", {"valid_to": None}),
    "ConfidentialityChanged": ("confidentiality", {"valid_from": NEVER}),
}


def changes(feed: str, item: FeedItem) -> Iterator[Put]:
    match feed:
        case "case":
            news = case.read(item)
            yield from before_a_case(news, item)
            yield from in_charge(news, item)
            yield from elsewhere(news, item)
            yield from around_the_child(news, item)
            yield from citizens_and_panel(news, item)
        case "ladder":
            yield from providers(item)
            yield from of_portfolio(item)
        case "gateway":
            yield from overrides.changes(item)
        case _:
            return


def put(item: FeedItem, kind: str, of: UUID, **row: object) -> Put:
    return Put(relations, (item.stream, kind, of), row)


def held(item: FeedItem, kind: str, holder: str, of: UUID | None = None, **row: object) -> Put:
    """Somebody stands in a relation."""
    return put(item, kind, of or item.stream, holder=f"{kind}:{holder}", **row)


def over(item: FeedItem, kind: str) -> Put:
    """Nobody stands in a relation any more."""
    return put(item, kind, item.stream, holder=None)


def before_a_case(news: case.CasePublished | None, item: FeedItem) -> Iterator[Put]:
    """What is a unit's until it is somebody's case, and whoever sent it."""
    if isinstance(news, BEFORE_A_CASE):
        yield held(item, "inbox", news.unit)
    if isinstance(news, case.NotificationReceived) and news.notifier:
        yield held(item, "sender", news.notifier)


def of_portfolio(item: FeedItem) -> Iterator[Put]:
    """A carer's home is its unit's to know of."""
    news = ladder.read(item)
    if isinstance(news, provision.ProvisionOpened) and news.unit:
        yield held(item, "inbox", news.unit)


def in_charge(news: case.CasePublished | None, item: FeedItem) -> Iterator[Put]:
    """Whose case it is, which unit's, who was asked to take it over or to reassess it."""
    match news:
        case case.CaseOpened(corrected=False) | charge.CaseworkerAssigned():
            yield held(item, "unit", news.unit)
            yield held(item, "caseworker", news.caseworker)
        case charge.HandoverProposed():
            yield held(item, "offered", news.to_unit)
        case charge.HandoverAccepted() | charge.HandoverRefused():
            yield over(item, "offered")
        case worries.ReassessorAppointed():
            yield held(item, "reassessor", news.reassessor)
        case charge.CaseClosed():
            yield over(item, "offered")
            yield over(item, "reassessor")
        case _:
            return


def elsewhere(news: case.CasePublished | None, item: FeedItem) -> Iterator[Put]:
    """A municipality that the family moves to, once it has acknowledged the notification."""
    match news:
        case charge.FamilyMoved():
            yield held(item, "municipality", news.municipality, news.id, valid_from=NEVER)
        case charge.TransferAcknowledged():
            yield put(item, "municipality", news.id, valid_from=news.acknowledged_on)
        case _:
            return


def around_the_child(news: case.CasePublished | None, item: FeedItem) -> Iterator[Put]:
    """How old the child is, who is around it, and who holds custody."""
    match news:
        case case.ChildIdentified():
            yield put(item, "child", item.stream, valid_from=news.born_on)
        case case.PersonAdded():
            yield put(item, "person", news.id, valid_from=news.valid_from)
            yield put(
                item,
                "custody",
                news.id,
                party_id=news.id,
                holds=news.custodian,
                valid_from=news.valid_from,
                position=item.position,
            )
        case people.PersonLeft():
            yield put(item, "person", news.id, valid_to=news.left_on)
        case people.CustodyChanged():
            stated = news.model_dump(include={"party_id", "valid_from", "valid_to"})
            row = stated | {"holds": news.custodian, "position": item.position}
            yield put(item, "custody", news.id, **row)
        case correction.EventRetracted(record_kind=kind, record_id=of) if kind in TAKEN_BACK:
            relation, left = TAKEN_BACK[kind]
            yield put(item, relation, of, **left)
        case _:
            return


def citizens_and_panel(news: case.CasePublished | None, item: FeedItem) -> Iterator[Put]:
    """Logins of the child and its people, what waits for the panel, and who may know at all."""
    match news:
        case admission.LoginLinked():
            row = news.model_dump(include={"party_id", "valid_from"})
            yield held(item, "login", news.subject, news.id, **row)
        case admission.LoginEnded():
            yield put(item, "login", news.id, valid_to=news.ended_on)
        case admission.PanelItemRaised():
            yield held(item, "panel", "", news.id, valid_from=news.raised_on)
        case admission.PanelItemConcluded():
            yield put(item, "panel", news.id, valid_to=news.concluded_on)
        case admission.ConfidentialityChanged():
            confined = {"holds": news.level != OPEN, "named": [*news.subjects]}
            when = {"valid_from": news.since_on, "position": item.position}
            yield put(item, "confidentiality", news.id, **confined, **when)
        case _:
            return


def providers(item: FeedItem) -> Iterator[Put]:
    """Who carries a measure out, and where the child moved to meanwhile; whose a home is to know.

    A measure's row says how long it lasts. The last place that the child came to is the one it
    has: the row filter decides that on the day.
    """
    match ladder.read(item):
        case ladder.MeasureStarted() as news:
            yield carried_out(item, news.id, news.id, news.provider, news.started_on)
        case ladder.MeasureCorrected() as news:
            yield carried_out(item, news.id, news.id, news.provider, news.started_on)
            yield put(item, "provider", news.id, valid_to=news.ended_on)
        case ladder.MeasureRetracted() as news:
            yield put(item, "provider", news.id, valid_from=NEVER)
        case ladder.MeasureEnded() as news:
            yield put(item, "provider", news.id, valid_to=news.ended_on)
        case ladder.SiteChanged() as news:
            yield carried_out(item, news.id, news.measure_id, news.provider, news.changed_on)
        case correction.EventRetracted(record_kind="SiteChanged", record_id=of):
            yield put(item, "provider", of, valid_from=NEVER)
        case provision.ProvisionOpened(unit=str(unit), case_id=None):
            yield held(item, "inbox", unit)
        case _:
            return


def carried_out(item: FeedItem, of: UUID, measure: UUID, provider: str | None, on: date) -> Put:
    holder = provider and f"provider:{provider}"
    return put(item, "provider", of, holder=holder, measure_id=measure, valid_from=on)


MODEL = ReadModel("relations", (relations, emergency_accesses), changes)
