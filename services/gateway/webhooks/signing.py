"""Signatures as Standard Webhooks has them: symmetric, over the id, the moment and the body."""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from os import urandom

PREFIX = "whsec_"
KEY = 32  # bytes; the standard asks for 24 to 64
LONGEST = 100  # characters of a secret


def new_secret() -> str:
    """A secret that nobody has had before."""
    return PREFIX + b64encode(urandom(KEY)).decode()


def signed(secrets: Sequence[str], message: str, at: datetime, body: bytes) -> Mapping[str, str]:
    """The headers of a message, with a signature by each secret that is good at the moment.

    `at` is when it is sent, in real time: receivers refuse what is minutes old.
    """
    moment = str(int(at.timestamp()))
    content = f"{message}.{moment}.".encode() + body
    return {
        "webhook-id": message,
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(f"v1,{signature(each, content)}" for each in secrets),
    }


def signature(secret: str, content: bytes) -> str:
    key = b64decode(secret.removeprefix(PREFIX))
    return b64encode(hmac.digest(key, content, "sha256")).decode()
