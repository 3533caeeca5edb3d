"""What decides is pure: no clock, no chance, no disk, no network.

A new module is taken to decide until it is named here as one that does not.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import DOMAIN_SERVICES, imported, name_of, parsed, sources, within

EDGES = frozenset(
    {
        "__main__", "agenda", "api", "application", "children", "disclosing", "early_api",
        "expiry", "index", "journal", "main", "numbers", "replaying", "settings", "views",
    }
)  # fmt: skip
IMPURE = frozenset(
    {
        "aiohttp", "alembic", "asyncio", "eventsourcing", "fastapi", "httpx", "io", "logging",
        "multiprocessing", "os", "psycopg", "psycopg_pool", "random", "secrets", "shutil",
        "socket", "sqlalchemy", "starlette", "structlog", "subprocess", "sys", "tempfile",
        "threading", "time", "urllib", "uvicorn", "shared.application", "shared.clock",
        "shared.database", "shared.eventlog", "shared.feed", "shared.follow", "shared.heard",
        "shared.http", "shared.identity", "shared.migrations", "shared.problems", "shared.serve",
        "shared.settings", "shared.telemetry", "shared.transport",
    }
)  # fmt: skip
SHARED_PURE = ("calendar", "commands", "decider", "editions", "facts", "contracts")
IMPURE_CALLS = frozenset({"now", "open", "print", "today", "urandom", "uuid1", "uuid4"})


def pure() -> Iterator[Path]:
    """Every module of a service that decides, and the plumbing it decides with."""
    for service in DOMAIN_SERVICES:
        for path in service.rglob("*.py"):
            if path.stem not in EDGES and "migrations" not in path.parts:
                yield path
    for path in sources("shared"):
        if {path.stem, path.parent.name} & {*SHARED_PURE} and path.parent.name != "http":
            yield path


def test_there_is_something_to_judge() -> None:
    assert {"decider.py", "calendar.py"} <= {each.name for each in pure()}


def test_what_decides_imports_nothing_that_touches_the_world() -> None:
    found = {
        f"{name_of(path)} imports {module}"
        for path in pure()
        for module in imported(parsed(path))
        if within(module, IMPURE)
    }
    assert sorted(found) == []


def test_what_decides_asks_neither_clock_nor_chance() -> None:
    found = {
        f"{name_of(path)}:{node.lineno} calls {called(node)}"
        for path in pure()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and called(node) in IMPURE_CALLS
    }
    assert sorted(found) == []


def test_no_test_sleeps() -> None:
    found = {
        f"{name_of(path)}:{node.lineno}"
        for path in sources("tests")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and called(node) == "sleep"
    }
    assert sorted(found) == []


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""
