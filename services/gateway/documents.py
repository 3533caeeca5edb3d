"""What holds of every read and every command, said once in the document that clients read."""

from typing import Any

from services.gateway import fields, links
from services.gateway.operations import Document
from services.gateway.presenting import LONGEST_KNOWN

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
    "schema": {"type": "string", "maxLength": LONGEST_KNOWN},
}
LIMITS = {
    "RateLimit": {
        "description": "What is left of the caller's allowance, and the seconds until all is.",
        "schema": {"type": "string", "maxLength": 100},
    },
    "RateLimit-Policy": {
        "description": "How much a caller may ask, of this class of operations.",
        "schema": {"type": "string", "maxLength": 100},
    },
}
BEARER = "A JWT of the municipality's provider, read as RFC8725 asks: the algorithms are ours."
SAID_WITH = {
    "401": {
        "WWW-Authenticate": {
            "description": "Send a bearer token.",
            "schema": {"type": "string", "maxLength": 100},
        }
    },
    "429": {
        "Retry-After": {
            "description": "Seconds to wait.",
            "schema": {"type": "string", "maxLength": 10},
        }
    },
}
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
CODE, STREAM = 300, "text/event-stream"
ENDLESS = {STREAM, "application/x-ndjson"}  # or too long to hold
EXACT = 2**53 - 1  # as far as every reader of JSON counts (RFC 8259, section 6)
LONGEST = {"date": 10, "uuid": 36, "date-time": 40, "binary": 10_000_000}
BASED_ON = {"pattern": r'^"\d{1,18}(\.[0-9a-f]{32}(\.gz)?)?"$', "maxLength": 60}


def comfortable(document: Document) -> Document:
    """The document with what every operation has in common."""
    links.add_to(document)
    fields.add_to(document)
    for item in document["paths"].values():
        for verb, described in item.items():
            if verb == "get" and not ENDLESS & content_of(described).keys():
                revalidated(described)
            for parameter in described.get("parameters", ()):
                if parameter.get("name") == "If-Match":
                    parameter["schema"] = {**parameter["schema"], **BASED_ON}
            limited(described)
    components = document["components"]
    components["parameters"] = {**components.get("parameters", {}), "IfNoneMatch": KNOWN}
    components["headers"] = {**components.get("headers", {}), **LIMITS}
    components["securitySchemes"]["bearer"]["description"] = BEARER
    bound(document)
    return document


def limited(described: Document) -> None:
    """An operation whose answers say how much the caller may still ask; a key is never null."""
    for status, response in described["responses"].items():
        if status[0] in "24":
            said = {name: {"$ref": f"#/components/headers/{name}"} for name in LIMITS}
            beside = SAID_WITH.get(status, {})
            response["headers"] = {**response.get("headers", {}), **said, **beside}
        if status >= "400":
            response["content"] = PROBLEM
    for parameter in described.get("parameters", ()):
        match parameter.get("schema"):
            case {"anyOf": [dict() as only, {"type": "null"}]}:
                rest = {key: each for key, each in parameter["schema"].items() if key != "anyOf"}
                parameter["schema"] = {**rest, **only}
            case _:
                continue


def bound(part: Any) -> None:  # noqa: ANN401 - any part of a document
    """Say of every number and every formatted word how large it can be at the most."""
    if isinstance(part, list):
        for each in part:
            bound(each)
    if not isinstance(part, dict):
        return
    for name, each in part.items():
        if name not in {"example", "examples"}:
            bound(each)
    if part.get("type") == "integer" and not {"enum", "const"} & part.keys():
        part |= {"format": "int64", "minimum": -EXACT, "maximum": EXACT} | part
    elif part.get("type") == "string" and (longest := LONGEST.get(str(part.get("format")))):
        part.setdefault("maxLength", longest)
    elif part.get("type") == "array" and part.get("items") == {"type": "string"}:
        part["items"] = {"type": "string", "maxLength": CODE}  # codes: no words stand in a list
    elif STREAM in part and isinstance(part[STREAM], dict):
        part[STREAM] = {"schema": {"type": "string", "maxLength": EXACT}}  # it goes on


def revalidated(described: Document) -> None:
    """A read that can be asked for again only if it has changed."""
    known = {"$ref": "#/components/parameters/IfNoneMatch"}
    described["parameters"] = [*described.get("parameters", ()), known]
    described["responses"]["200"].setdefault("headers", {})["ETag"] = ETAG
    described["responses"]["304"] = {"description": NOT_MODIFIED}


def content_of(described: Document) -> Document:
    content: Document = described["responses"].get("200", {}).get("content", {})
    return content
