"""What a case remembers of the notifications it is about."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Worry:
    """A notification that the case was opened on or that was linked to it; `id` is its own.

    `required`: a measure ran when it was linked, so that the case must be reassessed.
    """

    id: UUID
    required: bool = False
    reassessed: bool = False

    @property
    def owed(self) -> bool:
        return self.required and not self.reassessed
