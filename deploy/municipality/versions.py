"""The versions that were answered last, for as long as they can be trusted."""

from dataclasses import dataclass, field

DUE = "/obligations"  # where what is due moves on by the clock
NEWS = ("decision", "moved", "came back", "opened", "linked")  # commands that others react to


@dataclass
class Versions:
    """Of each lane, by stream. What is not here is read; what is here may be stale all the same."""

    _of: dict[int, dict[str, str]] = field(default_factory=dict)

    def get(self, lane: int, stream: str) -> str | None:
        return self._of.get(lane, {}).get(stream)

    def keep(self, lane: int, stream: str, version: str, kind: str) -> None:
        """Remember what a command of a kind was answered; what reacts to it has moved on."""
        if kind.startswith(NEWS):
            self._of.pop(lane, None)
        self._of.setdefault(lane, {})[stream] = version

    def drop(self, lane: int, stream: str) -> None:
        self._of.get(lane, {}).pop(stream, None)

    def a_day_passes(self) -> None:
        for kept in self._of.values():
            for stream in [each for each in kept if each.endswith(DUE)]:
                del kept[stream]
