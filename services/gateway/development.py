"""Development's own identity provider and clock. Production has neither route nor issuer."""

import time
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Annotated, Literal

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from pydantic import BeforeValidator, Field, StringConstraints

from shared.commands import Command, Moment, as_written
from shared.identity import Role
from shared.views import View

ISSUER = "urn:indsats:development"
AUDIENCE = "indsats"
LIFETIME = 8 * 3600  # seconds: a working day

UNIT = "unit-1"
PERSONAS: Mapping[Role, tuple[str, str | None]] = {
    "caseworker": ("caseworker-1", UNIT),
    "leader": ("leader-1", UNIT),
    "panel": ("panel-1", None),
    "provider": ("provider-1", "egelund"),
    "notifier": ("notifier-1", None),
    "network": ("network-1", None),
    "young-person": ("young-person-1", None),
    "custodian": ("custodian-1", None),
    "municipality": ("municipality-1", "101"),
    "analyst": ("analyst-1", None),
    "operator": ("operator-1", None),
    "system": ("system-1", None),
}


class DevelopmentIssuer:
    """Signs a token for a persona. The key follows from the secret, so that restarts keep it."""

    name = ISSUER
    audience = AUDIENCE

    def __init__(self, secret: str) -> None:
        seed = int.from_bytes(sha256(b"development issuer " + secret.encode()).digest(), "big")
        private = ec.derive_private_key(seed % (2**255) + 1, ec.SECP256R1())
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self._key = ECKey.import_key(pem, {"kid": "development", "use": "sig", "alg": "ES256"})

    async def keys(self, _: str | None) -> KeySet:
        return KeySet([self._key])

    def token(
        self, persona: Role, sub: str | None, unit: str | None, scopes: Sequence[str] = ()
    ) -> str:
        default_sub, default_unit = PERSONAS[persona]
        now = int(time.time())
        claims: dict[str, object] = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": sub or default_sub,
            "indsats_role": persona,
            "indsats_unit": unit or default_unit,
            "scope": " ".join(scopes),
            "iat": now,
            "nbf": now,
            "exp": now + LIFETIME,
        }
        return jwt.encode({"alg": "ES256", "kid": "development"}, claims, self._key)


Scope = Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z]+$", max_length=64)]


class AskForToken(Command):
    """Ask for a persona's token; `sub` and `unit` make it somebody else of that role."""

    persona: Role = Field(examples=["caseworker"])
    sub: str | None = Field(default=None, pattern=r"^[a-z0-9-]{1,64}$", examples=["caseworker-2"])
    unit: str | None = Field(default=None, pattern=r"^[a-z0-9-]{1,64}$", examples=["unit-2"])
    scopes: list[Scope] = Field(
        default=["notification.write"],
        max_length=50,
        description="Of a system: what its client was registered for.",
    )


class Token(View):
    """A bearer token, in the form of OAuth."""

    access_token: str = Field(alias="access_token", max_length=8192)
    token_type: Literal["Bearer"] = Field(default="Bearer", alias="token_type")
    expires_in: int = Field(default=LIFETIME, alias="expires_in", description="Seconds.")


def in_words(moment: object) -> object:
    """A moment is written out: a number is none."""
    if not isinstance(moment, str):
        raise ValueError("not RFC 3339")  # noqa: TRY004 - pydantic listens to ValueError
    return as_written(moment)


class SetClock(Command):
    """Set the clock of the whole stack: forward only while it is set."""

    now: Annotated[Moment, BeforeValidator(in_words)] = Field(
        strict=False, examples=["2016-01-11T08:00:00Z"]
    )


class ClockView(View):
    """Where the stack's clock stands; null when it follows real time."""

    now: Moment | None
