"""The AsyncAPI document: what happens, for who follows it. Written from what the code knows."""

from typing import Any

from services.gateway.labels import labels
from services.gateway.queries.changes import BATCH, MEDIA_TYPE
from services.gateway.queries.event_views import CloudEvent
from services.gateway.read_models.events import TYPES
from services.gateway.webhooks.sending import MEDIA_TYPE as ONE
from services.gateway.webhooks.views import SampleEvent

Document = dict[str, Any]
DESCRIPTION = (
    "What happens to children that the caller may know of, in one order: that something happened, "
    "to which case, and when. What it was is read over HTTP, under the reader's own rights."
)
BROUGHT = (
    "An event is brought to the address of a subscription (`POST /v1/webhook-subscriptions`), "
    "signed as Standard Webhooks has it, in order per case, and for 24 hours until it is answered "
    "by a status of success."
)
EVENT = {"$ref": "#/components/schemas/CloudEvent"}
SAMPLE = {"$ref": "#/components/schemas/SampleEvent"}
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
    },
    "subscriber": {
        "host": "receiver.example",
        "protocol": "https",
        "description": "Whoever has subscribed, at the address of the subscription.",
    },
}
HEADERS = {
    "type": "object",
    "required": ["webhook-id", "webhook-timestamp", "webhook-signature"],
    "properties": {
        "webhook-id": {
            "type": "string", "format": "uuid", "description": "The same at every attempt."
        },
        "webhook-timestamp": {
            "type": "string",
            "pattern": "^[0-9]{1,12}$",
            "description": "When this attempt was made, in seconds since 1970.",
        },
        "webhook-signature": {
            "type": "string",
            "pattern": "^v1,[A-Za-z0-9+/=]{44}( v1,[A-Za-z0-9+/=]{44})?$",
            "description": "HMAC-SHA256 by each secret that is good, over `id.timestamp.body`.",
        },
    },
}  # fmt: skip


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
            "webhooks": webhooks(),
        },
        "operations": {
            "readEvents": operation("events", "batch", "A batch of what happened after a place."),
            "streamChanges": operation("changes", "change", "Each change, as a server-sent event."),
            "bringEvent": bringing("delivery", "An event, to whoever subscribed."),
            "bringTest": bringing(
                "test", "An event by which nothing has happened, when asked for."
            ),
        },
        "components": {
            "messages": messages(),
            "schemas": schemas(),
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            },
        },
    }


def messages() -> Document:
    return {
        "batch": message("Batch", MEDIA_TYPE, {"type": "array", "items": EVENT}),
        "change": message("Change", "text/event-stream", EVENT),
        "delivery": {**message("Delivery", ONE, EVENT), "headers": HEADERS},
        "test": {**message("Test", ONE, SAMPLE), "headers": HEADERS},
    }


def channel(address: str, description: str, named: str) -> Document:
    return {
        "address": address,
        "description": description,
        "servers": [{"$ref": "#/servers/gateway"}],
        "messages": {named: {"$ref": f"#/components/messages/{named}"}},
    }


def webhooks() -> Document:
    """Where events are brought: an address that each subscription says for itself."""
    told = ("delivery", "test")
    return {
        "address": None,
        "description": BROUGHT,
        "servers": [{"$ref": "#/servers/subscriber"}],
        "messages": {each: {"$ref": f"#/components/messages/{each}"} for each in told},
    }


def bringing(named: str, summary: str) -> Document:
    return operation("webhooks", named, summary, "POST") | {"description": BROUGHT}


def operation(on: str, named: str, summary: str, method: str = "GET") -> Document:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{on}"},
        "summary": summary,
        "description": DESCRIPTION,
        "bindings": {"http": {"method": method, "bindingVersion": "0.3.0"}},
        "messages": [{"$ref": f"#/channels/{on}/messages/{named}"}],
    }


def message(title: str, content_type: str, payload: Document) -> Document:
    return {"name": title.lower(), "title": title, "contentType": content_type, "payload": payload}


def schemas() -> Document:
    """What an event is made of, with every type of event there is, and its words."""
    whole = BATCH.json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
    found: Document = whole["$defs"]
    sample = SampleEvent.model_json_schema(ref_template="#/components/schemas/{model}")
    found |= sample.pop("$defs") | {SampleEvent.__name__: sample}
    words = labels()["kind"]
    types = {f"dk.indsats.{feed}.{kind}": words[kind] for feed, kind in TYPES}
    told = [f"`{name}`: {word.en} ({word.da})" for name, word in types.items()]
    found[CloudEvent.__name__]["properties"]["type"] |= {
        "enum": [*types],
        "description": "\n".join(told),
    }
    return found
