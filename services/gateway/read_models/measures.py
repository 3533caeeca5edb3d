"""The measures of a case at a glance, as the ladder tells of them."""

from collections.abc import Iterator

from services.gateway import tables
from services.gateway.projection import Put
from shared.contracts import FeedItem, ladder

MEASURE = (
    "measure_type", "da", "en", "definition", "step", "placement", "decision_id", "regime",
    "started_on", "planned_end_on",
)  # fmt: skip


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
        case _:
            return
