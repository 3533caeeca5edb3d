"""A journal of notes: the smallest stream that uses everything a case does, sealed words too."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from pydantic import Field

from shared.clock import utc_now
from shared.commands import Code, Command, Day, Words
from shared.contracts import FeedItem, Published
from shared.decider import Asked, Decider, Unmet, require
from shared.facts import Catalog
from shared.sealing import Sealed

DAY = date(2024, 1, 1)
WORDS = "Konsulenten har talt med hende og hendes mor; de ses igen på tirsdag. " * 3
UNOPENED = Unmet(
    "journal-open", "Journalen skal være oprettet.", "The journal must be open.", "benchmark"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalOpened:
    id: UUID
    opened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten:
    id: UUID
    written_on: date
    kind: str
    words: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteHeard:
    """A neighbour's journal has a new note."""

    id: UUID
    written_on: date


JournalEvent = JournalOpened | NoteWritten
Mirrored = NoteHeard
journals: Catalog[JournalEvent] = Catalog("journal", *JournalEvent.__args__)
mirrors: Catalog[Mirrored] = Catalog("mirror", NoteHeard)


class OpenJournal(Command):
    """Begin a journal."""

    opened_on: Day


class WriteNote(Command):
    """Write one note in a journal."""

    written_on: Day
    kind: Code
    words: Words


class NoteNote(Command):
    """From the journal's feed, never from a client."""

    id: UUID
    written_on: date


class Note(Published):
    """A note was written; its words stay where they are."""

    id: UUID
    written_on: date
    kind: str = Field(max_length=64)


@dataclass(frozen=True, slots=True)
class Journal:
    open: bool = False
    notes: int = 0


def evolve(state: Journal, fact: JournalEvent) -> Journal:
    match fact:
        case JournalOpened():
            return replace(state, open=True)
        case NoteWritten():
            return replace(state, notes=state.notes + 1)


def decide(asked: Asked[OpenJournal | WriteNote], state: Journal) -> Sequence[JournalEvent]:
    """Raises: `Refused` for a note in a journal that nobody opened."""
    match asked.command:
        case OpenJournal(opened_on=day):
            return [JournalOpened(id=asked.id, opened_on=day)]
        case WriteNote(written_on=day, kind=kind, words=words):
            require([] if state.open else [UNOPENED])
            return [NoteWritten(id=asked.id, written_on=day, kind=kind, words=Sealed(words))]


def mirror(asked: Asked[NoteNote], _: int) -> Sequence[Mirrored]:
    return [NoteHeard(id=asked.command.id, written_on=asked.command.written_on)]


journal: Decider[OpenJournal | WriteNote, Journal, JournalEvent] = Decider(
    Journal(), evolve, decide
)
mirrored: Decider[NoteNote, int, Mirrored] = Decider(0, lambda seen, _: seen + 1, mirror)


def publish(fact: JournalEvent) -> Note | None:
    match fact:
        case NoteWritten(id=note, written_on=day, kind=kind):
            return Note(id=note, written_on=day, kind=kind)
        case JournalOpened():
            return None


def whenever(_: str, item: FeedItem) -> NoteNote | None:
    if item.kind != Note.__name__:
        return None
    note = Note.model_validate(item.data)
    return NoteNote(id=note.id, written_on=note.written_on)


def a_note() -> Asked[OpenJournal | WriteNote]:
    """A caseworker writes what such a note usually holds: some two hundred characters."""
    return Asked(command=A_NOTE, id=uuid4(), at=utc_now(), by="caseworker-1")


def a_journal() -> Asked[OpenJournal | WriteNote]:
    return Asked(command=A_JOURNAL, id=uuid4(), at=utc_now(), by="caseworker-1")


A_NOTE = WriteNote(written_on=DAY, kind="conversation", words=WORDS)
A_JOURNAL = OpenJournal(opened_on=DAY)
