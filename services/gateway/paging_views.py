"""Pages of lists as clients see them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

import sqlalchemy as sa
from pydantic import Field

from shared.views import View

MOST_COUNTED = 1000
Item = TypeVar("Item", bound=View)


class Count(View):
    """How many there are in all; `atLeast` so many, when there are more than anybody counts."""

    value: int = Field(ge=0, le=MOST_COUNTED)
    at_least: bool

    @classmethod
    def of_rows(cls, rows: int) -> Self:
        return cls(value=min(rows, MOST_COUNTED), at_least=rows > MOST_COUNTED)


@dataclass(frozen=True, slots=True)
class Found:
    """A page's rows, where the next begins, and how many there are in all if that was asked."""

    rows: Sequence[sa.Row[Any]]
    next_cursor: str | None
    count: Count | None


class Page(View, Generic[Item]):
    """One page of a list."""

    items: list[Item] = Field(max_length=200)
    next_cursor: str | None = Field(max_length=600)
    count: Count | None = Field(default=None, description="Only when `count=true` asks for it.")

    @classmethod
    def found(cls, found: Found, line: Callable[[sa.Row[Any]], Item], **more: Any) -> Self:  # noqa: ANN401 - the fields of a page
        """A page of rows, each as a line."""
        items = [line(row) for row in found.rows]
        return cls(items=items, next_cursor=found.next_cursor, count=found.count, **more)
