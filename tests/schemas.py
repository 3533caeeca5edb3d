"""JSON schemas, made plain: no references, no null."""

from typing import Any

Json = dict[str, Any]


def followed(schema: Any, document: Json) -> Any:  # noqa: ANN401 - any part of a schema
    """A schema with every reference replaced by what it refers to in a document's components."""
    if isinstance(schema, list):
        return [followed(each, document) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        named = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        schema = {**named, **{key: it for key, it in schema.items() if key != "$ref"}}
    return {key: followed(each, document) for key, each in schema.items()}


def resolved(schema: Json) -> Json:
    """What a property is when it is not null."""
    kinds: list[Json] = schema.get("anyOf", [schema])
    return next(each for each in kinds if each.get("type") != "null")
