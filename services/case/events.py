"""Every fact of the case service, in the one catalog under which it is stored."""

from collections.abc import Mapping
from functools import partial
from typing import get_args

from services.case.appeal.events import AppealEvent
from services.case.assessment.events import AssessmentEvent, StatutoryScreeningRecorded
from services.case.charge.events import CaseClosed, ChargeEvent
from services.case.child.events import ChildEvent, PersonAdded
from services.case.cooperation.events import CooperationEvent
from services.case.correction.events import CorrectionEvent
from services.case.counselling.events import CounsellingEvent
from services.case.decision.events import DecisionEvent, DecisionMade
from services.case.following.events import FollowingEvent
from services.case.investigation.events import (
    ChildConversationWaived,
    ConsentWithdrawn,
    InvestigationEvent,
)
from services.case.notification.events import (
    NotificationEvent,
    NotificationReceived,
    NotificationUrgencyAssessed,
)
from services.case.people.events import PeopleEvent
from services.case.plan.events import PlanEvent
from services.case.provisional_decision.events import ProvisionalDecisionEvent
from services.case.reassessment.events import ReassessmentEvent
from services.case.record.events import NoteRecorded, RecordEvent
from services.case.transfer.events import TransferEvent
from shared.facts import Catalog, Json

CaseEvent = (
    ChildEvent | InvestigationEvent | AssessmentEvent | DecisionEvent | RecordEvent | AppealEvent
    | PlanEvent | ProvisionalDecisionEvent | FollowingEvent | CorrectionEvent | ChargeEvent
    | TransferEvent | ReassessmentEvent | PeopleEvent
)  # fmt: skip
Event = NotificationEvent | CounsellingEvent | CooperationEvent | CaseEvent

catalog: Catalog[Event] = Catalog("case", *get_args(Event))

GROWN: Mapping[type[Event], Json] = {
    StatutoryScreeningRecorded: {"honour_related_conflict": False},
    ChildConversationWaived: {"catch_up": False},
    ConsentWithdrawn: {
        "party_id": None,  # whose it was stands with the consent
        "decision_ids": [],
        "departures": [],
        "edition": "2011-01-01",
    },
    DecisionMade: {
        "grounds": [],
        "members_present": None,
        "members_for": None,
        "lawyer_offered": False,
        "siblings_assessed": False,
        "committee_due_on": None,
        "replaces_decision_id": None,
        "departures": [],
    },
}
"""What facts of the first schema did not say, and how they are read now."""


def said_now(unsaid: Json, data: Json) -> Json:
    return {**unsaid, **data}


for kind, unsaid in GROWN.items():
    catalog.upcaster(kind)(partial(said_now, unsaid))


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


@catalog.upcaster(CaseClosed)
def closed_before_departures_were_kept(data: Json) -> Json:
    return {**data, "departures": [], "edition": None}


@catalog.upcaster(NoteRecorded)
def noted_before_notes_could_answer(data: Json) -> Json:
    return {**data, "answers_id": None}


@catalog.upcaster(PersonAdded)
def of_a_network(stored: Json) -> Json:
    """People belong to the private or the professional network, and may have an address."""
    kind = "professional" if stored["relation"] == "professional" else "private"
    return {**stored, "person_kind": kind, "address": None, "case_id": None}
