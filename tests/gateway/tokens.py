"""Tokens by development's own issuer, with whatever claims a test wants."""

import time

from joserfc import jwt

from services.gateway.development import AUDIENCE, ISSUER, DevelopmentIssuer
from shared.settings import DEVELOPMENT_SECRET

WHO = {"indsats_role": "caseworker", "indsats_unit": "unit-1"}


def claims(**other: object) -> dict[str, object]:
    now = int(time.time())
    usual = {"iss": ISSUER, "aud": AUDIENCE, "sub": "caseworker-1", "exp": now + 60, **WHO}
    return {name: value for name, value in {**usual, **other}.items() if value is not None}


async def signed(**other: object) -> str:
    """A token by development's own issuer, with claims as they are told."""
    keys = await DevelopmentIssuer(DEVELOPMENT_SECRET).keys(None)
    return jwt.encode({"alg": "ES256", "kid": "development"}, claims(**other), keys)
