"""Whenever a neighbour says X, follow-up notes it. Nothing here can refuse."""

from datetime import date
from typing import Any
from uuid import UUID

from services.followup import commands
from services.followup.state import HEARD_OF
from services.followup.steps import TAKEN
from shared.contracts import (
    FeedItem,
    case,
    charge,
    correction,
    ladder,
    plan,
    provisional_decision,
    record,
)

MOVED = "moved_municipality"
TOLD_ANEW = TAKEN | {"DecisionMade"}  # after a correction it may grant nothing, or be no such step


def whenever(feed: str, item: FeedItem) -> commands.Note | None:
    """What is noted of a piece of news, if anything."""
    if feed == "ladder":
        return of_ladder(item)
    news = case.read(item)
    stream = item.stream
    return of_case(stream, news) or of_notification(stream, news) or of_step(stream, news)


def of_notification(stream: UUID, told: case.CasePublished | None) -> commands.Note | None:
    match told:
        case case.NotificationReceived() as news:
            return commands.NoteNotification(
                id=stream, received_at=news.received_at, answerable=news.answerable
            )
        case case.NotificationUrgencyAssessed() as news:
            return commands.NoteUrgency(id=news.id, assessed_at=news.assessed_at)
        case case.NotificationAcknowledged() as news:
            return commands.NoteAcknowledgement(id=news.id, acknowledged_on=news.acknowledged_on)
        case _:
            return None


def of_case(stream: UUID, told: case.CasePublished | None) -> commands.Note | None:
    match told:
        case case.CaseOpened() as news:
            return commands.NoteCase(id=stream, opened_on=news.opened_on)
        case charge.CaseClosed() as news:
            moved = news.reason == MOVED
            return commands.NoteCaseEnd(id=stream, closed_on=news.closed_on, moved=moved)
        case case.InvestigationStarted() as news:
            return commands.NoteInvestigation(
                id=news.id, aware_on=news.aware_on, regime=news.regime
            )
        case case.InvestigationCompleted() as news:
            return commands.NoteInvestigationEnd(id=news.id, completed_on=news.completed_on)
        case case.DecisionMade(kind="grant") as news:
            return commands.NoteDecision(
                id=news.id,
                decided_on=news.decided_on,
                regime=news.regime,
                measure_types=news.measure_types,
                section=news.section,
                acute=news.acute,
                provisional=news.committee_due_on is not None,
            )
        case _:
            return of_its_way(stream, told)


def of_its_way(stream: UUID, told: case.CasePublished | None) -> commands.Note | None:
    """What is noted when a case is opened again, goes elsewhere, or something is taken back."""
    match told:
        case charge.CaseReopened():
            return commands.NoteRetraction(id=stream, record_kind="CaseClosed")
        case charge.FamilyMoved() as news:
            return commands.NoteFamilyMove(id=news.id, reported_on=news.reported_on)
        case charge.IntermunicipalNotificationSent() as news:
            return commands.NoteMunicipalityNotification(id=news.id, sent_on=news.sent_on)
        case correction.EventRetracted() as news if news.record_kind in {*HEARD_OF, *TAKEN}:
            return commands.NoteRetraction(id=news.record_id, record_kind=news.record_kind)
        case (correction.EventCorrected() | correction.EventRestated()) as news if (
            news.record_kind in TOLD_ANEW
        ):
            return commands.NoteRetraction(id=news.record_id, record_kind=news.record_kind)
        case _:
            return None


def of_step(stream: UUID, told: case.CasePublished | None) -> commands.NoteStep | None:
    """A step of the procedure; `stream` is the case."""
    match told:
        case case.TargetedAssessmentStarted():
            return step(told, told.id, told.started_on)
        case case.TargetedAssessmentCompleted():
            return step(told, told.id, told.completed_on)
        case case.ChildConversationWaived(reason="acute"):
            return step(told, stream, told.waived_on)
        case case.ChildConversationHeld():
            return step(told, stream, told.held_on)
        case case.ConsentWithdrawn():
            return step(told, stream, told.withdrawn_on, measure_types=told.measure_types)
        case plan.PlanPositionTaken():
            return step(told, told.decision_id or stream, told.taken_on, code=told.plan_kind)
        case provisional_decision.ProvisionalDecisionConsidered():
            return step(told, told.id, told.considered_on, code=told.outcome)
        case case.PlanApproved():
            return step(told, stream, told.approved_on, code=told.plan_kind)
        case _:
            return of_record(stream, told)


def of_record(stream: UUID, told: case.CasePublished | None) -> commands.NoteStep | None:
    match told:
        case record.PartyHearingHeld():
            came = told.replied_on is not None
            return step(
                told,
                stream,
                told.replied_on or told.sent_on,
                code="replied" if came else None,
                party_id=told.party_id,
                until=None if came else told.reply_due_on,
            )
        case record.AccessRequestReceived():
            return step(told, told.id, told.received_on)
        case record.AccessRequestDecided():
            return step(told, told.id, told.decided_on, code=told.outcome)
        case record.DecisionNotified(appeal_notice=True):
            return step(told, told.decision_id, told.notified_on, party_id=told.party_id)
        case record.AppealLodged():
            return step(told, told.decision_id, told.lodged_on, party_id=told.party_id)
        case record.AppealReconsidered():
            return step(told, told.id, told.reconsidered_on, code=told.outcome)
        case record.AppealForwarded():
            return step(told, told.id, told.forwarded_on)
        case record.AppealDecided():
            return step(told, told.id, told.decided_on)
        case _:
            return None


def step(news: Any, of: UUID, on: date, **more: Any) -> commands.NoteStep:  # noqa: ANN401 - news with an id
    return commands.NoteStep(id=news.id, fact=type(news).__name__, of=of, on=on, **more)


def of_ladder(item: FeedItem) -> commands.Note | None:
    match ladder.read(item):
        case ladder.MeasureStarted() as news:
            return commands.NoteMeasure(
                id=news.id,
                measure_type=news.measure_type,
                step=news.step,
                decision_id=news.decision_id,
                regime=news.regime,
                started_on=news.started_on,
                under_return_option=news.under_return_option,
            )
        case ladder.MeasureEnded() as news:
            return commands.NoteMeasureEnd(id=news.id, ended_on=news.ended_on)
        case _:
            return None
