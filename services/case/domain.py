"""What follows from what is asked of a notification or a case. Pure: no clock, no database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.case.appeal import domain as appeal
from services.case.appeal.commands import AppealCommand
from services.case.appeal.events import AppealEvent
from services.case.assessment import domain as assessment
from services.case.assessment.commands import AssessmentCommand
from services.case.assessment.events import AssessmentEvent
from services.case.child import domain as child
from services.case.child.commands import ChildCommand, OpenCase
from services.case.child.events import CaseOpened, ChildEvent
from services.case.decision import domain as decision
from services.case.decision.commands import DecisionCommand
from services.case.decision.events import DecisionEvent
from services.case.events import CaseEvent, Event
from services.case.following import domain as following
from services.case.following.commands import FollowingCommand
from services.case.following.events import FollowingEvent
from services.case.investigation import domain as investigation
from services.case.investigation.commands import InvestigationCommand
from services.case.investigation.events import InvestigationEvent
from services.case.notification import domain as notification
from services.case.notification.commands import NotificationCommand, ReceiveNotification
from services.case.notification.events import (
    NotificationAcknowledged,
    NotificationReceived,
    NotificationUrgencyAssessed,
)
from services.case.people import domain as people
from services.case.people.commands import PeopleCommand
from services.case.people.events import PeopleEvent
from services.case.plan import domain as plan
from services.case.plan.commands import PlanCommand
from services.case.plan.events import PlanEvent
from services.case.record import domain as record
from services.case.record.commands import RecordCommand
from services.case.record.events import RecordEvent
from services.case.rules import of_every_command, unmet
from services.case.state import Case, Notification, Stream
from shared.calendar import day_of
from shared.decider import Asked, Decider, Unknown, require

CaseCommand = (
    ChildCommand | InvestigationCommand | AssessmentCommand | DecisionCommand | RecordCommand
    | AppealCommand | PlanCommand | FollowingCommand | PeopleCommand
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slice:
    """A noun's part of the case: which facts it remembers, and which commands it answers."""

    facts: Any
    commands: Any
    evolve: Callable[[Case, Any], Case]
    what_follows: Callable[[Asked[Any], Any, Case], Sequence[CaseEvent]]


SLICES = (
    Slice(ChildEvent, ChildCommand, child.evolve, child.what_follows),
    Slice(PeopleEvent, PeopleCommand, people.evolve, people.what_follows),
    Slice(
        InvestigationEvent,
        InvestigationCommand,
        investigation.evolve,
        investigation.what_follows,
    ),
    Slice(AssessmentEvent, AssessmentCommand, assessment.evolve, assessment.what_follows),
    Slice(PlanEvent, PlanCommand, plan.evolve, plan.what_follows),
    Slice(FollowingEvent, FollowingCommand, following.evolve, following.what_follows),
    Slice(DecisionEvent, DecisionCommand, decision.evolve, decision.what_follows),
    Slice(RecordEvent, RecordCommand, record.evolve, record.what_follows),
    Slice(AppealEvent, AppealCommand, appeal.evolve, appeal.what_follows),
)


def evolve(stream: Stream, fact: Event) -> Stream:
    """Remember a fact."""
    match fact, stream:
        case NotificationReceived(), _:
            return Notification(received_at=fact.received_at, answerable=fact.answerable)
        case NotificationUrgencyAssessed(), Notification():
            return replace(stream, assessed=True)
        case CaseOpened(), _:
            return Case(id=fact.id, opened_on=fact.opened_on, aware_on=fact.aware_on)
        case NotificationUrgencyAssessed() | NotificationAcknowledged(), _:
            return stream
        case _, Case():
            return remembered(stream, fact)
        case _:
            return stream


def remembered(case: Case, fact: CaseEvent) -> Case:
    return next(each for each in SLICES if isinstance(fact, each.facts)).evolve(case, fact)


def decide_notification(asked: Asked[NotificationCommand], stream: Stream) -> Sequence[Event]:
    match asked.command, stream:
        case ReceiveNotification() as receipt, None:
            return notification.received(asked, receipt)
        case command, Notification():
            return notification.what_follows(asked, command, stream)
        case _:
            raise Unknown


def decide_case(asked: Asked[CaseCommand], stream: Stream) -> Sequence[CaseEvent]:
    match asked.command, stream:
        case OpenCase() as opening, None:
            return child.opened(asked, opening)
        case command, Case():
            return on_a_case(asked, command, stream)
        case _:
            raise Unknown


def on_a_case(asked: Asked[CaseCommand], command: CaseCommand, case: Case) -> Sequence[CaseEvent]:
    require(unmet(day_of(asked.at), of_every_command(case)))
    chosen = next(each for each in SLICES if isinstance(command, each.commands))
    return chosen.what_follows(asked, command, case)


notifications: Decider[NotificationCommand, Stream, Event] = Decider(
    None, evolve, decide_notification
)
cases: Decider[CaseCommand, Stream, Event] = Decider(None, evolve, decide_case)
