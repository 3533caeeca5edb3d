"""A command as it was sent, and the answer that is kept of it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shared.commands import Command
from shared.eventlog import Answer, Written


@dataclass(frozen=True, slots=True)
class Sent:
    """A request, read: what is asked, of which version, under which key, knowing what."""

    command: Command
    expected: int
    key: str | None
    reached: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Keeper:
    """Keeps an answer under the caller's key, in the transaction of the facts it speaks of."""

    key: bytes
    fingerprint: bytes
    kept: Callable[[Written], dict[str, Any]]

    def __call__(self, written: Written) -> Answer:
        answer = json.dumps(self.kept(written), ensure_ascii=False).encode()
        return Answer(self.key, self.fingerprint, answer)
