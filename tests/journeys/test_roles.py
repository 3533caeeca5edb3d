"""One role and one database per service: nobody reads, or even reaches, a neighbour's."""

import subprocess
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from deploy.embedded import Embedded, programs
from deploy.stack import PACKAGES
from shared.migrations import upgrade
from tests.database import server

POSTGRES = Path(__file__).parents[2] / "deploy" / "postgres"
PASSWORDS = {f"{service.upper()}_PASSWORD": f"word of {service}" for service in PACKAGES}


def run(database: Embedded, file: str) -> None:
    """Run a file as an operator does."""
    subprocess.run(  # noqa: S603 - our own wheel's program
        [str(programs() / "psql"), "--no-psqlrc", "--quiet", database.dsn(), "-f", POSTGRES / file],
        env=PASSWORDS,
        check=True,
        capture_output=True,
    )


def as_role(database: Embedded, service: str, of: str | None = None) -> str:
    """How a service's role would reach its own database, or another."""
    return database.dsn(of or service).replace("user=postgres", f"user={service}")


@pytest.fixture(scope="module")
def database() -> Iterator[Embedded]:
    """Given a server prepared by the operator's files, and migrated by each service itself."""
    with server() as embedded:
        run(embedded, "roles.sql")
        run(embedded, "roles.sql")  # it can be run again
        run(embedded, "passwords.sql")
        for service, package in PACKAGES.items():
            upgrade(as_role(embedded, service), package)
        yield embedded


@pytest.mark.parametrize("service", PACKAGES)
def test_a_service_reads_and_writes_its_own_tables(database: Embedded, service: str) -> None:
    table = "positions" if service == "gateway" else "stored_events"
    with psycopg.connect(as_role(database, service)) as connection:
        counted = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
        assert connection.execute(counted).fetchone() == (0,)
        connection.execute("CREATE SCHEMA rebuilding")  # as rebuilding a read model does
        connection.rollback()


@pytest.mark.parametrize(("service", "neighbour"), [*permutations(PACKAGES, 2)])
def test_nobody_reaches_a_neighbours_database(
    database: Embedded, service: str, neighbour: str
) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(as_role(database, service, neighbour))


@pytest.mark.parametrize("of", ["postgres", "template1"])
def test_nobody_reaches_the_servers_own_databases(database: Embedded, of: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(as_role(database, "case", of))


@pytest.mark.parametrize("neighbour", [each for each in PACKAGES if each != "gateway"])
def test_nobody_reads_a_neighbours_tables_even_when_let_in(
    database: Embedded, neighbour: str
) -> None:
    with psycopg.connect(database.dsn(neighbour)) as connection:
        connection.execute("SET ROLE gateway")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT * FROM public.stored_events")


def test_no_role_may_do_more_than_its_work(database: Embedded) -> None:
    query = """
    SELECT rolname, rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls
    FROM pg_roles WHERE rolcanlogin AND rolname <> 'postgres' ORDER BY 1
    """
    with psycopg.connect(database.dsn()) as connection:
        assert connection.execute(query).fetchall() == [(each, False) for each in sorted(PACKAGES)]


def test_every_role_has_the_password_of_the_environment(database: Embedded) -> None:
    query = "SELECT rolname FROM pg_authid WHERE rolpassword LIKE 'SCRAM-SHA-256$%' ORDER BY 1"
    with psycopg.connect(database.dsn()) as connection:
        assert [row[0] for row in connection.execute(query)] == sorted(PACKAGES)
