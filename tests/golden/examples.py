"""An example of any fact, made from its type hints alone: the same every time."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from shared.sealing import Sealed

PLAIN: Mapping[object, object] = {
    UUID: UUID("0b7f3c1e-5d0a-4c7e-9a51-3f1de4f0a001"),
    datetime: datetime(2016, 1, 11, 8, tzinfo=UTC),
    date: date(2016, 1, 11),
    time: time(8),
    Decimal: Decimal("1.5"),
    float: 1.5,
    bool: True,
    int: 7,
    str: "code",
    Sealed: Sealed(text="c2VhbGVkIHdvcmRz"),
    type(None): None,
}
MANY = (tuple, list, set, frozenset)


def example(kind: Any) -> Any:  # noqa: ANN401 - of whatever type it is asked for
    """A value of a type, however it is composed; the fuller alternative of a union."""
    if kind in PLAIN:
        return PLAIN[kind]
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{field.name: example(hints[field.name]) for field in fields(kind)})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    return composed(get_origin(kind), get_args(kind), kind)


def composed(origin: Any, parts: tuple[Any, ...], kind: object) -> Any:  # noqa: ANN401 - as above
    if origin is Annotated:
        return example(parts[0])
    if origin is Literal:
        return parts[0]
    if origin in (Union, types.UnionType):
        return example(next(part for part in parts if part is not type(None)))
    if origin is tuple and Ellipsis not in parts:
        return tuple(map(example, parts))
    if origin in MANY:
        return origin([example(parts[0])])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {example(parts[0]): example(parts[1])}
    raise TypeError(f"no example of {kind}")
