"""Lists: sorted as asked for, page by page (keyset), and counted only as far as anybody reads.

An opaque, sealed cursor says after which row of which list, in which order, a page begins.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

import sqlalchemy as sa
from fastapi import Query, Response
from pydantic import BeforeValidator
from starlette.requests import Request

from services.gateway.paging_views import MOST_COUNTED, Count, Found
from services.gateway.store import Store
from shared.http.cursors import CursorParameter, Cursors

Columns = Sequence[sa.ColumnElement[Any]]
Rows = TypeVar("Rows", sa.Select[Any], sa.CompoundSelect[Any])
Question = sa.Select[Any] | Sequence[sa.Select[Any]]  # whole, or in parts that share no row
Limit = Annotated[int, Query(ge=1, le=200, description="Items at the most.")]
Counting = Annotated[
    bool, Query(description=f"Say how many there are in all, as far as {MOST_COUNTED}.")
]


def apart(said: object) -> object:
    """Several values of one filter: repeated, or with commas between them."""
    return [part for each in said for part in each.split(",")] if isinstance(said, list) else said


Several = BeforeValidator(apart)


@dataclass(frozen=True)
class Listing:
    """A list, and by what it can be sorted: by the first of these, when nobody says.

    `ends` tell two rows apart in the end. No column of them is ever null.
    """

    name: str
    sorts: Mapping[str, Columns]
    ends: Columns
    descending: bool = False

    @property
    def default(self) -> str:
        return ("-" if self.descending else "") + next(iter(self.sorts))

    @property
    def wanted(self) -> Callable[..., "Paging"]:
        """The dependency of a question that lists."""
        listing, names = self, "|".join(self.sorts)
        choices = [sign + each for each in self.sorts for sign in ("", "-")]
        said = f"By what it is sorted; with a minus backwards. Default: `{self.default}`."

        def paging(
            request: Request,
            response: Response,
            limit: Limit = 50,
            cursor: CursorParameter = None,
            sort: Annotated[
                str | None,
                Query(
                    pattern=f"^-?({names})$",
                    max_length=40,
                    description=said,
                    json_schema_extra={"enum": choices},
                ),
            ] = None,
            *,
            count: Counting = False,
        ) -> Paging:
            asked = sort or listing.default
            return Paging(listing, request, response, limit, cursor, asked, count)

        return paging


@dataclass(frozen=True)
class Paging:
    """Which page of a list is wanted."""

    listing: Listing
    request: Request
    response: Response
    limit: int
    cursor: str | None
    sort: str
    count: bool

    @property
    def keys(self) -> Columns:
        return (*self.listing.sorts[self.sort.removeprefix("-")], *self.listing.ends)

    @property
    def falling(self) -> bool:
        return self.sort.startswith("-")

    async def page(self, store: Store, cursors: Cursors, question: Question, of: str = "") -> Found:
        """The rows of the page, and the cursor of the next (also as a Link, RFC 8288).

        `of` is what the list is about, when there is one for each of several things. A question in
        parts is asked part by part, each in order, in one statement.

        Raises:
            Invalid: when the cursor is not one of ours for this list in this order.
        """
        keys, named = self.keys, f"{self.listing.name} {of} {self.sort}"
        last = cursors.read(named, self.cursor, len(keys))
        parts = parts_of(question)
        async with store.begin() as connection:
            rows = [*(await connection.execute(self.asked(parts, last))).all()]
            all_of_them = await connection.scalar(counted(*parts)) if self.count else None
        total = None if all_of_them is None else Count.of_rows(all_of_them)
        if len(rows) <= self.limit:
            return Found(rows, None, total)
        rows = rows[: self.limit]
        last_keys = [getattr(rows[-1], key_name(at)) for at in range(len(keys))]
        following = cursors.write(named, last_keys)
        self.link(following)
        return Found(rows, following, total)

    def asked(
        self, parts: Sequence[sa.Select[Any]], last: Sequence[object] | None
    ) -> sa.Select[Any] | sa.CompoundSelect[Any]:
        """The rows of the page and one more, as far as there are any, with their keys."""
        pages = [self._page_of(part, last) for part in parts]
        if len(pages) == 1:
            return pages[0]
        keys: Columns = [sa.literal_column(key_name(at)) for at in range(len(self.keys))]
        return self._in_order(sa.union_all(*pages), keys)

    def _page_of(self, part: sa.Select[Any], last: Sequence[object] | None) -> sa.Select[Any]:
        keys = self.keys
        asked = part.add_columns(*(key.label(key_name(at)) for at, key in enumerate(keys)))
        beyond = asked.where(after(keys, last, falling=self.falling)) if last else asked
        return self._in_order(beyond, keys)

    def _in_order(self, rows: Rows, keys: Columns) -> Rows:
        order = [key.desc() for key in keys] if self.falling else keys
        return rows.order_by(*order).limit(self.limit + 1)

    def link(self, following: str) -> None:
        """Say where the next page is (RFC 8288)."""
        url = self.request.url.include_query_params(cursor=following)
        self.response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'


def after(
    columns: Columns, last: Sequence[object], *, falling: bool = False
) -> sa.ColumnElement[bool]:
    """The rows beyond the last one, by all the sort keys together."""
    typed = [
        sa.cast(sa.literal(each), column.type) for column, each in zip(columns, last, strict=True)
    ]
    here, there = sa.tuple_(*columns), sa.tuple_(*typed)
    return here < there if falling else here > there


def counted(*parts: sa.Select[Any]) -> sa.Select[int]:
    """How many rows a question has; one more than is ever said means that there are more."""
    rows = sa.union_all(
        *(
            part.with_only_columns(sa.literal(1), maintain_column_froms=True).order_by(None)
            for part in parts
        )
    )
    return sa.select(sa.func.count()).select_from(rows.limit(MOST_COUNTED + 1).subquery("rows"))


def parts_of(question: Question) -> Sequence[sa.Select[Any]]:
    return [question] if isinstance(question, sa.Select) else question


def key_name(at: int) -> str:
    return f"key_{at}"
