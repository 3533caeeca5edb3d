"""What a case remembers of the people around the child. Sealed words stay sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """That something holds, or does not, from a day until another (exclusive, or for good)."""

    holds: bool
    valid_from: date
    valid_to: date | None

    def of(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def holds_on(said: Iterable[Said], day: date) -> bool:
    """What was said last of a day; nothing said is no."""
    holds = False
    for each in said:
        holds = each.holds if each.of(day) else holds
    return holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody around the child. A sibling may have a case of its own (`case_id`)."""

    id: UUID
    relation: str
    person_kind: str
    name: Sealed
    cpr: Sealed | None
    contact: Sealed | None
    case_id: UUID | None
    valid_from: date
    valid_to: date | None = None
    custody: tuple[Said, ...] = ()

    def around_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def custodian_on(self, day: date) -> bool:
        """Whether they hold custody; leaving, or dying, ends it."""
        return self.around_on(day) and holds_on(self.custody, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a person lived from some time on, or the child (`None`)."""

    party_id: UUID | None
    words: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """What was said of the protection of a person's address, or the child's (`None`)."""

    party_id: UUID | None
    said: Said
