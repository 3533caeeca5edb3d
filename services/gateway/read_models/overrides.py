"""Emergency access to a case: whose, how long, and what was thought of it."""

from collections.abc import Iterator

from services.gateway.projection import Put
from services.gateway.tables import emergency_accesses, relations
from shared.contracts import FeedItem, override


def changes(item: FeedItem) -> Iterator[Put]:
    match override.read(item):
        case override.AccessOverridden() as news:
            row = news.model_dump(exclude={"id"}) | {"stream": item.stream}
            yield Put(emergency_accesses, (news.id,), row)
            held = {"holder": f"emergency:{news.subject}", "ends_at": news.ends_at}
            yield Put(relations, (item.stream, "emergency", news.id), held)
        case override.OverrideReviewed() as news:
            yield Put(emergency_accesses, (news.id,), news.model_dump(exclude={"id"}))
            if news.finding == "not_justified":
                ended = {"ends_at": news.reviewed_at}
                yield Put(relations, (item.stream, "emergency", news.id), ended)
        case None:
            return
