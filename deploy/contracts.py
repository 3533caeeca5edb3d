"""Write the documents: each service's OpenAPI, one and AsyncAPI for clients, and what is sealed."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

from fastapi import FastAPI
from pydantic.alias_generators import to_camel

from deploy import asyncapi
from services.case import events as case_events
from services.case.main import create_app as case
from services.case.settings import Settings as CaseSettings
from services.followup import events as followup_events
from services.followup.main import create_app as followup
from services.followup.settings import Settings as FollowUpSettings
from services.gateway.emergency import events as gateway_events
from services.gateway.emergency.application import create as grants
from services.gateway.main import create_app as gateway
from services.gateway.settings import Settings as GatewaySettings
from services.intervention_ladder import events as ladder_events
from services.intervention_ladder.main import create_app as ladder
from services.intervention_ladder.settings import Settings as LadderSettings
from shared.clock import utc_now
from shared.facts import Catalog, holds_words
from shared.sealing import Sealed

ROOT = Path(__file__).parent.parent
DOCUMENTS = ROOT / "shared" / "contracts" / "documents"
MERGED = ROOT / "docs" / "openapi.json"
EVENTS = ROOT / "docs" / "asyncapi.json"

SERVICES: Mapping[str, Callable[[], FastAPI]] = {
    "case": lambda: case(CaseSettings(environment="development", dsn="")),
    "ladder": lambda: ladder(LadderSettings(environment="development", dsn="")),
    "followup": lambda: followup(FollowUpSettings(environment="development", dsn="")),
}
CATALOGS: tuple[Catalog[Any], ...] = (
    case_events.catalog, ladder_events.catalog, followup_events.catalog, gateway_events.catalog,
)  # fmt: skip


def documents() -> Iterator[tuple[Path, str]]:
    """Every document with the file it is kept in.

    Services first, and each to be written before the next is asked for: the gateway reads theirs.
    """
    for name, create in SERVICES.items():
        yield DOCUMENTS / f"{name}.json", text(create())
    own = grants(GatewaySettings(environment="development", dsn=""), utc_now)[1]
    yield DOCUMENTS / "gateway.json", text(own)
    yield DOCUMENTS / "sealed.json", written(sealed())
    yield MERGED, text(gateway(GatewaySettings(environment="development", dsn="")))
    yield EVENTS, written(asyncapi.document())


def text(app: FastAPI) -> str:
    return written(app.openapi())


def written(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def sealed() -> dict[str, list[str]]:
    """The properties of every kind of fact that hold words, as clients read them."""
    kinds = {name: kind for each in CATALOGS for name, kind in each.kinds().items()}
    found = {name: sorted(set(words_in(kind))) for name, kind in kinds.items()}
    return {name: words for name, words in found.items() if words}


def words_in(kind: Any) -> Iterator[str]:  # noqa: ANN401 - any annotation
    """The names of the sealed fields of a dataclass, and of those within it."""
    for field in fields(kind):
        parts = [*inside(field.type)]
        if any(part is Sealed for part in parts):
            yield to_camel(field.name)
        for part in parts:
            if is_dataclass(part) and part is not Sealed and holds_words(part):
                yield from words_in(part)


def inside(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - any annotation
    """A type, and everything it is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from inside(part)


if __name__ == "__main__":
    for path, content in documents():
        path.write_text(content, encoding="utf-8")
