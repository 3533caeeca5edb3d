"""The meetings and follow-ups of a case at a glance, as follow-up tells of them."""

from collections.abc import Iterator

from services.gateway import tables
from services.gateway.projection import Put
from shared.contracts import FeedItem, followup, meeting, review

PLANNED = {"meeting_kind", "planned_at", "ends_at", "place", "sequence"}
HELD = {
    "meeting_kind", "held_on", "private_participants", "professional_participants", "child_part",
    "fulfils_review",
}  # fmt: skip
NOT_HELD = dict.fromkeys((HELD | {"measure_ids"}) - {"meeting_kind"})


def changes(item: FeedItem) -> Iterator[Put]:
    news, stream = followup.read(item), {"stream": item.stream}
    match news:
        case followup.MeetingPlanned():
            row = news.model_dump(include=PLANNED) | {"obligation_ids": [*news.obligation_ids]}
            yield Put(tables.meetings, (news.id,), stream | row)
        case meeting.MeetingRescheduled():
            yield Put(tables.meetings, (news.id,), news.model_dump(exclude={"id"}))
        case meeting.MeetingCancelled():
            row = news.model_dump(include={"cancelled_on", "sequence"})
            yield Put(tables.meetings, (news.id,), row)
        case followup.MeetingHeld():
            row = news.model_dump(include=HELD) | {"measure_ids": [*news.measure_ids]}
            yield Put(tables.meetings, (news.id,), stream | row)
        case followup.FollowUpHeld():
            row = news.model_dump(include={"held_on", "outcome", "child_heard"})
            row |= {"measure_ids": list(news.measure_ids)}
            yield Put(tables.follow_ups, (news.id,), stream | row)
        case followup.FollowUpCorrected():
            yield Put(tables.follow_ups, (news.id,), {"held_on": news.held_on})
        case review.RecordRetracted():
            yield from retracted(news)
        case _:
            return


def retracted(news: review.RecordRetracted) -> Iterator[Put]:
    """A follow-up that never was belongs to no case; a meeting that was not held is planned."""
    match news.record_kind:
        case "FollowUpHeld":
            yield Put(tables.follow_ups, (news.record_id,), {"stream": None})
        case "MeetingHeld":
            yield Put(tables.meetings, (news.record_id,), NOT_HELD)
        case _:
            return
