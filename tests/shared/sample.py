"""A small service of the house's own make, for the plumbing's tests: a notebook per case."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from fastapi import APIRouter, FastAPI
from pydantic import Field

from shared.application import Application, create_app
from shared.clock import Clock, utc_now
from shared.commands import Command, Day, Words
from shared.contracts import FeedItem, Published
from shared.decider import Asked, Decider, Unknown, Unmet, require
from shared.facts import Catalog
from shared.feed import add_feed
from shared.http import CaseId, Route, add_commands, add_records, reads
from shared.sealing import Sealed, sealed
from shared.settings import ServiceSettings
from shared.transport import Transport


@dataclass(frozen=True, slots=True, kw_only=True)
class NotebookOpened:
    id: UUID
    opened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWritten:
    """`page` is open to neighbours; the words are the child's own."""

    id: UUID
    page: int
    words: Sealed
    aside: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineStruck:
    id: UUID
    struck_on: date


NotebookEvent = NotebookOpened | LineWritten | LineStruck
catalog: Catalog[NotebookEvent] = Catalog("notebook", *NotebookEvent.__args__)


class OpenNotebook(Command):
    """Begin a notebook."""

    opened_on: Day


class WriteLine(Command):
    """Write a line on a page that is free."""

    page: int = Field(ge=1, le=1_000_000)
    words: Words
    aside: Words | None = None


class StrikeLine(Command):
    """Strike a line out."""

    struck_on: Day


NotebookCommand = OpenNotebook | WriteLine | StrikeLine
OPEN = Unmet("notebook-open", "Notesbogen er ikke åbnet.", "The notebook is not open.", "Test")
FREE = Unmet("page-free", "Siden er allerede brugt.", "The page is taken.", "Test")
EVEN = Unmet("page-not-thirteen", "Side 13 bruges ikke.", "Page 13 is not used.", "Test")


@dataclass(frozen=True, slots=True)
class Notebook:
    opened: bool = False
    pages: frozenset[int] = frozenset()
    lines: tuple[tuple[UUID, Sealed], ...] = ()


def evolve(notebook: Notebook, fact: NotebookEvent) -> Notebook:
    match fact:
        case NotebookOpened():
            return replace(notebook, opened=True)
        case LineWritten():
            line = (fact.id, fact.words)
            return replace(
                notebook,
                pages=notebook.pages | {fact.page},
                lines=(*notebook.lines, line),
            )
        case LineStruck():
            left = tuple(each for each in notebook.lines if each[0] != fact.id)
            return replace(notebook, lines=left)
        case _:
            assert_never(fact)


def decide(asked: Asked[NotebookCommand], notebook: Notebook) -> Sequence[NotebookEvent]:
    match asked.command:
        case OpenNotebook() as command:
            return [NotebookOpened(id=asked.id, opened_on=command.opened_on)]
        case WriteLine() as command:
            return [write(asked.id, command, notebook)]
        case StrikeLine() as command:
            if asked.of is None or asked.of not in dict(notebook.lines):
                raise Unknown
            return [LineStruck(id=asked.of, struck_on=command.struck_on)]
        case _:
            assert_never(asked.command)


def write(line: UUID, command: WriteLine, notebook: Notebook) -> LineWritten:
    if command.page == BROKEN_PAGE:
        raise RuntimeError(command.words)  # what nobody foresaw, and it holds the child's words
    require(
        unmet
        for unmet, met in (
            (OPEN, notebook.opened),
            (FREE, command.page not in notebook.pages),
            (EVEN, command.page != UNLUCKY_PAGE),
        )
        if not met
    )
    return LineWritten(
        id=line, page=command.page, words=Sealed(command.words), aside=sealed(command.aside)
    )


BROKEN_PAGE, UNLUCKY_PAGE = 666, 13
decider: Decider[NotebookCommand, Notebook, NotebookEvent] = Decider(Notebook(), evolve, decide)


class NotebookBegun(Published):
    """What neighbours may know of a notebook: that there is one."""

    opened_on: date


class PageFilled(Published):
    """What neighbours may know of a line: its page."""

    id: UUID
    page: int


def publish(fact: NotebookEvent) -> Published | None:
    match fact:
        case NotebookOpened():
            return NotebookBegun(opened_on=fact.opened_on)
        case LineWritten():
            return PageFilled(id=fact.id, page=fact.page)
        case _:
            return None


def whenever(_: str, item: FeedItem) -> NotebookCommand | None:
    """Keep a copy of every neighbour's notebook: the pages, never the words."""
    match item.kind:
        case "NotebookBegun":
            return OpenNotebook(opened_on=NotebookBegun.model_validate(item.data).opened_on)
        case "PageFilled":
            return WriteLine(page=PageFilled.model_validate(item.data).page, words="copied")
        case _:
            return None


ROUTES = (
    Route("/cases", OpenNotebook, "case.write", opens=True),
    Route("/cases/{case_id}/lines", WriteLine, "case.write"),
    Route("/cases/{case_id}/lines/{line_id}/striking-out", StrikeLine, "case.write"),
)


def create(
    settings: ServiceSettings,
    clock: Clock = utc_now,
    neighbours: dict[str, Transport] | None = None,
) -> tuple[Application, FastAPI]:
    """The service over one database. It works in the background when it has neighbours."""
    application = Application(settings, catalog, clock)
    if neighbours:
        application.follow(neighbours, decider, whenever)
    router = APIRouter()
    desk = application.desk(decider)
    add_commands(router, desk, ROUTES)
    add_records(router, desk, ROUTES, "case.read")
    add_feed(router, application.log, publish)

    @router.get("/cases/{caseId}/lines", **reads("case.read"))
    async def pages(case: CaseId) -> list[int]:
        return sorted((await application.log.fold(decider, case)).state.pages)

    app = create_app(
        application, "Notebooks", "A notebook per case.", router, working=bool(neighbours)
    )
    return application, app
