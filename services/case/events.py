"""Every fact of the case service, in the one catalog under which it is stored."""

from typing import get_args

from services.case.appeal.events import AppealEvent
from services.case.assessment.events import AssessmentEvent
from services.case.child.events import ChildEvent, PersonAdded
from services.case.decision.events import DecisionEvent
from services.case.following.events import FollowingEvent
from services.case.investigation.events import InvestigationEvent
from services.case.notification.events import NotificationEvent
from services.case.people.events import PeopleEvent
from services.case.plan.events import PlanEvent
from services.case.record.events import RecordEvent
from shared.facts import Catalog, Json

CaseEvent = (
    ChildEvent | InvestigationEvent | AssessmentEvent | DecisionEvent | RecordEvent | AppealEvent
    | PlanEvent | FollowingEvent | PeopleEvent
)  # fmt: skip
Event = NotificationEvent | CaseEvent

catalog: Catalog[Event] = Catalog("case", *get_args(Event))


@catalog.upcaster(PersonAdded)
def of_a_network(stored: Json) -> Json:
    """People belong to the private or the professional network, and may have an address."""
    kind = "professional" if stored["relation"] == "professional" else "private"
    return {**stored, "person_kind": kind, "address": None, "case_id": None}
