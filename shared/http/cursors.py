"""An opaque cursor says after which row a list goes on. All services write alike.

It is sealed (AES-SIV, RFC 5297): the same writing gives the same cursor, and a cursor gives nobody
what is written in it, nor how long it is.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha512
from typing import Annotated, Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from fastapi import Query

from shared.problems import InputError, Invalid

STEP = 64  # bytes: what is written is filled up to as many, or to twice, and so on
LONGEST = 600  # characters

CursorParameter = Annotated[
    str | None, Query(max_length=LONGEST, description="`nextCursor` of the page before.")
]


class Cursors:
    """Writes and reads cursors; one written for another list is not accepted."""

    def __init__(self, secret: str) -> None:
        self._aead = AESSIV(sha512(b"cursors " + secret.encode()).digest())

    def write(self, listing: str, last: Sequence[object]) -> str:
        return self.seal(listing, json.dumps([written(each) for each in last]))

    def read(
        self, listing: str, cursor: str | None, keys: int, said_as: str = "cursor"
    ) -> list[Any] | None:
        """The last row's sort keys. `said_as` is the query key that the cursor came in.

        Raises:
            Invalid: when it is not a cursor of ours for this list.
        """
        if cursor is None:
            return None
        last: list[Any] = json.loads(self.opened(listing, cursor) or "[]")
        if len(last) != keys:
            raise Invalid(
                InputError(pointer=said_as, code="cursor", detail="Send the cursor as you got it.")
            )
        return last

    def seal(self, purpose: str, words: str) -> str:
        """Words that only we can read, and only as what they were written for."""
        plain = words.encode()
        filled = plain + b" " * (-len(plain) % STEP)
        return (
            urlsafe_b64encode(self._aead.encrypt(filled, [purpose.encode()])).decode().rstrip("=")
        )

    def opened(self, purpose: str, sealed: str) -> str | None:
        """The words; nothing when we did not write this, or wrote it for something else."""
        try:
            raw = urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
            return self._aead.decrypt(raw, [purpose.encode()]).decode().rstrip(" ")
        except (Error, InvalidTag, ValueError):
            return None

    def named(self, purpose: str, words: str) -> UUID:
        """A name for what the words say: always the same, and it gives nobody the words."""
        return UUID(bytes=self._aead.encrypt(words.encode(), [purpose.encode()])[:16])


def written(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
