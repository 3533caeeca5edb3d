"""Where the golden samples are, and how one is written."""

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

from services.gateway.emergency.events import catalog as emergencies
from shared.facts import Catalog, Json
from shared.sealing import Binding
from tests.architecture.tree import DOMAIN_SERVICES
from tests.golden.examples import example

GOLDEN = Path(__file__).parent
STREAM = UUID("0b7f3c1e-5d0a-4c7e-9a51-3f1de4f0a001")
Kinds = dict[str, type[Any]]


def catalogs() -> Iterator[tuple[str, Catalog[Any], Kinds]]:
    """Every service's catalog, and its facts by their stored names."""
    for service in DOMAIN_SERVICES:
        catalog: Catalog[Any] = import_module(f"services.{service.name}.events").catalog
        yield service.name, catalog, catalog.kinds()
    yield "gateway", emergencies, emergencies.kinds()


def path_of(service: str, name: str, schema: int) -> Path:
    return GOLDEN / service / f"{name.partition('.')[2]}.v{schema}.json"


def sample(catalog: Catalog[Any], name: str, kind: type[Any]) -> Json:
    """A fact of a kind as the log would keep it today."""
    return catalog.dump(example(kind), Binding(STREAM, name))


def write_missing() -> Iterator[Path]:
    """Write a sample of today's schema of every fact that has none. What is there stays."""
    for service, catalog, kinds in catalogs():
        schemas = catalog.schemas()
        for name, kind in kinds.items():
            path = path_of(service, name, schemas[name])
            if not path.exists():
                path.parent.mkdir(exist_ok=True)
                written = json.dumps(sample(catalog, name, kind), indent=2, ensure_ascii=False)
                path.write_text(written + "\n", encoding="utf-8")
                yield path
