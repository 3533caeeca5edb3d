"""Who sits where: caseworkers come and go, and their cases are handed on by the leader."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from deploy.municipality.chance import Chance, later, weekday
from deploy.municipality.commands import EVENING, Actor, Command, moment
from deploy.municipality.numbers import NUMBERS
from deploy.municipality.population import YEAR

SEAT = "seat-"


@dataclass(frozen=True, slots=True)
class Seats:
    """Who sits on each seat, from which day on. The first on seat 1 is `caseworker-1`."""

    changes: Sequence[Sequence[date]]

    def who(self, seat: int, day: date) -> str:
        """The person on a seat; on the day of a change still the one who leaves."""
        turn = bisect_right(self.changes[seat], later(day, -1))
        return f"caseworker-{seat + 1}" + (f"-{turn + 1}" if turn else "")

    def named(self, command: Command) -> Command:
        """The command with people on the seats that it names."""
        day = command.at.date()
        actor = command.actor
        if actor.sub.startswith(SEAT):
            sub = self.who(int(actor.sub.removeprefix(SEAT)), day)
            actor = Actor(actor.persona, sub, actor.unit)
        return replace(command, actor=actor, body=self.filled(command.body, day))

    def filled(self, said: Any, day: date) -> Any:  # noqa: ANN401 - any JSON
        match said:
            case dict():
                return {key: self.filled(value, day) for key, value in said.items()}
            case list():
                return [self.filled(each, day) for each in said]
            case str() if said.startswith(SEAT):
                return self.who(int(said.removeprefix(SEAT)), day)
            case _:
                return said


def seats(chance: Chance, count: int, first: date, last: date) -> Seats:
    """Each seat's changes: people stay for some years, as long as nobody can say.

    Who sits on the first stays: a token of development speaks for them unless told otherwise.
    """

    def changes() -> Iterator[date]:
        day = first
        while True:
            stays = chance.random.expovariate(1 / (NUMBERS["tenure_years"] * YEAR))
            day = weekday(later(day, max(60, stays)))
            if day > last:
                return
            yield day

    return Seats([[], *([*changes()] for _ in range(count - 1))])


def handed_on(said: Sequence[Command], seat: int, seated: Seats, leader: Actor) -> list[Command]:
    """What the leader says when somebody leaves: who takes over each open case of a lane."""
    added: list[Command] = []
    for opening in (each for each in said if each.kind == "opened"):
        at = f"/v1/cases/{{{opening.name}}}/"
        ends = [each.at for each in said if each.kind in {"closed", "transferred"}]
        over = min((end for end in ends), default=None)
        for day in seated.changes[seat]:
            when = moment(day, EVENING)
            if opening.at <= when and (over is None or when < over):
                body = {"assignedOn": f"{day}", "unit": leader.unit}
                body["caseworker"] = seated.who(seat, later(day, 1))
                added.append(
                    Command(
                        at=when, on=day, lane=opening.lane, step=len(said) + len(added),
                        actor=leader, method="POST", path=f"{at}assignments", body=body,
                        kind="handed on",
                    )
                )  # fmt: skip
    return added
