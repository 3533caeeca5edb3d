"""Real PostgreSQL for tests: one server per worker, one migrated template per service, clones."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from alembic.migration import MigrationContext
from alembic.operations import Operations
from psycopg import AsyncConnection, sql
from psycopg.abc import Params

from deploy.embedded import Embedded
from shared.eventlog.tables import create_v1
from shared.migrations import connect, upgrade

LOG = "log"  # a database with nothing but an event log in it


@contextmanager
def server(prefix: str = "indsats-tests-", *, durable: bool = False) -> Iterator[Embedded]:
    """A server of one's own in a new folder, which goes when the test does."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        with Embedded(folder, durable=durable) as embedded:
            yield embedded
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def queried(
    dsn: str, statement: str | sql.SQL | sql.Composed, parameters: Params = ()
) -> list[tuple[Any, ...]]:
    """The rows of one statement, committed at once.

    It is awaited: who holds what it waits for may live in the same loop, and must be let go on.
    """
    async with await AsyncConnection.connect(dsn, autocommit=True) as connection:
        cursor = await connection.execute(statement, parameters)
        return await cursor.fetchall() if cursor.description else []


class Databases:
    """Makes databases as services need them, by copying what the migrations made once."""

    def __init__(self, embedded: Embedded) -> None:
        self.embedded = embedded
        self._templates: set[str] = set()
        self._numbers = count(1)

    def clone(self, service: str) -> str:
        """A fresh database of a service's schema, by its connection string."""
        template = self._template(service)
        name = f"{service}_{next(self._numbers)}"
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.embedded.dsn(name)

    def empty(self) -> str:
        """A database with nothing in it."""
        name = f"empty_{next(self._numbers)}"
        self._run("CREATE DATABASE {}", name)
        return self.embedded.dsn(name)

    def drop(self, dsn: str) -> None:
        """Drop a clone, whoever is still connected."""
        self._run("DROP DATABASE {} WITH (FORCE)", dsn.rpartition("=")[2])

    def _template(self, service: str) -> str:
        name = f"template_{service}"
        if service not in self._templates:
            self._run("DROP DATABASE IF EXISTS {}", name)  # a migration failed half-way
            self._run("CREATE DATABASE {}", name)
            migrate(self.embedded.dsn(name), service)
            self._templates.add(service)
        return name

    def _run(self, statement: str, *names: str) -> None:
        written = sql.SQL(statement).format(*map(sql.Identifier, names))
        with psycopg.connect(self.embedded.dsn(), autocommit=True) as connection:
            connection.execute(written)


def migrate(dsn: str, service: str) -> None:
    """Bring a database to a service's newest schema, by the service's own migrations."""
    if service == LOG:
        create_log(dsn)
    else:
        upgrade(dsn, f"services.{service}")


def create_log(dsn: str) -> None:
    """Create the event log's tables alone, as every service's first migration does."""
    with connect(dsn) as connection, connection.begin():
        context = MigrationContext.configure(connection)
        with Operations.context(context):
            create_v1()
