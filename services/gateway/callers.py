"""Who is asking, by the bearer token of an identity provider the municipality trusts (OIDC).

Security's clock is always the real one. The algorithm is chosen from our list, never by the token.
"""

import asyncio
import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from math import ceil
from typing import Any, Protocol

import httpx
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from services.gateway.access import EVERY_CASE
from services.gateway.roles import ROLES
from shared.database import Unavailable
from shared.identity import Caller, NotAuthenticated, Remembered

ALGORITHMS = ["ES256", "PS256", "RS256"]
LEEWAY = 30  # seconds that clocks may differ
LONGEST_TOKEN = 8192  # characters
LONGEST_CODE = 100
REFETCH = 30.0  # seconds between two fetches of a provider's keys, at the least
AGAIN = 2.0  # the same, while there are none yet
KEPT = 300.0  # seconds for which keys, and a token once verified, are taken for good
UNREADABLE = (JoseError, KeyError, TypeError, ValueError, AttributeError, RecursionError)


class Issuer(Protocol):
    """Whoever signs tokens: its name, and its keys."""

    name: str
    audience: str

    async def keys(self, kid: str | None) -> KeySet:
        """The keys; fetched again when `kid` is not among them.

        Raises:
            Unavailable: when there are none yet and the provider does not answer.
        """
        ...


class Provider:
    """An OpenID Connect provider: keys by discovery, rotated at its pleasure."""

    def __init__(self, name: str, audience: str) -> None:
        self.name = name
        self.audience = audience
        self._keys: KeySet | None = None
        self._fetched = self._next = float("-inf")
        self._fetching = asyncio.Lock()

    async def keys(self, kid: str | None) -> KeySet:
        if self._keys is None or not self._good(kid):
            async with self._fetching:
                if not self._good(kid) and time.monotonic() >= self._next:
                    await self._fetch()
        if self._keys is None:
            raise Unavailable("identity provider", ceil(AGAIN))
        return self._keys

    def _good(self, kid: str | None) -> bool:
        """Whether it is a key that the provider had a short while ago."""
        fresh = time.monotonic() - self._fetched < KEPT
        return fresh and self._keys is not None and kid in {key.kid for key in self._keys.keys}

    async def _fetch(self) -> None:
        """Keys that cannot be fetched anew stay: the provider is down, and people work on."""
        self._next = time.monotonic() + (REFETCH if self._keys else AGAIN)
        with suppress(httpx.HTTPError, JoseError, KeyError, TypeError, ValueError):
            async with httpx.AsyncClient(timeout=5) as client:
                found = await client.get(
                    f"{self.name.rstrip('/')}/.well-known/openid-configuration"
                )
                keys = await client.get(found.raise_for_status().json()["jwks_uri"])
            self._keys = KeySet.import_key_set(keys.raise_for_status().json())
            self._fetched = time.monotonic()
            self._next = self._fetched + REFETCH


@dataclass(frozen=True, slots=True)
class Claims:
    """The names under which the provider says role and unit."""

    role: str
    unit: str


Scopes = Callable[[str], frozenset[str]]


class Callers:
    """Reads bearer tokens."""

    def __init__(self, issuers: list[Issuer], claims: Claims, scopes: Scopes) -> None:
        self._issuers = {issuer.name: issuer for issuer in issuers}
        self._claims = claims
        self._scopes = scopes
        self._known: Remembered[bytes, Caller] = Remembered()

    async def identify(self, authorization: str | None) -> Caller:
        """Who sent this Authorization header.

        Raises:
            NotAuthenticated: when the token is missing, forged, expired, or not for us.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > LONGEST_TOKEN:
            raise NotAuthenticated
        fingerprint = sha256(token.encode("utf-8", "replace")).digest()
        if known := self._known.get(fingerprint):
            return known
        claims = await self._verified(token)
        caller = self._caller(claims)
        self._known.put(fingerprint, caller, min(claims["exp"], time.time() + KEPT))
        return caller

    async def _verified(self, token: str) -> dict[str, Any]:
        try:
            unverified = jws.extract_compact(token.encode())
            said = json.loads(unverified.payload)  # only to choose whose keys to try
            issuer = self._issuers[said["iss"]]
            keys = await issuer.keys(unverified.headers().get("kid"))
            claims = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
            jwt.JWTClaimsRegistry(
                now=int(time.time()),
                leeway=LEEWAY,
                iss={"essential": True, "value": issuer.name},
                aud={"essential": True, "value": issuer.audience},
                exp={"essential": True},
                sub={"essential": True},
            ).validate(claims)
        except UNREADABLE as error:
            raise NotAuthenticated from error
        return claims

    def _caller(self, claims: dict[str, Any]) -> Caller:
        role, unit, sub = (
            claims.get(self._claims.role),
            claims.get(self._claims.unit),
            claims["sub"],
        )
        if not isinstance(sub, str) or not isinstance(role, str) or role not in ROLES:
            raise NotAuthenticated
        if not (unit is None or isinstance(unit, str)) or len(sub) > LONGEST_CODE:
            raise NotAuthenticated
        scopes = self._scopes(role)
        if role == "system":  # what it may do is the provider's to say, within that
            scopes = (scopes | {EVERY_CASE}) & said_scopes(claims)
        return Caller(sub=sub, role=role, unit=unit, scopes=scopes)  # type: ignore[arg-type]


def said_scopes(claims: dict[str, Any]) -> frozenset[str]:
    """The scopes that a token names, in either of the forms in use (RFC 9068: `scope`)."""
    said = claims.get("scope", claims.get("scp", ""))
    words = said.split() if isinstance(said, str) else said
    return frozenset(each for each in words or () if isinstance(each, str))
