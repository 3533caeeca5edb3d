"""What has been told, written down as it is: a telling that stopped goes on with what comes next.

A key lets whoever sent a command send it again, but not once the case has been handed on.
"""

import json
from pathlib import Path


class Journal:
    """The id that was made under each key, a line each in a file, if there is one."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        text = path.read_text() if path and path.exists() else ""
        whole = text[: text.rfind("\n") + 1]  # the last line may have been cut off
        if path and whole != text:
            path.write_text(whole)
        self._made: dict[str, str] = dict(json.loads(line) for line in whole.splitlines())

    def made(self, key: str) -> str | None:
        """What was made under a key, if it has been told."""
        return self._made.get(key)

    def write(self, key: str, made: str) -> None:
        self._made[key] = made
        if self._path:
            with self._path.open("a") as file:
                file.write(f"{json.dumps([key, made])}\n")

    def done(self) -> None:
        """All has been told."""
        if self._path:
            self._path.unlink(missing_ok=True)
