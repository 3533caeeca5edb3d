"""Words that identify, sealed under a case's own key. Destroy the key and they are gone for ever.

A `Sealed` value stays sealed while facts are folded, logged and fed to neighbours; it is opened on
purpose, at the edge, for a caller who may read it. Codes and dates are never sealed, so a case
whose key is destroyed still replays.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hmac import digest
from os import urandom
from typing import Any, Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import GetCoreSchemaHandler, SerializationInfo, ValidationInfo
from pydantic_core import CoreSchema, core_schema

NONCE = 12  # bytes, as AES-GCM wants it
KEY = 32  # bytes: AES-256


class Erased(Exception):
    """The key of these words has been destroyed."""


@dataclass(frozen=True, slots=True)
class Cipher:
    """Seals and opens the words of one case."""

    aead: AESGCM

    @classmethod
    def of(cls, key: bytes) -> Self:
        return cls(AESGCM(key))

    def seal(self, words: str, binding: bytes) -> str:
        nonce = urandom(NONCE)
        return b64encode(nonce + self.aead.encrypt(nonce, words.encode(), binding)).decode()

    def open(self, sealed: str, binding: bytes) -> str:
        raw = b64decode(sealed)
        return self.aead.decrypt(raw[:NONCE], raw[NONCE:], binding).decode()


@dataclass(frozen=True, slots=True)
class Blind:
    """Makes of words an index: the same words give the same one, and it gives nobody the words."""

    key: bytes = field(repr=False)

    def __call__(self, words: str) -> UUID:
        return UUID(bytes=digest(self.key, words.encode(), "sha256")[:16])


@dataclass(frozen=True, slots=True)
class Binding:
    """What sealed words belong to: cut out and pasted elsewhere, they do not open."""

    stream: UUID
    fact: str
    cipher: Cipher | None = None

    def __bytes__(self) -> bytes:
        return self.stream.bytes + self.fact.encode()


@dataclass(frozen=True, slots=True)
class Opening:
    """Writes sealed words as words again, for a caller who may read them; erased ones as null."""

    cipher: Cipher | None


@dataclass(frozen=True, slots=True)
class Sealed:
    """Words as they were said (`plain`), or as they are stored (`text`, bound to their fact)."""

    plain: str | None = None
    text: str | None = None
    bound: bytes = b""

    def __repr__(self) -> str:
        return "Sealed(…)"

    def words(self, cipher: Cipher | None) -> str | None:
        """Open the words; `None` reads as erased: the key is gone, or there never was one."""
        if self.plain is not None or self.text is None:
            return self.plain
        if cipher is None:
            return None
        try:
            return cipher.open(self.text, self.bound)
        except InvalidTag as error:
            raise Erased from error

    def stored(self, info: SerializationInfo) -> dict[str, str] | str | None:
        """Write the words as the log keeps them. The binding's cipher comes as context."""
        binding = info.context
        if isinstance(binding, Opening):
            return self.words(binding.cipher)
        if self.plain is None:
            return {"sealed": self.text or ""}
        if not isinstance(binding, Binding) or binding.cipher is None:
            raise Erased
        return {"sealed": binding.cipher.seal(self.plain, bytes(binding))}

    @classmethod
    def read(cls, stored: object, info: ValidationInfo) -> "Sealed":
        if isinstance(stored, Sealed):
            return stored
        if not isinstance(stored, dict) or not isinstance(stored.get("sealed"), str):
            raise ValueError("not a sealed value")  # noqa: TRY004 - pydantic listens to ValueError
        bound = bytes(info.context) if isinstance(info.context, Binding) else b""
        return cls(text=stored["sealed"], bound=bound)

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            cls.read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                cls.stored, info_arg=True
            ),
        )


def sealed(words: str | None) -> Sealed | None:
    """Seal what may be missing."""
    return None if words is None else Sealed(words)


class MasterKeys:
    """The ring that wraps every case's own key. The newest wraps; the older still unwrap."""

    def __init__(self, ring: Mapping[str, bytes], newest: str) -> None:
        self._ring = {name: AESGCM(key) for name, key in ring.items()}
        self.newest = newest

    @classmethod
    def read(cls, setting: str) -> Self:
        """Read `name:base64,name:base64`; the first is the newest.

        Raises:
            ValueError: when a key is not 32 bytes.
        """
        pairs = [each.partition(":") for each in setting.split(",")]
        ring = {name.strip(): b64decode(key) for name, _, key in pairs}
        if any(len(key) != KEY for key in ring.values()):
            raise ValueError("a master key is 32 bytes, in base64")
        return cls(ring, pairs[0][0].strip())

    def wrap(self, key: bytes, stream: UUID) -> tuple[str, bytes]:
        nonce = urandom(NONCE)
        return self.newest, nonce + self._ring[self.newest].encrypt(nonce, key, stream.bytes)

    def unwrap(self, name: str, wrapped: bytes, stream: UUID) -> bytes:
        return self._ring[name].decrypt(wrapped[:NONCE], wrapped[NONCE:], stream.bytes)
