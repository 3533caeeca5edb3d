"""Keyset paging: an opaque, signed cursor says after which row a list goes on."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import Query, Response
from sqlalchemy.sql.elements import KeyedColumnElement
from starlette.requests import Request

from services.gateway.store import Store
from shared.problems import InputError, Invalid

Column = KeyedColumnElement[Any]

SIGNATURE = 12  # bytes
LONGEST = 600  # characters

Limit = Annotated[int, Query(ge=1, le=200, description="Items at the most.")]
CursorParameter = Annotated[
    str | None, Query(max_length=LONGEST, description="`nextCursor` of the page before.")
]


class Cursors:
    """Writes and reads cursors; one written for another list is not accepted."""

    def __init__(self, secret: str) -> None:
        self._key = sha256(b"cursors " + secret.encode()).digest()

    def write(self, listing: str, last: Sequence[object]) -> str:
        plain = json.dumps([listing, *(written(each) for each in last)]).encode()
        return urlsafe_b64encode(self._sign(plain) + plain).decode().rstrip("=")

    def read(
        self, listing: str, cursor: str | None, keys: int, said_as: str = "cursor"
    ) -> list[Any] | None:
        """The last row's sort keys. `said_as` is the query key that the cursor came in.

        Raises:
            Invalid: when it is not a cursor of ours for this list.
        """
        if cursor is None:
            return None
        named, *last = self._signed(cursor)
        if named != listing or len(last) != keys:
            raise Invalid(
                InputError(pointer=said_as, code="cursor", detail="Send the cursor as you got it.")
            )
        return last

    def _signed(self, cursor: str) -> list[Any]:
        """What we wrote down; nothing but our own writing is ever parsed."""
        try:
            raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        except (Error, ValueError):
            return [None]
        plain = raw[SIGNATURE:]
        genuine = hmac.compare_digest(raw[:SIGNATURE], self._sign(plain))
        return [*json.loads(plain)] if genuine else [None]

    def _sign(self, plain: bytes) -> bytes:
        return hmac.digest(self._key, plain, "sha256")[:SIGNATURE]


def written(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def after(columns: Sequence[Column], last: Sequence[object]) -> sa.ColumnElement[bool]:
    """The rows beyond the last one, by all the sort keys together."""
    typed = [
        sa.cast(sa.literal(each), column.type) for column, each in zip(columns, last, strict=True)
    ]
    return sa.tuple_(*columns) > sa.tuple_(*typed)


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
    ) -> tuple[list[sa.Row[Any]], str | None]:
        """The rows of the page, and the cursor of the next (also as a Link, RFC 8288).

        Raises:
            Invalid: when the cursor is not one of ours for this list.
        """
        if last := cursors.read(listing, self.cursor, len(keys)):
            question = question.where(after(keys, last))
        async with store.begin() as connection:
            found = await connection.execute(question.order_by(*keys).limit(self.limit + 1))
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
