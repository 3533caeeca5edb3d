"""Small enough to read in one sitting: files, functions, and the plumbing as a whole.

Migrations are exempt, and the tables they call: lists, written once and never edited.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.architecture.tree import BUDGETED, lines, name_of, parsed, sources

LONGEST_FILE = 250  # lines
LONGEST_FUNCTION = 30  # lines of its body; a function inside it counts for itself
EXEMPT = {"versions", "tables.py"}
Function = ast.FunctionDef | ast.AsyncFunctionDef
WHOLE_PLUMBING = 3900  # lines that are not blank; contracts are lists, and grow with the domain


def budgeted() -> Iterator[Path]:
    return (each for each in sources(*BUDGETED) if not EXEMPT & {*each.parts})


def over(sizes: Mapping[str, int], budget: int) -> str:
    """What is over its budget, one a line."""
    return "\n".join(f"{each}: {size}" for each, size in sizes.items() if size > budget)


def body(function: Function) -> set[int]:
    """The lines of a function's own body, without signature, docstring and inner functions."""
    first = function.body[1:] if ast.get_docstring(function) else function.body
    if not first:
        return set()
    lines_of_it = set(range(first[0].lineno, (function.end_lineno or 0) + 1))
    inner = [each for each in ast.walk(function) if isinstance(each, Function)][1:]
    return lines_of_it.difference(
        *(range(start_of(each), (each.end_lineno or 0) + 1) for each in inner)
    )


def start_of(function: Function) -> int:
    return min(each.lineno for each in (function, *function.decorator_list))


def test_no_file_is_too_long() -> None:
    sizes = {name_of(each): lines(each) for each in budgeted()}
    assert over(sizes, LONGEST_FILE) == ""


def test_no_function_is_too_long() -> None:
    sizes = {
        f"{name_of(path)}:{node.lineno} {node.name}": len(body(node))
        for path in budgeted()
        for node in ast.walk(parsed(path))
        if isinstance(node, Function)
    }
    assert over(sizes, LONGEST_FUNCTION) == ""


def test_the_plumbing_is_no_junk_drawer() -> None:
    plumbing = [each for each in sources("shared") if "contracts" not in each.parts]
    written = [each.read_text(encoding="utf-8").splitlines() for each in plumbing]
    assert sum(bool(line.strip()) for file in written for line in file) <= WHOLE_PLUMBING


def test_every_module_says_what_it_holds() -> None:
    modules = {name_of(each): parsed(each) for each in budgeted()}
    silent = [each for each, module in modules.items() if module.body and not said(module)]
    assert silent == []


def said(module: ast.Module) -> str | None:
    return ast.get_docstring(module)
