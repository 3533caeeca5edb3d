"""A case is cut by its nouns: which facts each remembers, and which commands it answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from services.case.admission import domain as admission
from services.case.admission.commands import AdmissionCommand
from services.case.admission.events import AdmissionEvent
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
from services.case.child.commands import ChildCommand
from services.case.child.events import ChildEvent
from services.case.correction.commands import CorrectionCommand
from services.case.decision import domain as decision
from services.case.decision.commands import DecisionCommand
from services.case.decision.events import DecisionEvent
from services.case.events import Event
from services.case.following import domain as following
from services.case.following.commands import FollowingCommand
from services.case.following.events import FollowingEvent
from services.case.intake import domain as intake
from services.case.intake.commands import IntakeCommand
from services.case.intake.events import IntakeEvent
from services.case.investigation import domain as investigation
from services.case.investigation.commands import InvestigationCommand
from services.case.investigation.events import InvestigationEvent
from services.case.measure import domain as measure
from services.case.measure.commands import MeasureCommand
from services.case.measure.events import MeasureEvent
from services.case.panel import domain as panel
from services.case.panel.commands import PanelCommand
from services.case.panel.events import PanelEvent
from services.case.people import domain as people
from services.case.people.commands import PeopleCommand
from services.case.people.events import PeopleEvent
from services.case.plan import domain as plan
from services.case.plan.commands import PlanCommand
from services.case.plan.events import PlanEvent
from services.case.provisional_decision import domain as provisional_decision
from services.case.provisional_decision.commands import ProvisionalDecisionCommand
from services.case.provisional_decision.events import ProvisionalDecisionEvent
from services.case.reassessment import domain as reassessment
from services.case.reassessment.commands import ReassessmentCommand
from services.case.reassessment.events import ReassessmentEvent
from services.case.record import domain as record
from services.case.record.commands import RecordCommand
from services.case.record.events import RecordEvent
from services.case.state import Case
from services.case.transfer import domain as transfer
from services.case.transfer.commands import TransferCommand
from services.case.transfer.events import TransferEvent
from shared.decider import Asked, Beside

CaseCommand = (
    ChildCommand | InvestigationCommand | AssessmentCommand | DecisionCommand | RecordCommand
    | AppealCommand | PlanCommand | ProvisionalDecisionCommand | FollowingCommand | PeopleCommand
    | CorrectionCommand | ChargeCommand | TransferCommand | ReassessmentCommand | IntakeCommand
    | AdmissionCommand | PanelCommand | MeasureCommand
)  # fmt: skip
Facts = Sequence[Event | Beside]


@dataclass(frozen=True, slots=True)
class Slice:
    """A noun's part of the case: which facts it remembers, and which commands it answers."""

    facts: Any
    commands: Any
    evolve: Callable[[Case, Any], Case]
    what_follows: Callable[[Asked[Any], Any, Case], Facts]


NOUNS = (
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
    Slice(AdmissionEvent, AdmissionCommand, admission.evolve, admission.what_follows),
    Slice(PanelEvent, PanelCommand, panel.evolve, panel.what_follows),
    Slice(MeasureEvent, MeasureCommand, measure.evolve, measure.what_follows),
    Slice(IntakeEvent, IntakeCommand, intake.evolve, intake.what_follows),
    Slice(TransferEvent, TransferCommand, transfer.evolve, transfer.what_follows),
)
