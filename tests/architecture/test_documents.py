"""What the guides name is there: links, settings, targets, measurements, addresses, code names."""

import json
import re
from importlib import import_module
from pathlib import Path

import pytest

from deploy.settings import LocalSettings
from services.gateway.reaching import with_care
from services.gateway.webhooks.measuring import Measured
from shared.telemetry import Metrics
from tests.architecture.tree import ROOT, SERVICES, name_of, sources

NOT_OURS = {"node_modules", "var", "venv"}
DOCUMENTS = sorted(
    each
    for each in ROOT.rglob("*.md")
    if not any(part in NOT_OURS or part[0] == "." for part in each.relative_to(ROOT).parts)
)
GUIDES = sorted((ROOT / "docs").glob("*.md"))
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")

LINK = re.compile(r"]\((?!https?:|mailto:)([^)\s]*)\)")
ADDRESS = re.compile(r"(?<!collector:4318)/v1/[\w$%@{}./-]+")
SETTING = re.compile(r"((?:\bCASE|\bLADDER|\bFOLLOWUP|\bGATEWAY|`\*)_[A-Z_]+)\b")
ROW = re.compile(r"^\| ((?:`[A-Z*][A-Z_]+`(?:, )?)+) \| `([^`]*)` \|", re.MULTILINE)
MEASUREMENT = re.compile(r"`([a-z]+(?:_[a-z]+)*_(?:items|open|seconds|positions|total))`")
TARGET = re.compile(r"(?:`|^)make ([a-z]+)", re.MULTILINE)
UNDOCUMENTED = {"/v1/openapi.json"}  # the document itself


def settings() -> dict[str, object]:
    """Every environment variable that a service reads, and its default."""
    found: dict[str, object] = {}
    for service in SERVICES:
        kind = import_module(f"services.{service.name}.settings").Settings
        prefix = kind.model_config["env_prefix"]
        found |= {
            f"{prefix}{name.upper()}": field.default for name, field in kind.model_fields.items()
        }
    return found


def for_all(name: str) -> set[str]:
    """The same setting of each service: `*_DSN`."""
    prefixes = {each.split("_")[0] for each in settings()}
    return {f"{prefix}{name[1:]}" for prefix in prefixes} if name.startswith("*") else {name}


def named_in(text: str) -> set[str]:
    """Every setting that a text names."""
    return {each for name in SETTING.findall(text) for each in for_all(name.strip("`"))}


def written(default: object) -> str:
    """A default as an operator would write it."""
    return str(default).lower() if isinstance(default, bool) else str(default)


def anchors(document: Path) -> set[str]:
    """What a link may point at within a document."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    broken = []
    for link in LINK.findall(document.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_target_can_be_made(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert {*TARGET.findall(document.read_text(encoding="utf-8"))} <= targets


@pytest.mark.parametrize("guide", GUIDES, ids=name_of)
def test_every_setting_named_is_one(guide: Path) -> None:
    assert sorted(named_in(guide.read_text(encoding="utf-8")) - settings().keys()) == []


def test_every_setting_is_documented() -> None:
    assert sorted(settings().keys() - named_in(OPERATIONS)) == []
    local = {f"`{name.upper()}`" for name in LocalSettings.model_fields}
    assert sorted(local - {*re.findall(r"`[A-Z]+`", OPERATIONS)}) == []


def test_every_default_named_is_the_real_one() -> None:
    real = settings()
    named = {
        (each, default) for names, default in ROW.findall(OPERATIONS) for each in named_in(names)
    }
    assert len(named) > 20
    wrong = {each for each, default in named if written(real[each]) != default}
    assert sorted(wrong) == []


def test_the_measurements_named_are_the_ones_there_are() -> None:
    metrics = Metrics("gateway")
    with_care({}, metrics)
    Measured(metrics)
    kept = metrics.registry.collect()
    there = {each.name + ("_total" if each.type == "counter" else "") for each in kept}
    assert {*MEASUREMENT.findall(OPERATIONS)} == there


@pytest.mark.parametrize("guide", GUIDES, ids=name_of)
def test_every_address_named_is_served(guide: Path) -> None:
    document = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
    served = [re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)) for path in document["paths"]]
    named = {each.rstrip(".") for each in ADDRESS.findall(guide.read_text(encoding="utf-8"))}
    unknown = {
        each for each in named if not any(re.fullmatch(path, each) for path in served)
    } - UNDOCUMENTED
    assert sorted(unknown) == []


def test_every_code_name_in_the_glossary_is_used() -> None:
    used = "\n".join(
        each.read_text(encoding="utf-8")
        for each in (*sources("services", "shared"), *(ROOT / "services").rglob("*.toml"))
    )
    ladders = {each.stem for each in (ROOT / "services").rglob("definitions/*.toml")}
    rows = re.findall(r"^\|[^|]+\|[^|]+\|([^|]+)\|$", GLOSSARY, re.MULTILINE)
    names = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert len(names) > 100
    unused = {name for name in names - ladders if not re.search(rf"\b{re.escape(name)}", used)}
    assert sorted(unused) == []
