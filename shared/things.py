"""What a folded state holds several of: found by id, and changed by making new ones."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol, TypeVar
from uuid import UUID


class Thing(Protocol):
    """A frozen dataclass with an id."""

    @property
    def id(self) -> UUID: ...


AnyThing = TypeVar("AnyThing", bound=Thing)


def find(things: Iterable[AnyThing], id: UUID | None) -> AnyThing | None:  # noqa: A002 - its name everywhere
    """The thing with this id, if it is there."""
    return next((each for each in things if each.id == id), None)


def changed(things: tuple[AnyThing, ...], id: UUID, **changes: Any) -> tuple[AnyThing, ...]:  # noqa: A002
    """The same things, one of them with other values."""
    return tuple(
        replace(each, **changes) if each.id == id else each  # type: ignore[type-var]
        for each in things
    )
