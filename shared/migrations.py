"""One migration history per service, describing its whole database. Alembic owns every table."""

from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
from alembic import command, context
from alembic.config import Config
from sqlalchemy import Connection, MetaData, create_engine
from sqlalchemy.pool import NullPool

ONE_AT_A_TIME = 20160111  # an advisory lock: whoever comes second finds it done
LOCK_TIMEOUT = "5s"  # a migration never queues up behind a long statement


def upgrade(dsn: str, package: str, revision: str = "head") -> None:
    """Bring the database of a service to a revision.

    `dsn` is a libpq connection string, `package` the service's name (`services.case`).
    """
    with connect(dsn) as connection:
        command.upgrade(configuration(package, connection), revision)


def downgrade(dsn: str, package: str, revision: str) -> None:
    """Take the database of a service back to a revision."""
    with connect(dsn) as connection:
        command.downgrade(configuration(package, connection), revision)


def connect(dsn: str) -> Connection:
    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(dsn), poolclass=NullPool
    )
    return engine.connect()


def configuration(package: str, connection: Connection) -> Config:
    """Alembic's settings for one service; there is no ini file."""
    folder = Path(str(import_module(package).__file__)).parent / "migrations"
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def run(tables: MetaData | None = None) -> None:
    """What a service's `env.py` does: migrate on the connection at hand, all or nothing."""
    connection: Any = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=tables)
    with context.begin_transaction():
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
        context.run_migrations()
    connection.commit()
