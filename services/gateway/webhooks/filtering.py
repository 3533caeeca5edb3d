"""Which events a subscription takes: all that its owner may know of, or some types of them."""

from collections.abc import Collection

from services.gateway.read_models.events import TYPES

NAMES = tuple(f"dk.indsats.{feed}.{kind}" for feed, kind in TYPES)


def takes(types: Collection[str] | None, name: str) -> bool:
    """Whether a subscription to these types (or to all) takes an event of a type."""
    return types is None or name in types
