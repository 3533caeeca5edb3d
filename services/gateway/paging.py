"""Keyset paging: an opaque, signed cursor says after which row a list goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import Query, Response
from sqlalchemy.sql.elements import KeyedColumnElement
from starlette.requests import Request

from services.gateway.store import Store
from shared.http.cursors import CursorParameter, Cursors

Column = KeyedColumnElement[Any]

Limit = Annotated[int, Query(ge=1, le=200, description="Items at the most.")]


def after(
    columns: Sequence[Column], last: Sequence[object], *, falling: bool = False
) -> sa.ColumnElement[bool]:
    """The rows beyond the last one, by all the sort keys together."""
    typed = [
        sa.cast(sa.literal(each), column.type) for column, each in zip(columns, last, strict=True)
    ]
    here, there = sa.tuple_(*columns), sa.tuple_(*typed)
    return here < there if falling else here > there


@dataclass(frozen=True)
class Paging:
    """Which page of a list is wanted. A dependency of every question that lists."""

    request: Request
    response: Response
    limit: Limit = 50
    cursor: CursorParameter = None

    async def page(
        self,
        store: Store,
        cursors: Cursors,
        listing: str,
        question: sa.Select[Any],
        *keys: Column,
        falling: bool = False,
    ) -> tuple[list[sa.Row[Any]], str | None]:
        """The rows of the page, and the cursor of the next (also as a Link, RFC 8288).

        They rise by their keys, or fall.

        Raises:
            Invalid: when the cursor is not one of ours for this list.
        """
        if last := cursors.read(listing, self.cursor, len(keys)):
            question = question.where(after(keys, last, falling=falling))
        order = [key.desc() for key in keys] if falling else keys
        async with store.begin() as connection:
            found = await connection.execute(question.order_by(*order).limit(self.limit + 1))
            rows = [*found.all()]
        if len(rows) <= self.limit:
            return rows, None
        rows = rows[: self.limit]
        following = cursors.write(listing, [rows[-1]._mapping[key.key] for key in keys])  # noqa: SLF001 - its name in SQLAlchemy
        self.link(following)
        return rows, following

    def link(self, following: str) -> None:
        """Say where the next page is (RFC 8288)."""
        url = self.request.url.include_query_params(cursor=following)
        self.response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
