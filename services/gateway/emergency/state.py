"""What a case's emergency accesses amount to."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Override:
    """One access: whose, and whether somebody has reviewed it."""

    id: UUID
    subject: str
    reviewed: bool = False


Overrides = tuple[Override, ...]
