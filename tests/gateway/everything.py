"""Every operation that clients are promised, and a way to ask for each, from the document alone."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from deploy.contracts import MERGED
from services.gateway.operations import names_in, operations, published_documents
from tests.gateway.people import Json
from tests.schemas import followed, resolved

DOCUMENT: Json = json.loads(MERGED.read_text(encoding="utf-8"))
SERVICES = {
    (each.method, f"/v1{each.path}"): each.service
    for service, document in published_documents().items()
    for each in operations(service, document)
}
PLACE = re.compile(r"(?:([^/{}]+)/)?\{(\w+)\}")
MOMENT, DAY = "2024-01-01T00:00:00Z", "2024-05-13"


class NoWay(Exception):
    """A route that cannot be asked for: give it an example in the document."""


@dataclass(frozen=True)
class Way:
    """One operation, and how it is asked for."""

    method: str
    path: str
    operation: str
    public: bool
    fixed: Mapping[str, str]  # what the path names that is no id
    query: Mapping[str, str]  # what must be asked
    body: Json | None
    streams: tuple[str, ...]  # properties of the body that name cases or notifications

    @property
    def service(self) -> str:
        return SERVICES.get((self.method, self.path), "gateway")

    @property
    def ids(self) -> list[tuple[str, str]]:
        """The ids in the path, each with the noun that it is one of."""
        return [(noun, name) for noun, name in PLACE.findall(self.path) if name not in self.fixed]

    def at(self, *ids: str) -> str:
        """The address of what these ids name, in the order of the path."""
        given = iter(ids)
        path = re.sub(r"\{(\w+)\}", lambda at: self.fixed.get(at[1]) or next(given), self.path)
        return f"{path}?{urlencode(self.query)}" if self.query else path


def ways() -> list[Way]:
    """Raises: `NoWay` for a route that the document does not say how to ask for."""
    return [
        each
        for path, methods in DOCUMENT["paths"].items()
        for method, described in methods.items()
        for each in ways_of(method.upper(), path, described)
    ]


def ways_of(method: str, path: str, described: Json) -> Iterator[Way]:
    """One way; of a body in which nothing is required, one for each property that it shows."""
    plain = way(method, path, described)
    if more := expansions(described):
        yield replace(plain, query={**plain.query, "expand": more})
    if plain.body != {}:
        yield plain
        return
    yield plain
    content = described["requestBody"]["content"]["application/json"]
    properties = followed(content["schema"], DOCUMENT)["properties"]
    shown = {name: each["examples"][0] for name, each in properties.items() if "examples" in each}
    for name, value in shown.items():
        yield replace(plain, body={name: value})


def expansions(described: Json) -> str:
    """Everything that can be had beside the lines of a list."""
    asked = [each for each in described.get("parameters", ()) if each.get("name") == "expand"]
    names = [each["schema"]["items"] for each in asked]
    return ",".join(code for each in names for code in each.get("enum") or [each["const"]])


def way(method: str, path: str, described: Json) -> Way:
    asked = [written_out(each) for each in described.get("parameters", [])]
    fixed = {
        each["name"]: said(each, path)
        for each in asked
        if each["in"] == "path" and not is_id(each["schema"])
    }
    must = [each for each in asked if each["in"] == "query" and each.get("required")]
    query = {each["name"]: said(each, path) for each in must}
    content = described.get("requestBody", {}).get("content", {}).get("application/json")
    body = example(followed(content["schema"], DOCUMENT), path) if content else None
    streams = tuple(name for name, _ in names_in(described, DOCUMENT))
    public = not described["security"]
    return Way(method, path, described["operationId"], public, fixed, query, body, streams)


def written_out(parameter: Json) -> Json:
    """A parameter, or what it refers to."""
    _, _, name = parameter.get("$ref", "").rpartition("/")
    found: Json = DOCUMENT["components"]["parameters"][name] if name else parameter
    return found


def is_id(schema: Json) -> bool:
    return resolved(schema).get("format") == "uuid"


def said(parameter: Json, path: str) -> str:
    """The document's example of a parameter."""
    return str(example(parameter["schema"] | {"examples": shown(parameter)}, path))


def shown(parameter: Json) -> list[Any]:
    found: list[Any] = parameter.get("examples") or parameter["schema"].get("examples") or []
    return found


def example(schema: Json, path: str) -> Any:  # noqa: ANN401 - any JSON; one line a kind
    """What the document shows, or the plainest thing that fits what it says."""
    if schema.get("examples"):
        return schema["examples"][0]
    plain = resolved(schema)
    match plain:
        case {"examples": [first, *_]} | {"const": first} | {"enum": [first, *_]}:
            return first
        case {"default": first}:
            return first
        case {"type": "object"}:
            wanted = plain.get("required", ())
            return {name: example(plain["properties"][name], path) for name in wanted}
        case {"type": "array"}:
            return [example(plain["items"], path)] * plain.get("minItems", 0)
        case {"format": "uuid"}:
            return "00000000-0000-4000-8000-00000000000e"
        case {"format": "date"}:
            return DAY
        case {"format": "date-time"}:
            return MOMENT
        case {"type": "boolean"}:
            return False
        case {"type": "integer" | "number"}:
            return plain.get("minimum", 1)
        case {"oneOf": [first, *_]}:
            return example(first, path)
        case _:
            pass
    raise NoWay(f"{path}: an example of {json.dumps(schema)[:200]}")


def every(**wanted: bool) -> Iterator[Way]:
    """The ways, with ids in the path or without, and those that ask only or tell."""
    for each in ways():
        asks = each.method == "GET" or each.path.endswith("_search")
        found = {"ids": bool(each.ids), "asks": asks}
        if all(found[name] == is_ for name, is_ in wanted.items()):
            yield each
