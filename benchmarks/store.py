"""A durable PostgreSQL of our own in a temporary folder, and fresh logs in it."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from os import urandom
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from alembic.migration import MigrationContext
from alembic.operations import Operations
from psycopg import sql
from sqlalchemy import create_engine

from deploy.embedded import Embedded
from shared.clock import utc_now
from shared.database import Database
from shared.eventlog import EventLog
from shared.eventlog.tables import create_v1
from shared.facts import Catalog
from shared.sealing import KEY, MasterKeys

ON_DISK = "/var/tmp"  # noqa: S108 - mkdtemp makes a folder of our own; /tmp may be memory


@contextmanager
def server() -> Iterator[Embedded]:
    """PostgreSQL with fsync on, and its folder gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="indsats-bench-", dir=ON_DISK))
    try:
        with Embedded(folder, durable=True) as embedded:
            yield embedded
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def create_database(embedded: Embedded) -> str:
    """A new, empty database, by its connection string."""
    name = f"bench_{uuid4().hex}"
    with psycopg.connect(embedded.dsn(), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return embedded.dsn(name)


def create_log(embedded: Embedded) -> str:
    """A new database with a log's tables in it."""
    dsn = create_database(embedded)
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(dsn))
    with engine.begin() as connection:
        context = MigrationContext.configure(connection)
        with Operations.context(context):
            create_v1()
    engine.dispose()
    return dsn


@asynccontextmanager
async def opened(dsn: str, catalog: Catalog[Any]) -> AsyncIterator[EventLog[Any]]:
    """The log in a database, under a master key made for the occasion."""
    async with Database(dsn) as database:
        yield EventLog(database, catalog, MasterKeys({"bench": urandom(KEY)}, "bench"), utc_now)
