"""One history per service describes its whole database; whoever runs it first, it runs once."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from shared.migrations import configuration, connect, downgrade, upgrade
from tests.architecture.tree import DOMAIN_SERVICES, SERVICES
from tests.database import Databases, queried

TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
LOG = {"stored_events", "tracking", "log_head", "answers", "data_keys"}
UPGRADE = "import sys; from shared.migrations import upgrade; upgrade(*sys.argv[1:])"


@pytest.fixture
def empty_dsn(databases: Databases) -> Iterator[str]:
    dsn = databases.empty()
    yield dsn
    databases.drop(dsn)


def tables(dsn: str) -> set[str]:
    return {name for (name,) in asyncio.run(queried(dsn, TABLES))}


@pytest.mark.parametrize("service", SERVICES, ids=lambda each: each.name)
def test_a_history_goes_up_down_and_up_again(service: Path, empty_dsn: str) -> None:
    package = f"services.{service.name}"
    upgrade(empty_dsn, package)
    full = tables(empty_dsn)
    assert service not in DOMAIN_SERVICES or full >= LOG
    downgrade(empty_dsn, package, "base")
    assert tables(empty_dsn) == {"alembic_version"}
    upgrade(empty_dsn, package)
    assert tables(empty_dsn) == full


@pytest.mark.parametrize("service", SERVICES, ids=lambda each: each.name)
def test_a_history_has_one_head(service: Path, empty_dsn: str) -> None:
    with connect(empty_dsn) as connection:
        script = ScriptDirectory.from_config(configuration(f"services.{service.name}", connection))
    assert len(script.get_heads()) == 1


async def test_of_two_who_migrate_at_once_one_does(empty_dsn: str) -> None:
    arguments = (sys.executable, "-c", UPGRADE, empty_dsn, "services.intervention_ladder")
    processes = [await asyncio.create_subprocess_exec(*arguments, stderr=PIPE) for _ in range(3)]
    told = await asyncio.gather(*(each.communicate() for each in processes))
    assert [each.returncode for each in processes] == [0, 0, 0], told
    assert await queried(empty_dsn, "SELECT count(*) FROM alembic_version") == [(1,)]
