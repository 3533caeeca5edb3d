"""An opaque, signed cursor says after which row a list goes on. All services sign alike."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Query

from shared.problems import InputError, Invalid

SIGNATURE = 12  # bytes
LONGEST = 600  # characters

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
