"""The measures of a case at a glance, as the ladder tells of them."""

from collections.abc import Iterator

from services.gateway import tables
from services.gateway.projection import Put
from shared.contracts import FeedItem, basis, correction, ladder

MEASURE = (
    "measure_type", "da", "en", "definition", "step", "order", "band", "placement", "category",
    "aftercare", "under_return_option", "decision_id", "regime", "provision_id", "provider",
    "site_type", "started_on", "planned_end_on",
)  # fmt: skip
BEGUN = {  # what can be taken back, and where it is kept
    "SiteChanged": tables.site_changes,
    "ParallelClassified": tables.classifications,
}


def changes(item: FeedItem) -> Iterator[Put]:
    news, stream = ladder.read(item), {"stream": item.stream}
    match news:
        case ladder.MeasureStarted():
            yield Put(tables.measures, (news.id,), stream | news.model_dump(include={*MEASURE}))
        case ladder.MeasureCorrected():
            row = news.model_dump(include={*MEASURE, "ended_on", "end_reason"})
            yield Put(tables.measures, (news.id,), stream | row)
        case ladder.MeasureRetracted():
            yield Put(tables.measures, (news.id,), {"stream": None})
        case ladder.MeasureEnded():
            row = {"ended_on": news.ended_on, "end_reason": news.reason}
            yield Put(tables.measures, (news.id,), row)
        case basis.TermsChanged():
            yield Put(tables.measures, (news.id,), news.model_dump(exclude={"id"}))
        case ladder.SiteChanged():
            row = news.model_dump(exclude={"id"})
            yield Put(tables.site_changes, (news.id,), stream | row)
        case _:
            yield from beside(item, news)


def beside(item: FeedItem, news: ladder.LadderPublished | None) -> Iterator[Put]:
    """What is said of a measure while it runs, or afterwards."""
    stream = {"stream": item.stream}
    match news:
        case ladder.ParallelClassified():
            row = news.model_dump(include={"classified_on", "classification"})
            parts = {"measure_ids": list(news.measure_ids)}
            yield Put(tables.classifications, (news.id,), stream | row | parts)
        case basis.BasisChanged(bases=(*_, latest)):
            row = latest.model_dump(include={"decision_id", "regime"})
            yield Put(tables.measures, (news.id,), row)
        case correction.EventRetracted(record_kind=kind) if kind in BEGUN:
            yield Put(BEGUN[kind], (news.record_id,), {"stream": None})
        case _:
            return
