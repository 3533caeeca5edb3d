"""What is left when everything has been killed: each service's log, read as its owner reads it."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from deploy.stack import DsnOf
from services.case import events as of_case
from services.case.policy import whenever as case_whenever
from services.case.published import publish as tell_case
from services.followup import events as of_followup
from services.followup.policy import whenever as followup_whenever
from services.followup.published import publish as tell_followup
from services.gateway.read_models import MODELS
from services.intervention_ladder import events as of_ladder
from services.intervention_ladder.policy import whenever as ladder_whenever
from services.intervention_ladder.published import publish as tell_ladder
from shared.clock import utc_now
from shared.contracts import FeedItem
from shared.database import Database
from shared.eventlog import EventLog
from shared.facts import Catalog, Recorded
from shared.feed import feed_item
from shared.sealing import MasterKeys
from shared.settings import DEVELOPMENT_MASTER

CATALOGS: Mapping[str, Catalog[Any]] = {
    "case": of_case.catalog,
    "ladder": of_ladder.catalog,
    "followup": of_followup.catalog,
}
PUBLISH: Mapping[str, Callable[[Any], Any]] = {
    "case": tell_case,
    "ladder": tell_ladder,
    "followup": tell_followup,
}
WHENEVER: Mapping[str, Callable[[str, FeedItem], Any]] = {
    "case": case_whenever,
    "ladder": ladder_whenever,
    "followup": followup_whenever,
}
FOLLOWS = {
    "case": ("ladder",),
    "ladder": ("case", "followup"),
    "followup": ("case", "ladder"),
}
MOST = 1_000_000  # facts
Row = tuple[Any, ...]
At = tuple[int, Recorded[Any]]  # a fact at its position


@asynccontextmanager
async def opened(dsn: str, service: str) -> AsyncIterator[EventLog[Any]]:
    """A service's log."""
    async with Database(dsn) as database:
        yield EventLog(database, CATALOGS[service], MasterKeys.read(DEVELOPMENT_MASTER), utc_now)


async def facts(dsn: str, service: str) -> list[At]:
    """Everything that a service has recorded, in order."""
    async with opened(dsn, service) as log:
        return await log.after(0, MOST)


def news(service: str, recorded: list[At]) -> Iterator[FeedItem]:
    """What a service has told its neighbours."""
    for position, each in recorded:
        yield feed_item(position, each, PUBLISH[service](each.fact))


def rows(dsn: str, query: str, *names: str) -> list[Row]:
    with psycopg.connect(dsn, autocommit=True) as connection:
        written = sql.SQL(query).format(*map(sql.Identifier, names))
        return connection.execute(written).fetchall()


def read_models(dsn: str) -> dict[str, list[str]]:
    """Every row of every read model, in an order of their own."""
    tables = [table.name for model in MODELS for table in model.tables]
    return {
        name: [row[0] for row in rows(dsn, "SELECT t::text FROM {} t ORDER BY 1", name)]
        for name in tables
    }


@dataclass(frozen=True)
class Standing:
    """How far everything has come."""

    heads: Mapping[str, int]
    heard: Mapping[tuple[str, str], int]
    shown: Mapping[tuple[str, str], int]
    agenda: int

    @property
    def settled(self) -> bool:
        """Whether every reaction, read model and agenda is at the end of what it follows."""
        reactions = all(
            self.heard.get((service, feed)) == self.heads[feed]
            for service, feeds in FOLLOWS.items()
            for feed in feeds
        )
        views = all(
            self.shown.get((model.name, feed)) == head
            for model in MODELS
            for feed, head in self.heads.items()
        )
        return reactions and views and self.agenda == self.heads["followup"]


def standing(dsn_of: DsnOf) -> Standing:
    """How far everything has come now. Heads are read last: what is settled was settled then."""
    shown = rows(dsn_of("gateway"), "SELECT model, feed, reached FROM positions")
    [[agenda]] = rows(dsn_of("followup"), "SELECT position FROM agenda_position")
    heard = {
        (service, feed): position
        for service in FOLLOWS
        for feed, position in rows(
            dsn_of(service), "SELECT application_name, notification_id FROM tracking"
        )
    }
    heads = {
        service: rows(dsn_of(service), "SELECT position FROM log_head")[0][0]
        for service in CATALOGS
    }
    return Standing(heads, heard, {(model, feed): at for model, feed, at in shown}, agenda)


def kept_answers(dsn: str) -> dict[int, tuple[UUID, int]]:
    """What a service keeps of the commands it has answered, by the position of their last fact."""
    found = rows(dsn, "SELECT position, convert_from(answer, 'UTF8')::json -> 'body' FROM answers")
    return {position: (UUID(body["id"]), body["version"]) for position, body in found}
