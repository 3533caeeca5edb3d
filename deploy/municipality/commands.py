"""A plan: what is told to the gateway, by whom and when. Nothing here speaks to anybody."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any

from deploy.municipality.chance import Chance

Json = dict[str, Any]
EVENING = time(16)  # UTC: an office's day is told at its end
NAMED = re.compile(r"\{([a-z0-9-]+)\}")  # where an id stands in paths and bodies
EVERYBODY = 0  # the lane whose ids every lane may name


@dataclass(frozen=True, slots=True)
class Actor:
    """Who says it: a role, a person of it, and where that person works."""

    persona: str
    sub: str
    unit: str


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `{name}` in path and body stands for the id that a command of the lane got.

    `at` is when it is registered (UTC), `on` the day it is about. `name` is what its id is called;
    `measures` are what the measures that a move starts are called, by their place in it. `kind`
    tells what the command means to the plan's own statistics. `until` is the last day it could be
    registered, for what nothing else waits for; none when something does.
    """

    at: datetime
    on: date
    lane: int
    step: int
    actor: Actor
    method: str
    path: str
    body: Json
    name: str = ""
    measures: Sequence[str] = ()
    kind: str = ""
    until: date | None = None

    @property
    def order(self) -> tuple[datetime, int, int]:
        return self.at, self.lane, self.step


@dataclass
class Lane:
    """One family's story: its commands come one after another, and name each other's ids."""

    number: int
    chance: Chance
    unit: str
    seat: int
    last: date = date.max
    children: int = 1
    said: list[Command] = field(default_factory=list)
    called: int = 0

    def tell(  # noqa: PLR0913 - a command has this many parts
        self,
        on: date,
        path: str,
        body: Mapping[str, Any],
        *,
        name: str = "",
        kind: str = "",
        by: Actor | None = None,
        at: datetime | None = None,
        until: date | None = None,
        measures: Sequence[str] = (),
        method: str = "POST",
    ) -> str:
        """Say something on its day, in the evening unless a moment is given; what it is called."""
        name = name or self.new("thing")
        self.said.append(
            Command(
                at=at or moment(on, EVENING),
                on=on,
                lane=self.number,
                step=len(self.said),
                actor=by or self.caseworker,
                method=method,
                path=path,
                body=dict(body),
                name=name,
                measures=measures,
                kind=kind,
                until=until,
            )
        )
        return name

    def yes(self, share: str, on: date, times: int = 1) -> bool:
        """Whether it is so of something that happens on a day: what is not told does not count."""
        if on <= self.last:
            return self.chance.yes(share, times)
        return self.chance.likely(share) == "yes"

    def new(self, what: str) -> str:
        """A name that the lane has not used."""
        self.called += 1
        return f"{what}-{self.called}"

    @property
    def caseworker(self) -> Actor:
        """Whoever sits in the seat; who that is on the day is settled when all is said."""
        return Actor("caseworker", f"seat-{self.seat}", self.unit)

    @property
    def leader(self) -> Actor:
        return Actor("leader", f"leader-{self.unit.removeprefix('unit-')}", self.unit)

    def shift(self, since: int, earliest: date) -> None:
        """Let what was said since a place be registered on a day, at the earliest."""
        at = moment(earliest, EVENING)
        self.said[since:] = [
            replace(each, at=max(each.at, at), until=None) for each in self.said[since:]
        ]


def moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, UTC)


def written(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
