"""Bodies for any command, from the committed documents alone: a marker wherever words can stand."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count, pairwise
from typing import Any

from services.gateway.operations import PREFIX, Operation, operations, published_documents
from shared.commands import VISIBLE
from tests.architecture.law import rules
from tests.schemas import Json, followed, resolved

DOCUMENTS = published_documents()
COMMANDS = [
    each
    for service, document in DOCUMENTS.items()
    for each in operations(service, document)
    if each.method != "GET"
]
NUMBER = r"^[0-9]{10}$"
BIRTHDAY = "630400"  # the third of April 2000 as a replacement number has it
NOBODY = "00000000-0000-4000-8000-000000000000"
CALLED_OTHERWISE = {"party": "people", "person": "people"}
BORN_BEFORE = "2010"
DEPARTURES = sorted(each for each, row in rules().items() if row.get("warns"))


@dataclass
class Planting:
    """Unique words and numbers, each of which can be told from anything else."""

    prefix: str
    numbers: Iterator[int] = field(default_factory=count)
    spoken: set[str] = field(default_factory=set)

    def words(self) -> str:
        """Words with a marker in them; a space and an accent keep them from passing as a code."""
        return self._said(f"{self.prefix}{next(self.numbers):04}", "Fru {} æder")

    def cpr(self) -> str:
        """A replacement number that nobody else uses."""
        return self._said(f"{BIRTHDAY}7{next(self.numbers) % 1000:03}", "{}")

    def said(self, body: object) -> set[str]:
        """The markers in a body."""
        text = json.dumps(body, ensure_ascii=False)
        return {each for each in self.spoken if each in text}

    def places(self, body: object, at: str = "") -> Iterator[str]:
        """Where in a body a marker stands, whichever item of a list it is in."""
        match body:
            case dict():
                for name, each in body.items():
                    yield from self.places(each, f"{at}/{name}")
            case list():
                for each in body:
                    yield from self.places(each, f"{at}/*")
            case str() if self.said(body):
                yield at
            case _:
                return

    def _said(self, marker: str, sentence: str) -> str:
        self.spoken.add(marker)
        return sentence.format(marker)


@dataclass
class Bodies:
    """Makes bodies on a day, with the ids of what there is (by the last word of its path)."""

    planting: Planting
    day: date
    known: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    fixed: Mapping[str, str] = field(default_factory=dict)

    def path(self, operation: Operation) -> str:
        """Where to ask it: of the newest of each thing that the path names."""
        segments = operation.path.split("/")[1:]
        filled = [
            (self.known[before] or [NOBODY])[-1] if each[0] == "{" else each
            for before, each in pairwise(["", *segments])
        ]
        return "/".join([PREFIX, *filled])

    def planted(self, operation: Operation, body: Json, *, fuller: bool) -> Json:
        """A body that was written by hand, with markers for its words: all it could have."""
        planted = dict(self._planted(schema_of(operation), body))
        return planted if fuller else {name: planted[name] for name in body}

    def _planted(self, schema: Json, body: Json) -> Iterator[tuple[str, Any]]:
        yield from body.items()
        for name, described in schema.get("properties", {}).items():
            inner, said = resolved(described), body.get(name)
            if speaks(inner):
                yield name, self.value(name, described, 0)
            elif isinstance(said, dict) and said.keys() <= inner.get("properties", {}).keys():
                yield name, dict(self._planted(inner, said))
            elif isinstance(said, list) and said and isinstance(said[0], dict):
                part = resolved(inner["items"])
                yield name, [dict(self._planted(part, each)) for each in said]

    def attempts(self, operation: Operation) -> Iterator[Json]:
        """Ever fuller bodies: what is required and all words, then what else may be said."""
        schema = schema_of(operation)
        properties = schema.get("properties", {})
        needed = {*schema.get("required", ())}
        needed |= {name for name, each in properties.items() if speaks(resolved(each))}
        needed |= {"explanations"} & properties.keys()
        others = [name for name in properties if name not in needed]
        for names in (needed, *(needed | {each} for each in others), {*properties}):
            for shift in (0, self._shift(properties)):
                yield {
                    name: self.value(name, each, shift)
                    for name, each in properties.items()
                    if name in names
                }

    def _shift(self, properties: Json) -> int:
        """How many days the examples of a command are before the day that is lived."""
        days = [
            date.fromisoformat(each["examples"][0])
            for each in properties.values()
            if resolved(each).get("format") == "date" and each.get("examples")
        ]
        recent = [each for each in days if each.isoformat() > BORN_BEFORE]
        return (self.day - min(recent)).days if recent else 0

    def value(self, name: str, described: Json, shift: int) -> Any:  # noqa: ANN401 - any JSON
        """A value for a property: words are markers, ids are known, days are today or shifted."""
        schema = resolved(described)
        examples = described.get("examples") or schema.get("examples") or [None]
        example = examples[0]
        if speaks(schema):
            return self.planting.cpr() if schema["pattern"] == NUMBER else self.planting.words()
        if name in self.fixed:
            return self.fixed[name]
        if name == "explanations":
            return [{"rule": each, "reason": self.planting.words()} for each in DEPARTURES[:20]]
        kind = schema.get("type")
        if kind == "array":
            some = example if isinstance(example, list) and not ids(schema) else [None]
            part, called = schema["items"], name.removesuffix("s")
            return [each or self.value(called, part, shift) for each in some]
        if kind == "object":
            inner = schema.get("properties", {})
            return {each: self.value(each, inner[each], shift) for each in inner}
        if kind == "string":
            return self._string(name, schema, example, shift)
        return example if example is not None else schema.get("minimum", True)

    def _string(self, name: str, schema: Json, example: str | None, shift: int) -> str:
        match schema.get("format"):
            case "date" if example and example < BORN_BEFORE:
                return example
            case "date" if example and shift:
                return (date.fromisoformat(example) + timedelta(shift)).isoformat()
            case "date":
                return self.day.isoformat()
            case "date-time":
                return f"{self.day}T07:00:00Z"
            case "uuid":
                return self.newest(name.removesuffix("Id"))
            case _:
                pass
        return example or next(iter(schema.get("enum", ())), "code")

    def newest(self, called: str) -> str:
        """The newest thing that is called so."""
        called = CALLED_OTHERWISE.get(called, called).lower()
        found = [each for where, some in self.known.items() if called in where for each in some]
        return (found or [NOBODY])[-1]


def schema_of(operation: Operation) -> Json:
    """What a command's body must look like, with its references resolved."""
    document = DOCUMENTS[operation.service]
    described = document["paths"][operation.path][operation.method.lower()]
    body = described["requestBody"]["content"]["application/json"]["schema"]
    whole: Json = followed(body, document)
    return whole


def speaks(schema: Json) -> bool:
    """Whether a property holds words or a number that identifies."""
    return schema.get("pattern") in {VISIBLE, NUMBER}


def words_in(schema: Json, at: str = "") -> Iterator[str]:
    """Where in a body words (or a number that identifies) can stand, as `Planting.places` has it.

    Why a rule is departed from is heard where it is; what a correction puts in place of what was
    said (`instead`) has the words of its own kind.
    """
    for name, described in schema.get("properties", {}).items():
        inner, here = resolved(described), f"{at}/{name}"
        if speaks(inner) or here == "/instead":
            yield here
        elif inner.get("type") == "array" and name != "explanations":
            part = resolved(inner["items"])
            yield from [f"{here}/*"] if speaks(part) else words_in(part, f"{here}/*")
        else:
            yield from words_in(inner, here)


def ids(schema: Json) -> bool:
    return bool(schema["items"].get("format") == "uuid")
