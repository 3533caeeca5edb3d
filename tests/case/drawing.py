"""Any command of the case service, drawn from its own schema around the day of a story."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, get_args
from uuid import UUID

from pydantic import ValidationError

from services.case.child.commands import OpenCase
from services.case.domain import SLICES
from services.case.rules import STATUTE
from shared.commands import Command
from tests.schemas import followed, resolved

Json = dict[str, Any]
COMMANDS: tuple[type[Command], ...] = tuple(
    kind
    for each in SLICES
    for kind in get_args(each.commands) or (each.commands,)
    if kind is not OpenCase
)
NUMBER = "6304000042"  # a replacement number of the day on which the child of the stories was born
BIRTH = date(2000, 4, 3)
DRAWS = 100  # until a command is taken to be impossible to draw
NOW_AND_THEN = 0.3  # how often something is said that need not be
DAYS = (*range(-30, 1), *[0] * 30, 1, 30, 400)  # most things happen today; a few are misdated
RULES = sorted(
    {row.id for edition in STATUTE.editions for row in edition.rows.values() if row.warns}
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Draws by chance that can be repeated; ids are of what the story has brought about."""

    chance: Random
    today: date
    ids: Sequence[UUID]

    def command(self, kind: type[Command]) -> Any:  # noqa: ANN401 - of one of the slices' kinds
        """A well-formed command; now and then it takes some draws."""
        for _ in range(DRAWS):
            body = json.dumps(self._object(schema(kind)))
            with suppress(ValidationError):
                return kind.model_validate_json(body)
        raise AssertionError(f"{kind.__name__} cannot be drawn from its schema")

    def _object(self, described: Json) -> Json:
        needed = described.get("required", ())
        return {
            name: self._value(name, each)
            for name, each in described["properties"].items()
            if name in needed or self.chance.random() < NOW_AND_THEN
        }

    def _value(self, name: str, described: Json) -> Any:  # noqa: ANN401 - any JSON
        inner = resolved(described)
        examples = described.get("examples") or inner.get("examples") or [None]
        if name == "rule":
            return self.chance.choice(RULES)
        if inner.get("enum"):
            return self.chance.choice(inner["enum"])
        match inner.get("type"):
            case "object" if "properties" in inner:
                return self._object(inner)
            case "object":
                return examples[0] or {}
            case "array":
                return self._list(name, inner, examples[0])
            case "boolean":
                return self.chance.random() < NOW_AND_THEN
            case "integer" | "number":
                return self.chance.choice((examples[0], inner.get("minimum"), 1)) or 1
            case "string":
                return self._string(name, inner, examples[0])
            case _:
                return inner.get("const")

    def _list(self, name: str, described: Json, example: Any) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(example, list):
            some = self.chance.randint(1, len(example))
            return example[:some]
        drawn = [self._value(name.removesuffix("s"), described["items"]) for _ in range(2)]
        return drawn[: self.chance.randint(described.get("minItems", 0) or 1, 2)]

    def _string(self, name: str, described: Json, example: str | None) -> str:
        day = self.today + timedelta(self.chance.choice(DAYS))
        match described.get("format"):
            case "date":
                return (BIRTH if name in {"bornOn", "validFrom"} else day).isoformat()
            case "date-time":
                return f"{day}T08:00:00Z"
            case "uuid":
                return str(self.chance.choice(self.ids))
            case _:
                pass
        if described.get("pattern") == r"^[0-9]{10}$":
            return NUMBER
        return example or "words"


@cache
def schema(kind: type[Command]) -> Json:
    """A command's schema, with its references resolved."""
    written = kind.model_json_schema()
    whole: Json = followed(written, {"components": {"schemas": written.get("$defs", {})}})
    return whole
