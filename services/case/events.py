"""Every fact of the case service, in the one catalog under which it is stored."""

from typing import get_args

from services.case.appeal.events import AppealEvent
from services.case.assessment.events import AssessmentEvent
from services.case.child.events import ChildEvent
from services.case.decision.events import DecisionEvent
from services.case.following.events import FollowingEvent
from services.case.investigation.events import InvestigationEvent
from services.case.notification.events import (
    NotificationEvent,
    NotificationReceived,
    NotificationUrgencyAssessed,
)
from services.case.plan.events import PlanEvent
from services.case.reassessment.events import ReassessmentEvent
from services.case.record.events import RecordEvent
from shared.facts import Catalog, Json

CaseEvent = (
    ChildEvent | InvestigationEvent | AssessmentEvent | DecisionEvent | RecordEvent | AppealEvent
    | ReassessmentEvent
    | PlanEvent | FollowingEvent
)  # fmt: skip
Event = NotificationEvent | CaseEvent

catalog: Catalog[Event] = Catalog("case", *get_args(Event))


@catalog.upcaster(NotificationReceived)
def before_sections_and_signals(told: Json) -> Json:
    """Written before the section, the other children and the signals were kept."""
    nothing = ("section", "sending_municipality", "file_extract", "mother", "mother_cpr",
               "expected_on", "fingerprint")  # fmt: skip
    return {**told, **dict.fromkeys(nothing), "unborn": False, "siblings": [], "signals": []}


@catalog.upcaster(NotificationUrgencyAssessed)
def before_assessors(told: Json) -> Json:
    """Written before the assessor was part of the fact."""
    return {**told, "assessor": None}
