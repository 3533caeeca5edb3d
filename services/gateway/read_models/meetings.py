"""The meetings and follow-ups of a case at a glance, as follow-up tells of them."""

from collections.abc import Iterator

from services.gateway import tables
from services.gateway.projection import Put
from shared.contracts import FeedItem, followup

MEETING = {
    "meeting_kind", "held_on", "private_participants", "professional_participants", "child_part",
}  # fmt: skip


def changes(item: FeedItem) -> Iterator[Put]:
    news, stream = followup.read(item), {"stream": item.stream}
    match news:
        case followup.MeetingPlanned():
            row = news.model_dump(include={"meeting_kind", "planned_at"})
            yield Put(tables.meetings, (news.id,), stream | row)
        case followup.MeetingHeld():
            row = news.model_dump(include=MEETING)
            yield Put(tables.meetings, (news.id,), stream | row)
        case followup.FollowUpHeld():
            row = news.model_dump(include={"held_on", "outcome", "child_heard"})
            row |= {"measure_ids": list(news.measure_ids)}
            yield Put(tables.follow_ups, (news.id,), stream | row)
        case followup.FollowUpCorrected():
            yield Put(tables.follow_ups, (news.id,), {"held_on": news.held_on})
        case _:
            return
