"""Whenever the ladder says X, the case notes it. Nothing here can refuse."""

from services.case.measure import commands
from shared.contracts import FeedItem, basis, ladder


def whenever(_: str, item: FeedItem) -> commands.MeasureCommand | None:
    """What is noted of a piece of news, if anything."""
    match ladder.read(item):
        case ladder.MeasureStarted() | ladder.MeasureCorrected() as news:
            return commands.NoteMeasure(
                id=news.id,
                measure_type=news.measure_type,
                placement=news.placement,
                decision_id=news.decision_id,
                started_on=news.started_on,
                ended_on=getattr(news, "ended_on", None),
            )
        case ladder.MeasureEnded() as news:
            return commands.NoteMeasureEnd(id=news.id, ended_on=news.ended_on)
        case basis.BasisChanged() as news:
            made = tuple(each.decision_id for each in news.bases)
            return commands.NoteMeasureBasis(id=news.id, decision_ids=made)
        case ladder.MeasureRetracted() as news:
            return commands.NoteMeasureRetraction(id=news.id)
        case _:
            return None
