"""What holds of every read and every command, said once in the document that clients read."""

from services.gateway import fields
from services.gateway.operations import Document
from services.gateway.presenting import ENDLESS

NOT_MODIFIED = "The answer is as it was when it had one of the tags in If-None-Match."
ETAG = {
    "description": "A tag of the answer as this caller sees it. A command takes it in If-Match.",
    "schema": {"type": "string", "maxLength": 64},
}
KNOWN = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of an earlier answer: 304 when it is as it was.",
    "schema": {"type": "string", "maxLength": 8000},
}
BASED_ON = {"pattern": r'^"\d{1,18}(\.[0-9a-f]{32}(\.gz)?)?"$', "maxLength": 60}


def comfortable(document: Document) -> Document:
    """The document with what every operation has in common."""
    fields.add_to(document)
    for item in document["paths"].values():
        for verb, described in item.items():
            if verb == "get" and not ENDLESS & {each.encode() for each in content_of(described)}:
                revalidated(described)
            for parameter in described.get("parameters", ()):
                if parameter.get("name") == "If-Match":
                    parameter["schema"] = {**parameter["schema"], **BASED_ON}
    components = document["components"]
    components["parameters"] = {**components.get("parameters", {}), "IfNoneMatch": KNOWN}
    return document


def revalidated(described: Document) -> None:
    """A read that can be asked for again only if it has changed."""
    known = {"$ref": "#/components/parameters/IfNoneMatch"}
    described["parameters"] = [*described.get("parameters", ()), known]
    described["responses"]["200"].setdefault("headers", {})["ETag"] = ETAG
    described["responses"]["304"] = {"description": NOT_MODIFIED}


def content_of(described: Document) -> Document:
    content: Document = described["responses"].get("200", {}).get("content", {})
    return content
