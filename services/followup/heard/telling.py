"""Which of the neighbours' news are steps, and where each says when it was, and about what.

A table by the names that the neighbours give their news and its fields: a kind that a neighbour
does not tell of yet is never met.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from services.followup.heard.steps import StepHeard
from shared.calendar import day_of


@dataclass(frozen=True, slots=True)
class Told:
    """The fields of a kind of news: its day or moment, and what else a step has.

    Without `of` it is a step of the stream itself. `only` names a field that must be true.
    """

    on: str
    of: str | None = None
    code: str | None = None
    party: str | None = None
    until: str | None = None
    only: str | None = None


STEPS: Mapping[str, Told] = {
    "NotificationUrgencyAssessed": Told("assessed_at"),
    "NotificationAcknowledged": Told("acknowledged_on"),
    "NotificationActedOn": Told("acted_on", code="action"),
    "NotificationDismissed": Told("dismissed_on"),
    "NotifierInformed": Told("informed_on"),
    "FeedbackOmitted": Told("omitted_on"),
    "StatutoryScreeningRecorded": Told("screened_on"),
    "TargetedAssessmentStarted": Told("started_on", of="id"),
    "TargetedAssessmentCompleted": Told("completed_on", of="id"),
    "InvestigationCompleted": Told("completed_on", of="id"),
    "PreliminaryAssessmentMade": Told("made_on", of="investigation_id"),
    "ChildConversationHeld": Told("held_on"),
    "ChildConversationWaived": Told("waived_on", only="catch_up"),
    "ConsentGiven": Told("given_on", party="party_id"),
    "ConsentWithdrawn": Told("withdrawn_on", party="party_id"),
    "PlanApproved": Told("approved_on", code="plan_kind"),
    "PlanPositionTaken": Told("taken_on", of="decision_id", code="plan_kind"),
    "ProvisionalDecisionConsidered": Told(
        "considered_on", of="id", code="outcome", until="lapses_on"
    ),
    "ProvisionalDecisionExtended": Told("extended_on", of="id", until="lapses_on"),
    "AccessRequestReceived": Told("received_on", of="id", code="access_kind"),
    "AccessRequestDecided": Told("decided_on", of="id", code="outcome"),
    "DecisionNotified": Told(
        "notified_on", of="decision_id", party="party_id", only="appeal_notice"
    ),
    "AppealLodged": Told("lodged_on", of="decision_id", party="party_id"),
    "AppealReconsidered": Told("reconsidered_on", of="id", code="outcome"),
    "AppealForwarded": Told("forwarded_on", of="id"),
    "AppealDecided": Told("decided_on", of="id", code="outcome"),
    "ApplicationReceived": Told("received_on", of="id", code="application_kind"),
    "ApplicationWithdrawn": Told("withdrawn_on", of="id"),
    "BreachDiscovered": Told("discovered_at", of="id"),
    "BreachReported": Told("reported_at", of="id"),
    "BreachNotReported": Told("judged_at", of="id"),
    "PoliceDocumentationReceived": Told("received_on", of="id"),
    "FamilyMoved": Told("reported_on", of="id"),
    "IntermunicipalNotificationSent": Told("sent_on", of="id"),
    "MeasureAdjusted": Told("adjusted_on", of="measure_id"),
    "MeasureContinued": Told("continued_on", of="measure_id"),
    "SiteChanged": Told("changed_on", of="measure_id"),
    "SafetyPlanActivated": Told("started_on", of="id", until="review_on"),
    "SafetyPlanReviewed": Told("reviewed_on", of="id", until="review_on"),
    "SafetyPlanEnded": Told("ended_on", of="id"),
}
HEARING = "PartyHearingHeld"
TAKEN = frozenset({*STEPS, HEARING})


def step(kind: str, stream: UUID, news: Any) -> StepHeard | None:  # noqa: ANN401 - any news
    """The step that a piece of news tells of, if it is one."""
    if kind == HEARING:
        return hearing(stream, news)
    told = STEPS.get(kind)
    if told is None or (told.only and not getattr(news, told.only)):
        return None
    when = getattr(news, told.on)
    at = when if isinstance(when, datetime) else None
    return StepHeard(
        id=news.id,
        fact=kind,
        of=getattr(news, told.of) or stream if told.of else stream,
        on=day_of(at) if at else when,
        at=at,
        code=getattr(news, told.code) if told.code else None,
        party_id=getattr(news, told.party) if told.party else None,
        until=getattr(news, told.until) if told.until else None,
        measure_types=getattr(news, "measure_types", ()),
        decision_ids=getattr(news, "decision_ids", ()),
    )


def hearing(stream: UUID, news: Any) -> StepHeard:  # noqa: ANN401 - `PartyHearingHeld`
    """A party was asked to comment, and has replied when it says so."""
    replied = news.replied_on is not None
    return StepHeard(
        id=news.id,
        fact=HEARING,
        of=stream,
        on=news.replied_on or news.sent_on,
        code="replied" if replied else None,
        party_id=news.party_id,
        until=None if replied else news.reply_due_on,
    )
