"""A blind index: finds words again without keeping them. Who lacks the key learns nothing."""

import hmac
from base64 import b64decode
from dataclasses import dataclass, field
from typing import Self
from unicodedata import normalize

from shared.sealing import KEY


@dataclass(frozen=True, slots=True)
class BlindKey:
    """The key of one service's blind indexes; it outlives every master key."""

    key: bytes = field(repr=False)

    @classmethod
    def read(cls, setting: str) -> Self:
        """Read 32 bytes in base64.

        Raises:
            ValueError: when they are not.
        """
        key = b64decode(setting, validate=True)
        if len(key) != KEY:
            raise ValueError("a blind key is 32 bytes, in base64")
        return cls(key)

    def index(self, words: str) -> str:
        """The same for the same words, however spaced, hyphenated or cased; in hexadecimal."""
        plain = normalize("NFKC", words).casefold()
        kept = "".join(each for each in plain if each.isalnum())
        return hmac.digest(self.key, kept.encode(), "sha256").hex()
