"""Where facts are kept. The only package that knows the `eventsourcing` library."""

from shared.eventlog.log import EventLog
from shared.eventlog.recorder import Answer, KeyTaken
from shared.eventlog.written import Folded, Overtaken, Reaction, StaleVersion, Written

__all__ = [
    "Answer", "EventLog", "Folded", "KeyTaken", "Overtaken", "Reaction", "StaleVersion", "Written",
]  # fmt: skip
