"""One row of a service's table of contents: what can be asked, where, and with which scope."""

import re
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from fastapi.routing import APIRoute
from starlette.routing import Match
from starlette.types import Scope

from shared.commands import Command


@dataclass(frozen=True, slots=True)
class Route:
    """One thing that can be asked: where, what, and with which scope.

    `opens` begins a new stream (no If-Match; an Idempotency-Key is required). A path's last
    placeholder, when there is a second, names what the command is about. `knows` names the
    properties of the body that name other streams of this log, which the decision must know;
    `indexes` says that it makes blind indexes. `found` says where what the command brings about
    can be read, when that is not below the path: by its id, or with the stream. `makes` names the
    things of the stream that it adds one to, when it is about another; `called` is its
    operation's id, when its command has several.
    """

    path: str
    command: type[Command]
    scope: str
    opens: bool = False
    method: str = "POST"
    knows: tuple[str, ...] = ()
    indexes: bool = False
    found: str | None = None
    makes: str | None = None
    called: str | None = None

    def others(self, command: Command) -> list[UUID]:
        """The streams named, each once."""
        said = [getattr(command, name) for name in self.knows]
        listed = [each if isinstance(each, list) else [each] for each in said]
        return [*dict.fromkeys(chain.from_iterable(listed))]

    def anew(self, of: object) -> bool:
        """Whether what it brings about has an id of its own; else it is told of what is there."""
        return of is None or self.opens or self.makes is not None

    def place_of(self, thing: object, of: object, stream: object, asked: str) -> str:
        """Where what a command brought about can be read, `asked` being its own path."""
        if self.makes:
            return f"/v1{asked.partition(str(stream))[0]}{stream}/{self.makes}/{thing}"
        if self.found:
            with_the_stream = asked.startswith(f"{self.found}/{stream}/")
            return f"/v1{self.found}/{stream if with_the_stream else thing}"
        return f"/v1{asked}/{thing}" if self.anew(of) else f"/v1{asked.rpartition('/')[0]}"

    @property
    def place(self) -> str:
        """The same as a template: `{id}` is the answer's, all others are the path's own."""
        said = re.findall(r"{\w+}", self.path)
        stream = "{id}" if self.opens else said.pop(0)
        of = said[0] if said else None
        return self.place_of("{id}" if self.anew(of) else of, of, stream, self.path)


TRYING = "indsats.trying"


class ByItsWord(APIRoute):
    """A route that looks for the last word of its path before it compares the whole.

    Routes are tried one after the other, and a service has more than a hundred.
    """

    def __init__(self, path: str, *arguments: Any, **named: Any) -> None:
        super().__init__(path, *arguments, **named)
        self._word = [each for each in re.split(r"{[^}]*}", path) if each][-1]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return super().matches(scope) if self._word in scope["path"] else (Match.NONE, {})


class OwnWord(APIRoute):
    """A route to a word of our own (`_batch`): it is never taken for an id, whatever the method.

    `TRYING` in a scope asks what can be done here: then it says so.
    """

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        match, inside = super().matches(scope)
        if match is Match.PARTIAL and TRYING not in scope:
            match = Match.FULL  # and is answered here: not with this method
        return match, inside
