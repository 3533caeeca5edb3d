"""One test names every rule: whoever changes the law finds what it promised."""

from pathlib import Path

import pytest

from tests.architecture.law import rules
from tests.architecture.tree import ROOT, sources

TESTS = "\n".join(
    each.read_text(encoding="utf-8") for each in sources("tests") if each != Path(__file__)
)


@pytest.mark.parametrize("rule", rules())
def test_a_test_names_it(rule: str) -> None:
    assert f'"{rule}"' in TESTS


def test_the_law_is_found() -> None:
    services = {each.parents[1].name for each in (ROOT / "services").glob("*/statute/*.toml")}
    assert len(services) > 2
    assert len(rules()) > 80
