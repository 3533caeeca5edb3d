"""The source tree, as the house's rules see it. Services are found, never listed."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SERVICES = sorted(each.parent for each in (ROOT / "services").glob("*/__init__.py"))
DOMAIN_SERVICES = [each for each in SERVICES if (each / "events.py").exists()]
BUDGETED = ("services", "shared", "deploy")


def name_of(path: Path) -> str:
    """A path as people say it."""
    return path.relative_to(ROOT).as_posix()


def sources(*folders: str) -> list[Path]:
    """Every Python file in these folders of the project."""
    return sorted(each for folder in folders for each in (ROOT / folder).rglob("*.py"))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(module: ast.Module) -> Iterator[str]:
    """Every module that a module imports, by its dotted name."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def within(module: str, packages: frozenset[str]) -> bool:
    """Whether a module is, or is inside, one of these packages."""
    parts = module.split(".")
    return any(".".join(parts[:end]) in packages for end in range(1, len(parts) + 1))
