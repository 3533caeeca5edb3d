"""Who is asking. The gateway signs a short-lived token for every request it forwards.

A service accepts nothing else, and refuses a token that was signed for another case. Security's
clock is always the real one, whatever development's clock says.
"""

import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

HEADER = "x-internal-token"
ALGORITHM = "HS256"
LIFETIME = 60  # seconds
SHORTEST_SECRET = 32  # bytes
REMEMBERED = 10_000  # tokens, of each kind

Key = TypeVar("Key")
Value = TypeVar("Value")

Role = Literal[
    "caseworker", "leader", "panel", "provider", "notifier", "network", "young-person", "custodian",
    "municipality", "analyst", "operator", "system",
]  # fmt: skip


class NotAuthenticated(Exception):
    """There is no token, or it is not one of ours, or it has expired."""


class NotForThisCase(Exception):
    """The token was signed for another case."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A person or a system: `sub` is an identifier of theirs, never a name or a CPR number.

    `unit` is where they work: a family unit, a provider or another municipality, by its code.
    `case` is the one case (or notification) they may touch with this request; `digest` is the
    SHA-256 of the body when the request is about several. `at` is the moment they ask (UTC).
    """

    sub: str
    role: Role
    unit: str | None = None
    scopes: frozenset[str] = field(default_factory=frozenset)
    case: UUID | None = None
    digest: str | None = None
    at: datetime | None = field(default=None, compare=False)


class InternalTokens:
    """Signs and verifies what passes between the gateway and the services.

    What was signed or verified a moment ago is remembered while it is good: an in-process stack
    and a busy caller pay for the cryptography once.
    """

    def __init__(self, secret: str, *, issuer: str = "indsats-gateway") -> None:
        if len(secret.encode()) < SHORTEST_SECRET:
            raise ValueError("the internal secret needs at least 32 bytes")
        self._key = OctKey.import_key(secret)
        self._issuer = issuer
        self._signed: Remembered[Caller, str] = Remembered()
        self._verified: Remembered[str, Caller] = Remembered()

    def sign(self, caller: Caller) -> str:
        """A token for a request, good for half a minute at the least."""
        if known := self._signed.get(caller):
            return known
        now = int(time.time())
        claims: dict[str, object] = {
            "iss": self._issuer,
            "sub": caller.sub,
            "role": caller.role,
            "unit": caller.unit,
            "scope": " ".join(sorted(caller.scopes)),
            "case": caller.case and str(caller.case),
            "digest": caller.digest,
            "exp": now + LIFETIME,
        }
        token = jwt.encode({"alg": ALGORITHM}, claims, self._key)
        self._signed.put(caller, token, now + LIFETIME / 2)
        return token

    def verify(self, token: str | None) -> Caller:
        """Read a token.

        Raises:
            NotAuthenticated: when it is missing, forged, or older than a minute.
        """
        if token and (known := self._verified.get(token)):
            return known
        try:
            claims = jwt.decode(token or "", self._key, algorithms=[ALGORITHM]).claims
            caller = named_in(claims)
            ours = claims["iss"] == self._issuer and claims["exp"] > time.time()
        except (JoseError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise NotAuthenticated from error
        if not ours:
            raise NotAuthenticated
        self._verified.put(token or "", caller, claims["exp"])
        return caller


class Remembered(Generic[Key, Value]):
    """Some things that are good until a moment, the oldest forgotten first."""

    def __init__(self) -> None:
        self._known: OrderedDict[Key, tuple[Value, float]] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        known = self._known.get(key)
        return known[0] if known and known[1] > time.time() else None

    def put(self, key: Key, value: Value, until: float) -> None:
        self._known[key] = value, until
        self._known.move_to_end(key)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)


def named_in(claims: Mapping[str, Any]) -> Caller:
    return Caller(
        sub=claims["sub"],
        role=claims["role"],
        unit=claims["unit"],
        scopes=frozenset(claims["scope"].split()),
        case=claims["case"] and UUID(claims["case"]),
        digest=claims["digest"],
    )


def about(caller: Caller, case: UUID) -> Caller:
    """Check that the caller's token is for this case.

    Raises:
        NotForThisCase: when it is for another.
    """
    if caller.case != case:
        raise NotForThisCase
    return caller


def digest_of(ids: Sequence[UUID]) -> str:
    """What binds a token to a list of cases."""
    return sha256(b"".join(each.bytes for each in ids)).hexdigest()


def digest_of_words(*words: str) -> str:
    """What binds a token to a question in words; they cannot be read back from it."""
    return sha256("\0".join(words).encode()).hexdigest()
