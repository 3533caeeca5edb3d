"""Whenever a neighbour says X, follow-up notes it. Nothing here can refuse."""

from uuid import UUID

from services.followup import commands
from shared.contracts import FeedItem, case, ladder


def whenever(feed: str, item: FeedItem) -> commands.Note | None:
    """What is noted of a piece of news, if anything."""
    if feed == "ladder":
        return of_ladder(item)
    news = case.read(item)
    return of_case(item.stream, news) or of_notification(item.stream, news)


def of_notification(stream: UUID, told: case.CasePublished | None) -> commands.Note | None:
    match told:
        case case.NotificationReceived() as news:
            return commands.NoteNotification(
                id=stream, received_at=news.received_at, answerable=news.answerable
            )
        case case.NotificationUrgencyAssessed() as news:
            return commands.NoteUrgency(id=stream, assessed_at=news.assessed_at)
        case case.NotificationAcknowledged() as news:
            return commands.NoteAcknowledgement(id=stream, acknowledged_on=news.acknowledged_on)
        case _:
            return None


def of_case(stream: UUID, told: case.CasePublished | None) -> commands.Note | None:
    match told:
        case case.CaseOpened() as news:
            return commands.NoteCase(id=stream, opened_on=news.opened_on)
        case case.CaseClosed() as news:
            return commands.NoteCaseEnd(id=stream, closed_on=news.closed_on)
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
            )
        case _:
            return None


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
