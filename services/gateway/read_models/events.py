"""Every service's news in one order, for whoever follows the municipality's events."""

from collections.abc import Iterable, Iterator, Mapping

from services.gateway.projection import Announce, ReadModel
from services.gateway.read_models.timeline import READERS, UNTOLD, happened_on
from services.gateway.tables import events
from shared.contracts import FeedItem, case, followup, ladder, override

TOLD_HERE = frozenset(  # no happenings of a case's story, but a screen that shows them must hear
    {
        "NotificationTakenUp",
        "ObligationMoved",
        "ObligationReopened",
        "ReminderDue",
    }
)
UNTOLD_HERE = UNTOLD - TOLD_HERE
KINDS: Mapping[str, Iterable[str]] = {
    "case": case.KINDS,
    "ladder": ladder.KINDS,
    "followup": followup.KINDS,
    "gateway": override.KINDS,
}
TYPES = sorted(  # every type of event: its feed and its kind
    (feed, kind) for feed, kinds in KINDS.items() for kind in kinds if kind not in UNTOLD_HERE
)


def changes(feed: str, item: FeedItem) -> Iterator[Announce]:
    news = READERS[feed](item)
    if news is None or item.kind in UNTOLD_HERE:
        return
    row = {
        "feed": feed,
        "position": item.position,
        "stream": item.stream,
        "version": item.version,
        "kind": item.kind,
        "happened_on": happened_on(news, item),
        "recorded_at": item.recorded_at,
        "correlation": item.correlation,
    }
    yield Announce(row)


MODEL = ReadModel("events", (events,), changes)
