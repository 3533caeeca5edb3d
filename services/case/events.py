"""Every fact of the case service, in the one catalog under which it is stored."""

from typing import get_args

from services.case.appeal.events import AppealEvent
from services.case.assessment.events import AssessmentEvent
from services.case.child.events import ChildEvent
from services.case.decision.events import DecisionEvent
from services.case.following.events import FollowingEvent
from services.case.investigation.events import InvestigationEvent
from services.case.notification.events import NotificationEvent
from services.case.plan.events import PlanEvent
from services.case.record.events import RecordEvent
from shared.facts import Catalog

CaseEvent = (
    ChildEvent | InvestigationEvent | AssessmentEvent | DecisionEvent | RecordEvent | AppealEvent
    | PlanEvent | FollowingEvent
)  # fmt: skip
Event = NotificationEvent | CaseEvent

catalog: Catalog[Event] = Catalog("case", *get_args(Event))
