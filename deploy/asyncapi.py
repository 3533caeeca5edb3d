"""The AsyncAPI document: what happens, for who follows it. Written from what the code knows."""

from typing import Any

from services.gateway.labels import labels
from services.gateway.queries.changes import BATCH, MEDIA_TYPE
from services.gateway.queries.event_views import CloudEvent
from services.gateway.read_models.events import TYPES

Document = dict[str, Any]
DESCRIPTION = (
    "What happens to children that the caller may know of, in one order: that something happened, "
    "to which case, and when. What it was is read over HTTP, under the reader's own rights."
)
EVENT = {"$ref": "#/components/schemas/CloudEvent"}
SECURITY = [{"$ref": "#/components/securitySchemes/bearer"}]

INFO = {
    "title": "Indsats: what happens",
    "version": "1",
    "description": DESCRIPTION,
    "contact": {
        "name": "Indsats",
        "url": "https://indsats.example/contact",
        "email": "contact@indsats.example",
    },
    "license": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/en/"},
    "tags": [{"name": "events", "description": "What happens"}],
}
SERVERS = {
    "gateway": {
        "host": "indsats.example",
        "protocol": "https",
        "description": "The gateway, at the municipality's own address.",
        "security": SECURITY,
    }
}


def document() -> Document:
    """The document, in version 3.0 of the standard."""
    return {
        "asyncapi": "3.0.0",
        "info": INFO,
        "defaultContentType": "application/json",
        "servers": SERVERS,
        "channels": {
            "events": channel("/v1/events", "The public feed, read in batches.", "batch"),
            "changes": channel("/v1/changes", "The same for screens, as it happens.", "change"),
        },
        "operations": {
            "readEvents": operation("events", "batch", "A batch of what happened after a place."),
            "streamChanges": operation("changes", "change", "Each change, as a server-sent event."),
        },
        "components": {
            "messages": {
                "batch": message("Batch", MEDIA_TYPE, {"type": "array", "items": EVENT}),
                "change": message("Change", "text/event-stream", EVENT),
            },
            "schemas": schemas(),
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            },
        },
    }


def channel(address: str, description: str, named: str) -> Document:
    return {
        "address": address,
        "description": description,
        "messages": {named: {"$ref": f"#/components/messages/{named}"}},
    }


def operation(on: str, named: str, summary: str) -> Document:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{on}"},
        "summary": summary,
        "description": DESCRIPTION,
        "bindings": {"http": {"method": "GET", "bindingVersion": "0.3.0"}},
        "messages": [{"$ref": f"#/channels/{on}/messages/{named}"}],
    }


def message(title: str, content_type: str, payload: Document) -> Document:
    return {"name": title.lower(), "title": title, "contentType": content_type, "payload": payload}


def schemas() -> Document:
    """What an event is made of, with every type of event there is, and its words."""
    whole = BATCH.json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
    found: Document = whole["$defs"]
    words = labels()["kind"]
    types = {f"dk.indsats.{feed}.{kind}": words[kind] for feed, kind in TYPES}
    told = [f"`{name}`: {word.en} ({word.da})" for name, word in types.items()]
    found[CloudEvent.__name__]["properties"]["type"] |= {
        "enum": [*types],
        "description": "\n".join(told),
    }
    return found
