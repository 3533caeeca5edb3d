"""Every fact of the case service, in the one catalog under which it is stored."""

from typing import get_args

from services.case.admission.events import AdmissionEvent
from services.case.appeal.events import AppealEvent
from services.case.assessment.events import AssessmentEvent
from services.case.charge.events import ChargeEvent
from services.case.child.events import ChildEvent
from services.case.cooperation.events import CooperationEvent
from services.case.correction.events import CorrectionEvent
from services.case.counselling.events import CounsellingEvent
from services.case.decision.events import DecisionEvent
from services.case.following.events import FollowingEvent
from services.case.intake.events import IntakeEvent
from services.case.investigation.events import (
    InvestigationEvent,
)
from services.case.measure.events import MeasureEvent
from services.case.notification.events import (
    NotificationEvent,
)
from services.case.panel.events import PanelEvent
from services.case.people.events import PeopleEvent
from services.case.plan.events import PlanEvent
from services.case.provisional_decision.events import ProvisionalDecisionEvent
from services.case.reassessment.events import ReassessmentEvent
from services.case.record.events import RecordEvent
from services.case.transfer.events import TransferEvent
from shared.facts import Catalog

CaseEvent = (
    ChildEvent | InvestigationEvent | AssessmentEvent | DecisionEvent | RecordEvent | AppealEvent
    | PlanEvent | ProvisionalDecisionEvent | FollowingEvent | CorrectionEvent | ChargeEvent
    | TransferEvent | ReassessmentEvent | PeopleEvent | IntakeEvent
    | AdmissionEvent | PanelEvent | MeasureEvent
)  # fmt: skip
Event = NotificationEvent | CounsellingEvent | CooperationEvent | CaseEvent

catalog: Catalog[Event] = Catalog("case", *get_args(Event))
