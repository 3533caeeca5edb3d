"""Every fact of the case service, in the one catalog under which it is stored."""

from typing import get_args

from services.case.appeal.events import AppealEvent
from services.case.assessment.events import AssessmentEvent
from services.case.charge.events import CaseClosed, ChargeEvent
from services.case.child.events import ChildEvent
from services.case.correction.events import CorrectionEvent
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
from services.case.record.events import NoteRecorded, RecordEvent
from services.case.transfer.events import TransferEvent
from shared.facts import Catalog, Json

CaseEvent = (
    ChildEvent | InvestigationEvent | AssessmentEvent | DecisionEvent | RecordEvent | AppealEvent
    | ReassessmentEvent
    | PlanEvent | FollowingEvent | CorrectionEvent | ChargeEvent | TransferEvent
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


@catalog.upcaster(CaseClosed)
def closed_before_departures_were_kept(data: Json) -> Json:
    return {**data, "departures": [], "edition": None}


@catalog.upcaster(NoteRecorded)
def noted_before_notes_could_answer(data: Json) -> Json:
    return {**data, "answers_id": None}
