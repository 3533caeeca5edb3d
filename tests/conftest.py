"""What every test may ask for. PostgreSQL starts when the first test asks, and only then."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

from tests import database
from tests.database import Databases

settings.register_profile("indsats", deadline=None)  # the first example also loads the holidays
settings.load_profile("indsats")


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """This worker's own PostgreSQL server."""
    with database.server() as embedded:
        yield Databases(embedded)


@pytest.fixture
def dsn_of(databases: Databases) -> Iterator[Callable[[str], str]]:
    """Give a fresh, migrated database by its service's name: `dsn_of("case")`."""
    made: list[str] = []

    def fresh(service: str) -> str:
        made.append(databases.clone(service))
        return made[-1]

    yield fresh
    for dsn in made:
        databases.drop(dsn)


@pytest.fixture
def log_dsn(dsn_of: Callable[[str], str]) -> str:
    """A fresh database with an event log in it, and nothing else."""
    return dsn_of(database.LOG)
