"""Which fields of an answer can be asked for alone: those that the document says it has."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from starlette.requests import Request

from services.gateway.operations import Document
from shared.problems import InputError, Invalid

ASKED = "fields"
SPARSE = "application/vnd.indsats.sparse+json"
UNKNOWN = InputError(
    pointer=ASKED, code="literal-error", detail="There is a name here that this answer has not."
)
TOO_MANY = InputError(pointer=ASKED, code="too-long", detail="There are more names than fields.")


class Fields:
    """The top-level names of every answer, by the operation's id."""

    def __init__(self, document: Callable[[], Document] = dict) -> None:
        self.document = document

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        document = self.document()
        return {
            described["operationId"]: frozenset(names_in(document, described))
            for item in document["paths"].values()
            for described in item.values()
        }

    def wanted(self, request: Request, operation: str) -> frozenset[str]:
        """The fields that are asked for; none when the whole answer is.

        Raises:
            Invalid: when there is no such field.
        """
        said = request.query_params.getlist(ASKED)
        if not said or request.method != "GET":
            return frozenset()
        names, fields = self._names[operation], [each for part in said for each in part.split(",")]
        if not names.issuperset(fields):
            raise Invalid(UNKNOWN)
        if len(fields) > len(names):
            raise Invalid(TOO_MANY)
        return frozenset(fields)


def names_in(document: Document, described: Document) -> list[str]:
    """The names of what an operation answers; of a list, those of its items."""
    whole = properties(document, schema_of(described))
    listed = whole.get("items", {}).get("items")
    return sorted(properties(document, listed) if listed else whole)


def schema_of(described: Document) -> Document:
    content = described["responses"].get("200", {}).get("content", {})
    schema: Document = content.get("application/json", {}).get("schema", {})
    return schema


def properties(document: Document, schema: Document) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    named: Document = document["components"]["schemas"].get(name, schema)
    found: dict[str, Any] = named.get("properties", {})
    return found


def add_to(document: Document) -> None:
    """Say of every answer which of its fields can be asked for alone."""
    for item in document["paths"].values():
        if (described := item.get("get")) and (names := names_in(document, described)):
            described["parameters"] = [*described.get("parameters", ()), parameter(names)]
            content = described["responses"]["200"]["content"]
            content[SPARSE] = {
                "schema": {"type": "object", "description": "The same, with the fields asked for."}
            }


def parameter(names: list[str]) -> Document:
    return {
        "name": ASKED,
        "in": "query",
        "required": False,
        "description": "Only these fields (of a list: of its items), as they are named here.",
        "style": "form",
        "explode": False,
        "schema": {
            "type": "array",
            "items": {"type": "string", "enum": names},
            "minItems": 1,
            "maxItems": len(names),
        },
    }
