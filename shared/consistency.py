"""Reading your own writes: a token that says how far each service had come.

A command answers one; who sends it along gets an answer that includes its write. Between services
it is plain; clients get it sealed by the gateway.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Mapping

HEADER = "consistency-token"
LONGEST = 600  # characters
LARGEST = 2**62

Positions = Mapping[str, int]  # of each service's log


class NotAToken(ValueError):
    """The client sent something that we did not write."""


def write(positions: Positions) -> str:
    plain = ".".join(f"{service}={reached}" for service, reached in sorted(positions.items()))
    return urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def read(token: str | None) -> dict[str, int]:
    """Read a token; none at all asks for nothing.

    Raises:
        NotAToken: when it is not one of ours.
    """
    if not token:
        return {}
    if len(token) > LONGEST:
        raise NotAToken
    try:
        plain = urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode("ascii")
        pairs = [each.split("=") for each in plain.split(".")]
        positions = {service: int(reached) for service, reached in pairs}
    except (Error, ValueError) as error:
        raise NotAToken from error
    if any(not 0 <= reached <= LARGEST for reached in positions.values()):
        raise NotAToken
    return positions


def later(one: Positions, other: Positions) -> dict[str, int]:
    """What includes both."""
    return {each: max(one.get(each, 0), other.get(each, 0)) for each in {*one, *other}}
