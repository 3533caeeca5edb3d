"""Where facts are kept. The only package that knows the `eventsourcing` library."""

from shared.eventlog.folds import Folded, Reaction, StaleVersion, Written
from shared.eventlog.log import EventLog
from shared.eventlog.recorder import Answer, KeyTaken

__all__ = ["Answer", "EventLog", "Folded", "KeyTaken", "Reaction", "StaleVersion", "Written"]
