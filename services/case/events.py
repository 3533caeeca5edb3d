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
from services.case.notification.events import NotificationEvent
from services.case.plan.events import PlanEvent
from services.case.record.events import NoteRecorded, RecordEvent
from services.case.transfer.events import TransferEvent
from shared.facts import Catalog, Json

CaseEvent = (
    ChildEvent | InvestigationEvent | AssessmentEvent | DecisionEvent | RecordEvent | AppealEvent
    | PlanEvent | FollowingEvent | CorrectionEvent | ChargeEvent | TransferEvent
)  # fmt: skip
Event = NotificationEvent | CaseEvent

catalog: Catalog[Event] = Catalog("case", *get_args(Event))


@catalog.upcaster(CaseClosed)
def closed_before_departures_were_kept(data: Json) -> Json:
    return {**data, "departures": [], "edition": None}


@catalog.upcaster(NoteRecorded)
def noted_before_notes_could_answer(data: Json) -> Json:
    return {**data, "answers_id": None}
