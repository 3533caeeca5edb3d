"""The law is data that a lawyer can review: whole rows, both languages, a source, and in use."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.tree import DOMAIN_SERVICES, SERVICES, name_of

Rows = Mapping[str, Any]
EDITIONS = [path for each in SERVICES for path in sorted(each.rglob("????-??-??.toml"))]
LAW = [each for each in EDITIONS if each.parent.name in {"statute", "practice"}]
CONFIDENCE = {"confirmed", "assumed", "proposal"}
SENTENCES = {"rule", "term", "frequency"}  # tables whose rows are read aloud to people
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DANISH = re.compile(r"\b(og|ikke|skal|må|barnet|barnets|af|for at|inden)\b")
ENGLISH = re.compile(r"\b(the|and|must|not|of|within|shall)\b")


def rows(path: Path) -> Iterator[tuple[str, Rows]]:
    """Every row of an edition, with the table it is in."""
    for table, written in tomllib.loads(path.read_text(encoding="utf-8")).items():
        if isinstance(written, list):
            yield from ((table, row) for row in written)


@pytest.mark.parametrize("path", EDITIONS, ids=name_of)
def test_every_row_is_whole(path: Path) -> None:
    assert date.fromisoformat(path.stem) < date(2100, 1, 1)
    for _, row in rows(path):
        assert row["id"]
        assert row["confidence"] in CONFIDENCE, row["id"]
        for words in (row["da"], row["en"], row["source"]):
            assert len(words) > 1, row["id"]
            assert words == " ".join(words.split()), row["id"]
            assert "TODO" not in words, row["id"]


@pytest.mark.parametrize("path", LAW, ids=name_of)
def test_every_requirement_is_a_sentence_in_each_language(path: Path) -> None:
    for table, row in rows(path):
        if table not in SENTENCES:
            continue
        for language, other in (("da", ENGLISH), ("en", DANISH)):
            sentence = row[language]
            assert sentence[0].isupper(), row["id"]
            assert sentence.endswith("."), row["id"]
            assert len(sentence.split()) > 3, row["id"]
            assert not other.search(sentence), f"{row['id']}: {sentence}"


@pytest.mark.parametrize("path", EDITIONS, ids=name_of)
def test_an_edition_names_no_row_twice(path: Path) -> None:
    keys = [(table, row["id"], row.get("regime"), row.get("step")) for table, row in rows(path)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("path", LAW, ids=name_of)
def test_a_rule_is_a_slug_that_states_the_requirement(path: Path) -> None:
    slugs = [row["id"] for table, row in rows(path) if table == "rule"]
    assert [each for each in slugs if not SLUG.fullmatch(each)] == []


@pytest.mark.parametrize("service", DOMAIN_SERVICES, ids=lambda each: each.name)
def test_every_rule_is_asked_for_somewhere(service: Path) -> None:
    code = "\n".join(each.read_text(encoding="utf-8") for each in service.rglob("*.py"))
    data = [row for path in LAW if service in path.parents for _, row in rows(path)]
    named = {str(value) for row in data for key, value in row.items() if key != "id"}
    slugs = {row["id"] for path in LAW if service in path.parents
             for table, row in rows(path) if table == "rule"}  # fmt: skip
    used = {each for each in slugs if f'"{each}"' in code or any(each in it for it in named)}
    assert sorted(slugs - used) == []
