"""How much anyone may ask in a minute: each caller, and each class of routes, by itself.

The headers are those of the IETF draft `RateLimit header fields for HTTP`, 11.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Literal

from services.gateway.rights import Entry
from shared.problems import Said

WINDOW = 60.0  # seconds, from a caller's first request
MANY = 10_000  # windows after which those that are over are forgotten
LIMITS = "limits"  # where a request carries its standing
Policy = Literal["read", "write", "search", "bulk", "unknown"]
BULK = (
    "/exports",
    "/statistics/",
    "/jobs",
    "/reports",
    "/_batch",
    "/rebuilds",
    "/changes",
    "/tests",
)


def policy_of(entry: Entry) -> Policy:
    """The class of routes that an operation belongs to, by what it costs."""
    if any(each in entry.path for each in BULK):
        return "bulk"
    if not entry.writes:
        return "read" if entry.method == "GET" else "search"
    return "write"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is left of an allowance, and the seconds until there is all of it again."""

    policy: Policy
    most: int
    left: int
    seconds: int

    def headers(self) -> list[tuple[bytes, bytes]]:
        policy = f'"{self.policy}";q={self.most};w={WINDOW:.0f}'
        standing = f'"{self.policy}";r={max(self.left, 0)};t={self.seconds}'
        return [(b"ratelimit-policy", policy.encode()), (b"ratelimit", standing.encode())]


class Allowance:
    """How many requests each caller may still send, per process."""

    def __init__(self, most: Mapping[Policy, int]) -> None:
        self.most = most
        self._spent: dict[tuple[str, Policy], tuple[float, int]] = {}

    def spend(self, who: str, policy: Policy) -> Standing:
        """Count a request; what is left is below zero when it was one too many."""
        now = time.monotonic()
        begun, spent = self._spent.get((who, policy), (now, 0))
        if now - begun >= WINDOW:
            begun, spent = now, 0
        if len(self._spent) >= MANY:
            self._spent = {
                key: window for key, window in self._spent.items() if now - window[0] < WINDOW
            }
        self._spent[who, policy] = begun, spent + 1
        most = self.most[policy]
        return Standing(policy, most, most - spent - 1, ceil(begun + WINDOW - now))


def refuse_beyond(standing: Standing) -> None:
    """Raises: `Said` too-many-requests, with the seconds to wait."""
    if standing.left < 0:
        raise Said("too-many-requests", {"Retry-After": str(standing.seconds)})
