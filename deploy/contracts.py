"""Write the documents: each service's OpenAPI for the gateway; one, and AsyncAPI, for clients."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from deploy import asyncapi
from services.case.main import create_app as case
from services.case.settings import Settings as CaseSettings
from services.followup.main import create_app as followup
from services.followup.settings import Settings as FollowUpSettings
from services.gateway.main import create_app as gateway
from services.gateway.settings import Settings as GatewaySettings
from services.intervention_ladder.main import create_app as ladder
from services.intervention_ladder.settings import Settings as LadderSettings

ROOT = Path(__file__).parent.parent
DOCUMENTS = ROOT / "shared" / "contracts" / "documents"
MERGED = ROOT / "docs" / "openapi.json"
EVENTS = ROOT / "docs" / "asyncapi.json"

SERVICES: Mapping[str, Callable[[], FastAPI]] = {
    "case": lambda: case(CaseSettings(environment="development", dsn="")),
    "ladder": lambda: ladder(LadderSettings(environment="development", dsn="")),
    "followup": lambda: followup(FollowUpSettings(environment="development", dsn="")),
}


def documents() -> Iterator[tuple[Path, str]]:
    """Every document with the file it is kept in.

    Services first, and each to be written before the next is asked for: the gateway reads theirs.
    """
    for name, create in SERVICES.items():
        yield DOCUMENTS / f"{name}.json", text(create())
    yield MERGED, text(gateway(GatewaySettings(environment="development", dsn="")))
    yield EVENTS, written(asyncapi.document())


def text(app: FastAPI) -> str:
    return written(app.openapi())


def written(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    for path, content in documents():
        path.write_text(content, encoding="utf-8")
