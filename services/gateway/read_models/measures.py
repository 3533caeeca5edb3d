"""The measures of a case at a glance, as the ladder tells of them."""

from collections.abc import Iterator
from datetime import date

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
GIVEN_UP = {  # what a measure says of something that was taken back
    "ExitPlanRecorded": {"exit_target_on": None, "exit_step": None},
    "ReturnOptionSet": {"return_until_on": None},
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
        case ladder.MeasureAdjusted(planned_end_on=date() as until):
            yield Put(tables.measures, (news.measure_id,), {"planned_end_on": until})
        case ladder.SiteChanged():
            row = news.model_dump(exclude={"id"})
            yield Put(tables.site_changes, (news.id,), stream | row)
        case _:
            yield from beside(item, news)


def beside(item: FeedItem, news: ladder.LadderPublished | None) -> Iterator[Put]:
    """What is said of a measure while it runs, or afterwards."""
    stream = {"stream": item.stream}
    match news:
        case ladder.ExitPlanRecorded():
            row = {"exit_target_on": news.target_on, "exit_step": news.next_step}
            yield Put(tables.measures, (news.measure_id,), row)
        case ladder.ReturnOptionSet():
            row = {"return_until_on": news.valid_until_on}
            yield Put(tables.measures, (news.measure_id,), row)
        case ladder.ParallelClassified():
            row = news.model_dump(include={"classified_on", "classification"})
            parts = {"measure_ids": list(news.measure_ids)}
            yield Put(tables.classifications, (news.id,), stream | row | parts)
        case basis.BasisChanged(bases=(*_, latest)):
            row = latest.model_dump(include={"decision_id", "regime"})
            yield Put(tables.measures, (news.id,), row)
        case correction.EventRetracted():
            yield from taken_back(news)
        case _:
            return


def taken_back(news: correction.EventRetracted) -> Iterator[Put]:
    """What was taken back belongs to no case any more, and a measure says no more of it."""
    if table := BEGUN.get(news.record_kind):
        yield Put(table, (news.record_id,), {"stream": None})
    if news.about_id and (gone := GIVEN_UP.get(news.record_kind)):
        yield Put(tables.measures, (news.about_id,), gone)
