"""Facts, their envelope, and the catalog that keeps old ones readable."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar, get_args
from uuid import UUID

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from shared.sealing import Binding, Erased, Opening, Sealed

Fact = TypeVar("Fact")
Json = dict[str, Any]
Upcaster = Callable[[Json], Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded(Generic[Fact]):
    """A fact in its envelope.

    Whose stream and which place in it; when it was recorded (UTC: registreringstid) and by whom;
    `correlation` is the trace it belongs to, `causation` the neighbour's news that led to it.
    """

    stream: UUID
    version: int
    recorded_at: datetime
    by: str
    correlation: str
    causation: str | None
    fact: Fact


class Catalog(Generic[Fact]):
    """Stable names and schema versions for one service's facts.

    A fact is stored as `prefix.ClassName`, never as a Python path, and its schema version
    is one more than the number of upcasters registered for it.
    """

    def __init__(self, prefix: str, *facts: type[Fact]) -> None:
        self.prefix = prefix
        self._names = {fact: f"{prefix}.{fact.__name__}" for fact in facts}
        self._facts = {name: fact for fact, name in self._names.items()}
        self._adapters = {fact: TypeAdapter(fact) for fact in facts}
        self._upcasters: dict[type[Fact], list[Upcaster]] = {fact: [] for fact in facts}
        self._sealing = {fact for fact in facts if holds_words(fact)}

    def upcaster(self, fact: type[Fact]) -> Callable[[Upcaster], Upcaster]:
        """Register the next schema of a fact: a function from the old form to the new."""

        def register(upcaster: Upcaster) -> Upcaster:
            self._upcasters[fact].append(upcaster)
            return upcaster

        return register

    def schemas(self) -> dict[str, int]:
        """Every fact by name, and the schema it is written in today."""
        return {name: 1 + len(self._upcasters[kind]) for name, kind in self._facts.items()}

    def kinds(self) -> dict[str, type[Fact]]:
        """Every kind of fact, by its stored name."""
        return dict(self._facts)

    def name(self, fact: Fact) -> str:
        return self._names[type(fact)]

    def seals(self, fact: Fact) -> bool:
        """Whether facts of this kind can hold words that must be sealed."""
        return type(fact) in self._sealing

    def dump(self, fact: Fact, binding: Binding | Opening) -> Json:
        """Write a fact as the log keeps it, or for a caller who may read it.

        Raises:
            Erased: when it holds words, and their key is destroyed.
        """
        kind = type(fact)
        try:
            data = self._adapters[kind].dump_python(fact, mode="json", context=binding)
        except PydanticSerializationError as error:
            raise (error.__cause__ if isinstance(error.__cause__, Erased) else error) from None
        return {"schema": 1 + len(self._upcasters[kind]), "data": data}

    def load(self, name: str, stored: Json, binding: Binding) -> Fact:
        kind, data = self._facts[name], stored["data"]
        for upcast in self._upcasters[kind][stored["schema"] - 1 :]:
            data = upcast(data)
        return self._adapters[kind].validate_python(data, context=binding)


def holds_words(annotation: object) -> bool:
    """Whether a type is, or anywhere contains, a `Sealed` field."""
    if annotation is Sealed:
        return True
    parts = get_args(annotation)
    if isinstance(annotation, type) and is_dataclass(annotation):
        parts = tuple(field.type for field in fields(annotation))
    return any(holds_words(part) for part in parts)
