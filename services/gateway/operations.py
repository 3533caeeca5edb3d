"""What the services can do, by their own documents: where a request goes, and what clients read.

The documents are committed (`make contracts`), so that the gateway promises nothing a service does
not keep, and starts without asking anyone.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from shared.commands import STREAMS
from shared.contracts import documents

PREFIX = "/v1"
VERBS = ("get", "post", "put", "delete", "patch")
BEFORE_A_CASE = frozenset(
    {
        "counselling-contacts", "detection-screenings", "social-worker-consultations",
        "professional-network-meetings", "agreement-forum-decisions",
    }
)  # fmt: skip
EMERGENCIES = "/cases/{caseId}/emergency-accesses"
STREAMS_OF = BEFORE_A_CASE | {"cases", "notifications", "provisions"}
OPENS = {f"/{each}" for each in STREAMS_OF} | {
    "/counselling-contacts/{contactId}/handovers", EMERGENCIES,
}  # fmt: skip
Document = dict[str, Any]
SERVER = "This gateway, in production or local: for whoever has a token"
DESCRIPTION = (
    "Follow a vulnerable child from the first worry to an ordinary youth. "
    "Days are in Europe/Copenhagen, moments in UTC, and every interval is half-open."
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing a service can do.

    `about` is the path's placeholder for the stream, if any; `names` are the properties of the body
    that name streams, and of which kind they are.
    """

    service: str
    method: str
    path: str
    scope: str
    about: str | None
    opens: bool
    names: Sequence[tuple[str, str]]
    id: str

    @property
    def told_by(self) -> str:
        """The feed that tells whose the stream is."""
        return "ladder" if self.kind == "provision" else "case"

    @property
    def kind(self) -> str:
        """What the stream is, by the path."""
        return self.path.split("/")[1].removesuffix("s")


def published_documents() -> dict[str, Document]:
    """Every service's document, as committed."""
    folder = files(documents)
    return {
        service: json.loads((folder / f"{service}.json").read_text(encoding="utf-8"))
        for service in ("case", "ladder", "followup", "gateway")
    }


def operations(service: str, document: Document) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for verb in VERBS:
            if described := methods.get(verb):
                yield operation(service, verb, path, described, names_in(described, document))


def names_in(described: Document, document: Document) -> Sequence[tuple[str, str]]:
    """The properties of an operation's body that name streams, with the streams' kind."""
    content = described.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    properties = document["components"]["schemas"].get(name, {}).get("properties", {})
    return [(each, schema[STREAMS]) for each, schema in properties.items() if STREAMS in schema]


def operation(
    service: str, verb: str, path: str, described: Document, names: Sequence[tuple[str, str]]
) -> Operation:
    segments = path.split("/")
    streams = len(segments) > 2 and segments[1] in STREAMS_OF  # noqa: PLR2004
    scope = next(iter(described["security"][0].values()))[0]
    about = segments[2].strip("{}") if streams else None
    opens = verb == "post" and path in OPENS
    return Operation(
        service, verb.upper(), path, scope, about, opens, names, described["operationId"]
    )


def merged(own: Document, others: Mapping[str, Document]) -> Document:
    """One document for clients: what the services do, and what the gateway answers itself.

    Raises:
        ValueError: when two services mean different things by one name.
    """
    paths: Document = {}
    schemas: Document = dict(own["components"]["schemas"])
    for document in others.values():
        for path, item in document["paths"].items():
            paths.setdefault(f"{PREFIX}{path}", {}).update(item)
        for name, schema in document["components"]["schemas"].items():
            if schemas.setdefault(name, schema) != schema:
                raise ValueError(f"{name} means two things")
    for path, item in own["paths"].items():
        paths.setdefault(path, {}).update(item)
    return {
        **own,
        "info": {**own["info"], "title": "Indsats", "description": DESCRIPTION},
        "servers": [{"url": "/", "description": SERVER, "x-internal": False}],
        "tags": [{"name": tag, "description": tag.capitalize()} for tag in tags(paths)],
        "paths": dict(sorted(paths.items())),
        "components": {**own["components"], "schemas": dict(sorted(schemas.items()))},
    }


def tags(paths: Document) -> list[str]:
    found = {
        tag for item in paths.values() for described in item.values() for tag in described["tags"]
    }
    return sorted(found)
