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
from services.case.charge import domain as charge
from services.case.charge.commands import ChargeCommand
from services.case.charge.events import ChargeEvent
from services.case.child import domain as child
from services.case.child.commands import ChildCommand, OpenCase
from services.case.child.events import CaseOpened, ChildEvent, ChildIdentified, PersonAdded
from services.case.cooperation import domain as cooperation
from services.case.cooperation.commands import CooperationCommand
from services.case.cooperation.events import CooperationEvent
from services.case.correction import domain as correction
from services.case.correction.commands import CorrectionCommand
from services.case.correction.events import CorrectionEvent, EventCorrected, EventRetracted
from services.case.counselling import domain as counselling
from services.case.counselling.commands import (
    CounsellingCommand,
    HandOverCounselling,
    RegisterCounsellingContact,
)
from services.case.counselling.events import CounsellingEvent
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
from services.case.notification.events import NotificationEvent
from services.case.notification.state import Notification
from services.case.people import domain as people
from services.case.people.commands import PeopleCommand
from services.case.people.events import AddressChanged, PeopleEvent
from services.case.plan import domain as plan
from services.case.plan.commands import PlanCommand
from services.case.plan.events import PlanEvent
from services.case.provisional_decision import domain as provisional_decision
from services.case.provisional_decision.commands import ProvisionalDecisionCommand
from services.case.provisional_decision.events import ProvisionalDecisionEvent
from services.case.reassessment import domain as reassessment
from services.case.reassessment.commands import ReassessmentCommand
from services.case.reassessment.events import ReassessmentEvent
from services.case.reassessment.state import Worry
from services.case.record import domain as record
from services.case.record.commands import RecordCommand
from services.case.record.events import RecordEvent
from services.case.rules import of_every_command, unmet
from services.case.state import Case, CounsellingContact, Stream
from services.case.transfer import domain as transfer
from services.case.transfer.commands import TransferCommand
from services.case.transfer.events import TransferEvent
from shared.calendar import day_of
from shared.decider import Asked, Beside, Decider, Unknown, require

CaseCommand = (
    ChildCommand | InvestigationCommand | AssessmentCommand | DecisionCommand | RecordCommand
    | AppealCommand | PlanCommand | ProvisionalDecisionCommand | FollowingCommand | PeopleCommand
    | CorrectionCommand | ChargeCommand | TransferCommand | ReassessmentCommand
)  # fmt: skip
Facts = Sequence[Event | Beside]


@dataclass(frozen=True, slots=True)
class Slice:
    """A noun's part of the case: which facts it remembers, and which commands it answers."""

    facts: Any
    commands: Any
    evolve: Callable[[Case, Any], Case]
    what_follows: Callable[[Asked[Any], Any, Case], Facts]


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
    Slice(
        ProvisionalDecisionEvent,
        ProvisionalDecisionCommand,
        provisional_decision.evolve,
        provisional_decision.what_follows,
    ),
    Slice(RecordEvent, RecordCommand, record.evolve, record.what_follows),
    Slice(AppealEvent, AppealCommand, appeal.evolve, appeal.what_follows),
    Slice(ReassessmentEvent, ReassessmentCommand, reassessment.evolve, reassessment.what_follows),
    Slice(ChargeEvent, ChargeCommand, charge.evolve, charge.what_follows),
    Slice(TransferEvent, TransferCommand, transfer.evolve, transfer.what_follows),
    Slice(
        CorrectionEvent,
        CorrectionCommand,
        lambda case, fact: correction.evolve(case, fact, TELLING),
        lambda asked, command, case: correction.what_follows(asked, command, case, TELLING),
    ),
)
KEPT_WHOLE = (
    ChildIdentified,
    PersonAdded,
    AddressChanged,
)  # the case itself holds them, words and all


def evolve(stream: Stream, fact: Event) -> Stream:
    """Remember a fact."""
    if isinstance(fact, NotificationEvent):
        known = stream if isinstance(stream, Notification) else None
        return stream if isinstance(stream, Case) else notification.evolve(known, fact)
    if isinstance(fact, CounsellingEvent):
        return counselling.evolve(stream, fact)
    if isinstance(fact, CooperationEvent):
        return stream
    if isinstance(fact, CaseOpened):
        return begun(fact)
    if isinstance(fact, EventCorrected | EventRetracted) and isinstance(stream, Case):
        return correction.evolve(stream, fact, TELLING)
    return remembered(stream, fact) if isinstance(stream, Case) else stream


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


def remembered(case: Case, fact: CaseEvent) -> Case:
    """A case with a fact more, or with one in the place of that which it corrects."""
    if case.correcting is not None:
        return correction.told_anew(case, fact, TELLING)
    changed = next(each for each in SLICES if isinstance(fact, each.facts)).evolve(case, fact)
    kept = fact if isinstance(fact, KEPT_WHOLE) else correction.wordless(fact)
    return replace(changed, said=(*case.said, kept))


def decide_notification(asked: Asked[NotificationCommand], stream: Stream) -> Facts:
    match asked.command, stream:
        case ReceiveNotification() as receipt, None:
            return notification.received(asked, receipt)
        case command, Notification():
            return notification.what_follows(asked, command, stream)
        case _:
            raise Unknown


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


TELLING: correction.Telling = correction.Telling(
    evolve, lambda asked, case: on_a_case(asked, asked.command, case)
)
notifications: Decider[NotificationCommand, Stream, Event] = Decider(
    None, evolve, decide_notification
)
contacts: Decider[CounsellingCommand, Stream, Any] = Decider(None, evolve, decide_counselling)
cooperations: Decider[CooperationCommand, Stream, Event] = Decider(None, evolve, decide_cooperation)
cases: Decider[CaseCommand, Stream, Event] = Decider(None, evolve, decide_case)
