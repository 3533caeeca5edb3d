"""Protected addresses, struck out of everything that is read: the address field and the words.

An address is protected with everyone who lives or lived there: whoever shares it would tell it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.case.state import Case
from shared.sealing import Cipher

STRUCK = "[…]"
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class AddressMask:
    """Strikes out every address of those whose address is protected (`None` is the child)."""

    protected: frozenset[UUID | None] = frozenset()
    pattern: re.Pattern[str] = NEVER

    def __call__(self, data: Any) -> Any:  # noqa: ANN401 - any JSON
        """JSON without the addresses; where one stood alone there is none, and it is said why."""
        match data:
            case str():
                return self.pattern.sub(STRUCK, data)
            case list():
                return [self(each) for each in data]
            case {"address": str() as address, **others} if self.pattern.fullmatch(address):
                return {**self(others), "address": None, "address_protected": True}
            case dict():
                return {name: self(each) for name, each in data.items()}
            case _:
                return data


def mask_of(case: Case, cipher: Cipher | None, day: date) -> AddressMask:
    """What strikes out every address that somebody protected on a day has had in a case."""
    parties = (None, *(each.id for each in case.people))
    protected = frozenset(each for each in parties if case.address_protected(each, day))
    homes = (each.words.words(cipher) for each in case.addresses if each.party_id in protected)
    return AddressMask(protected, any_of(filter(None, homes)))


def combined(masks: Iterable[AddressMask]) -> AddressMask:
    """What strikes out everything that any of these does."""
    found = [each for each in masks if each.pattern is not NEVER]
    if len(found) < 2:  # noqa: PLR2004 - one alone, or none
        return found[0] if found else AddressMask()
    protected = frozenset[UUID | None]().union(*(each.protected for each in found))
    pattern = "|".join(each.pattern.pattern for each in found)
    return AddressMask(protected, re.compile(pattern, re.IGNORECASE))


def any_of(addresses: Iterable[str]) -> re.Pattern[str]:
    """Any of these addresses, however their words are spaced, with or without commas."""
    words = [re.findall(r"[^\s,]+", each) for each in addresses]
    written = {r"[\s,]+".join(map(re.escape, each)) for each in words if each}
    if not written:
        return NEVER
    longest_first = "|".join(sorted(written, key=lambda each: (-len(each), each)))
    return re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", re.IGNORECASE)
