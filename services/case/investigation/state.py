"""What a case remembers of hearing the child."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The child was heard on a day for a purpose, or could not be (`purpose` is `None`)."""

    on: date
    purpose: str | None
