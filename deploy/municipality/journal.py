"""What has been told, written down as it is: a telling that stopped goes on with what comes next.

A key lets whoever sent a command send it again, but not once the case has been handed on.
"""

import json
from pathlib import Path

from deploy.municipality.commands import Command


class Journal:
    """The id that each command made, a line each in a file, if there is one."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        text = path.read_text() if path and path.exists() else ""
        whole = text[: text.rfind("\n") + 1]  # the last line may have been cut off
        if path and whole != text:
            path.write_text(whole)
        lines = (json.loads(line) for line in whole.splitlines())
        self._made: dict[tuple[int, str], str] = {(lane, step): made for lane, step, made in lines}

    def made(self, command: Command) -> str | None:
        """What a command made, if it has been told."""
        return self._made.get((command.lane, f"{command.step}"))

    def write(self, command: Command, made: str) -> None:
        step = f"{command.step}"
        self._made[command.lane, step] = made
        if self._path:
            with self._path.open("a") as file:
                file.write(f"{json.dumps([command.lane, step, made])}\n")

    def done(self) -> None:
        """All has been told."""
        if self._path:
            self._path.unlink(missing_ok=True)
