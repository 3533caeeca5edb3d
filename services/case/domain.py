"""What follows from what is asked of a notification or a case. Pure: no clock, no database."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from services.case.admission.events import ConfidentialityChanged
from services.case.child import domain as child
from services.case.child.commands import OpenCase, StateOpening
from services.case.child.events import CaseOpened, ChildIdentified, NetworkMapped, PersonAdded
from services.case.cooperation import domain as cooperation
from services.case.cooperation.commands import CooperationCommand
from services.case.cooperation.events import CooperationEvent
from services.case.correction import domain as correction
from services.case.correction.commands import CorrectionCommand, CorrectNotification
from services.case.correction.events import CorrectionEvent
from services.case.counselling import domain as counselling
from services.case.counselling.commands import (
    CounsellingCommand,
    HandOverCounselling,
    RegisterCounsellingContact,
)
from services.case.counselling.events import CounsellingEvent
from services.case.events import CaseEvent, Event
from services.case.measure import domain as measure
from services.case.measure.commands import MeasureCommand
from services.case.notification import domain as notification
from services.case.notification.commands import NotificationCommand, ReceiveNotification
from services.case.notification.events import (
    NotificationAcknowledged,
    NotificationEvent,
    NotificationReceived,
    NotifierInformed,
)
from services.case.notification.state import Notification
from services.case.people.events import AddressChanged
from services.case.plan.events import GoalStatusSet
from services.case.reassessment.commands import ReassessCase, ReassessForNotification
from services.case.reassessment.state import Worry
from services.case.rules import of_every_command, unmet
from services.case.slices import NOUNS, CaseCommand, Facts, Slice
from services.case.state import Case, CounsellingContact, Stream
from shared.calendar import day_of
from shared.decider import Asked, Beside, Decider, Refused, Unknown, require

SLICES = (
    *NOUNS,
    Slice(
        CorrectionEvent,
        CorrectionCommand,
        lambda case, fact: correction.evolve(case, fact, TELLING),
        lambda asked, command, case: correction.what_follows(asked, command, case, TELLING),
    ),
)
KEPT_WHOLE = (  # words and all: the case itself shows them, or they may be said once more
    AddressChanged,
    ChildIdentified,
    ConfidentialityChanged,
    GoalStatusSet,
    NetworkMapped,
    NotificationAcknowledged,
    NotifierInformed,
    PersonAdded,
)
OfANotification = NotificationCommand | CorrectNotification | ReassessForNotification


def evolve(stream: Stream, fact: Event) -> Stream:
    """Remember a fact."""
    if isinstance(stream, Case | Notification):
        return remembered(stream, fact)
    if isinstance(fact, NotificationReceived):
        return heard_of(None, fact)
    if isinstance(fact, CounsellingEvent):
        return counselling.evolve(stream, fact)
    if isinstance(fact, CooperationEvent):
        return stream
    return begun(fact) if isinstance(fact, CaseOpened) else stream


def begun(fact: CaseOpened) -> Case:
    return Case(
        id=fact.id,
        opened_on=fact.opened_on,
        aware_on=fact.aware_on,
        unit=fact.unit,
        said=(fact,),
        caseworkers=frozenset({fact.caseworker}),
        worries=tuple(Worry(id=each) for each in fact.notifications),
    )


def remembered(stream: Case | Notification, fact: Event) -> Stream:
    """What is known with a fact more, or with one in the place of that which it corrects."""
    told: Stream
    if isinstance(fact, CorrectionEvent):
        told = correction.evolve(stream, fact, TELLING)
    elif stream.correcting is not None:
        told = correction.told_anew(stream, fact, TELLING)
    elif isinstance(stream, Notification):
        told = heard_of(stream, fact) if isinstance(fact, NotificationEvent) else stream
    else:
        told = learned(stream, fact) if isinstance(fact, CaseEvent) else stream
    return told


def heard_of(known: Notification | None, fact: NotificationEvent) -> Stream:
    """A notification with a fact more."""
    told = notification.evolve(known, fact)
    return told and replace(told, said=(*told.said, kept(fact)))


def learned(case: Case, fact: CaseEvent) -> Case:
    """A case with a fact more."""
    changed = next(each for each in SLICES if isinstance(fact, each.facts)).evolve(case, fact)
    return replace(changed, said=(*case.said, kept(fact)))


def kept(fact: Event) -> Event:
    told: Event = fact if isinstance(fact, KEPT_WHOLE) else correction.wordless(fact)
    return told


def decide_notification(asked: Asked[OfANotification], stream: Stream) -> Facts:
    match asked.command, stream:
        case ReassessForNotification() as reassessment, Notification():
            return reassessed_for(asked, reassessment, stream)
        case ReceiveNotification() as receipt, None:
            return notification.received(asked, receipt)
        case CorrectNotification() as putting_right, Notification():
            return correction.what_follows(asked, putting_right, stream, TELLING)
        case command, Notification() if isinstance(command, NotificationCommand):
            return notification.what_follows(asked, command, stream)
        case _:
            raise Unknown


def reassessed_for(
    asked: Asked[Any], reassessment: ReassessForNotification, known: Notification
) -> Facts:
    """The case decides as if it had been asked itself; what it records is beside the notification.

    Raises:
        Refused: when a rule stands in the way, with the attempt beside, if it is on record.
        Unknown: when there is no such case.
    """
    case = asked.others.get(reassessment.case_id)
    if not isinstance(case, Case):
        raise Unknown
    said = reassessment.model_dump(exclude={"case_id"})
    command = ReassessCase(notification_id=known.id, **said)
    turned = replace(asked, command=command, others={**asked.others, known.id: known})
    try:
        return seen_from(known.id, case.id, on_a_case(turned, command, case))
    except Refused as refused:
        attempt = seen_from(known.id, case.id, refused.attempt)
        raise Refused(*refused.unmet, attempt=attempt) from None


def seen_from(own: UUID, other: UUID, facts: Facts) -> Facts:
    """The facts of another stream, and those it has beside it, as they are for this one."""
    beside = [each if isinstance(each, Beside) else Beside(other, each) for each in facts]
    return [each.fact if each.stream == own else each for each in beside]


def decide_counselling(asked: Asked[CounsellingCommand], stream: Stream) -> counselling.Facts:
    match asked.command, stream:
        case RegisterCounsellingContact() as contact, None:
            return counselling.registered(asked, contact)
        case HandOverCounselling() as handover, CounsellingContact():
            return counselling.handed_over(asked, handover, stream)
        case _:
            raise Unknown


def decide_cooperation(asked: Asked[CooperationCommand], stream: Stream) -> Sequence[Event]:
    """Each is recorded once, in a stream of its own, and is then complete."""
    if stream is not None:
        raise Unknown
    return cooperation.what_follows(asked)


def decide_case(asked: Asked[CaseCommand], stream: Stream) -> Facts:
    if isinstance(asked.command, MeasureCommand):  # a neighbour's news is never refused
        note = asked.command
        return measure.what_follows(asked, note, stream) if isinstance(stream, Case) else []
    match asked.command, stream:
        case OpenCase() as opening, None:
            return child.opened(asked, opening)
        case command, Case():
            return on_a_case(asked, command, stream)
        case _:
            raise Unknown


def on_a_case(asked: Asked[CaseCommand], command: CaseCommand, case: Case) -> Facts:
    require(unmet(day_of(asked.at), of_every_command(case)))
    chosen = next(each for each in SLICES if isinstance(command, each.commands))
    return chosen.what_follows(asked, command, case)


def again(asked: Asked[Any], stream: Case | Notification) -> Facts:
    """What follows from a command of a stream that has begun."""
    if isinstance(stream, Case):
        return on_a_case(asked, asked.command, stream)
    return notification.what_follows(asked, asked.command, stream)


def begun_otherwise(asked: Asked[Any], wrong: Event, known: Stream) -> Event:
    """What a stream should have begun with.

    Raises:
        Unknown: when it does not begin so.
    """
    match asked.command, wrong, known:
        case StateOpening() as opening, CaseOpened(), _:
            return child.opened_instead(asked, opening, wrong)
        case ReceiveNotification() as receipt, NotificationReceived(), Notification():
            return notification.received_instead(asked, receipt, wrong, known)
        case _:
            raise Unknown


TELLING: correction.Telling = correction.Telling(evolve, again, begun_otherwise)
notifications: Decider[OfANotification, Stream, Event] = Decider(None, evolve, decide_notification)
contacts: Decider[CounsellingCommand, Stream, Any] = Decider(None, evolve, decide_counselling)
cooperations: Decider[CooperationCommand, Stream, Event] = Decider(None, evolve, decide_cooperation)
cases: Decider[CaseCommand, Stream, Event] = Decider(None, evolve, decide_case)
