"""A client who plants a marker wherever words can stand, and who keeps every answer."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import httpx

from deploy.demo.client import KEY, Gateway, Gone, Json
from deploy.demo.story import live
from services.gateway.operations import PREFIX, Operation
from shared.identity import Role
from tests.journeys.bodies import COMMANDS, NOBODY, Bodies
from tests.rights import may

PERSONAS: tuple[Role, ...] = ("caseworker", "leader", "notifier")
STALE = 412
FAULTS = 500
SHOWS = "/address-disclosures"
MARKED = ("Consistency-Token", "User-Agent", "X-Request-Id", "traceparent", "Accept-Language")
Headers = dict[str, str]
ATTEMPTS = 20  # how often a stale version is read again
CASES = 3  # at most: a case of its own for what another command stood in the way of


class Planter(Gateway):
    """Lives in one moment, as whoever may, and notes what was accepted and where it can be read."""

    def __init__(
        self, address: str, bodies: Bodies, transport: httpx.BaseTransport | None = None
    ) -> None:
        super().__init__(address, transport)
        self.bodies = bodies
        self.accepted: set[str] = set()  # markers
        self.done: dict[str, set[str]] = defaultdict(set)  # operations, with where words stood
        self.refusals: dict[str, str] = {}
        self.answers: list[str] = []
        self.shown: list[str] = []  # answers that say what was asked for, and are on record
        self.addresses: set[str] = set()  # markers that may be struck out of what is read
        self.reads: set[str] = set()
        self._speaking = {each: self.speaker(each) for each in PERSONAS}
        self._instead: Headers | None = None

    def stand(self, moment: str) -> None:
        """Let the stack live at a moment; the story that follows is told in retrospect."""
        super().at(moment)

    def at(self, moment: str | None) -> None:
        """A story's own days are past: the clock stands."""

    def as_persona(self, persona: str, sub: str | None = None, unit: str | None = None) -> None:
        """Whoever may give a command gives it; who the story names does not matter."""

    def open(self, path: str, body: Json, *, key: str | None = None) -> str:
        return str(self._told(path, body, "POST", key)["id"])

    def tell(self, path: str, body: Json, *, method: str = "POST") -> Json:
        return self._told(path, body, method)

    def live(self) -> None:
        """A story that was written by hand, with markers for its words."""
        girl = live(self, lambda _: None)
        self.bodies.known["cases"].append(girl.case)
        self.bodies.known["measures"] += girl.measures.values()
        self.reads |= {f"{girl.at}/{each}" for each in ("history", "people")}
        self.reads |= {f"{girl.at}/measures/{each}" for each in girl.measures.values()}

    def try_everything(self) -> None:
        """Send every command there is, in bodies made from its document, until it is accepted.

        What was refused is tried again in a case of its own: another may have ended the first.
        """
        left = list(COMMANDS)
        for attempt in range(CASES):
            self.live()
            still = [each for each in left if not self._try(each, again=attempt > 0)]
            if len(still) == len(left):
                return
            left = still

    def _try(self, operation: Operation, *, again: bool) -> bool:
        if again:
            above = [each for each in COMMANDS if each.path == operation.path.rsplit("/", 2)[0]]
            _ = [self._try(each, again=False) for each in above]
        path = self.bodies.path(operation)
        if NOBODY in path:
            self.refusals[operation.path] = "there is none of what it is about"
            return False
        for body in self.bodies.attempts(operation):
            answer = self._sent_until_fresh(operation, path, body)
            if answer.is_success:
                self._accepted(operation, path, body, answer)
                return True
            self.refusals[operation.path] = answer.text
        return False

    def _told(self, path: str, body: Json, method: str, key: str | None = None) -> Json:
        """Tell a part of the story, with every word it could have, or else with those it has."""
        operation = operation_at(method, path)
        for fuller in (True, False):
            planted = self.bodies.planted(operation, body, fuller=fuller)
            answer = self._sent_until_fresh(operation, path, planted, key)
            if answer.is_success:
                return self._accepted(operation, path, planted, answer)
        raise Gone(f"{method} {path}: {answer.text}")

    def _sent_until_fresh(
        self, operation: Operation, path: str, body: Json, key: str | None = None
    ) -> httpx.Response:
        speaking = self._instead or self._speaking[allowed(operation)]
        for _ in range(ATTEMPTS):
            self._headers = self._speaking["caseworker"]
            headers = {**self.known, KEY: key or str(uuid4())}
            if not operation.opens or operation.path.startswith("/counselling-contacts/{"):
                headers["If-Match"] = self.version(path)
            headers |= speaking
            answer = self._http.request(operation.method, path, json=body, headers=headers)
            assert answer.status_code < FAULTS, f"{operation.path}: {answer.text}"
            kept = self.shown if answer.is_success and path.endswith(SHOWS) else self.answers
            kept.append(f"{answer.headers} {answer.text}")
            if answer.status_code != STALE:
                break
        return answer

    def _accepted(
        self, operation: Operation, path: str, body: Json, answer: httpx.Response
    ) -> Json:
        done = self._checked(answer)
        said = (
            "/instead" if each.startswith("/instead/") else each
            for each in self.bodies.planting.places(body)
        )  # fmt: skip
        self.done[f"{operation.method} {operation.path}"] |= {*said}
        self.accepted |= self.bodies.planting.said(
            {**body, "explanations": ()}
        )  # heard if departed from
        self.addresses |= self.bodies.planting.said(body.get("address"))
        last = path.rpartition("/")[2]
        if last != "cases":  # the story's own case is the one in which things are tried
            self.bodies.known[last].append(done["id"])
        if "Location" in answer.headers:
            self.reads.add(answer.headers["Location"])
        return done

    def read(self, path: str, speaker: dict[str, str] | None = None) -> httpx.Response:
        """Read what was recorded: as the caseworker, or as somebody else."""
        speaking = self._speaking["caseworker"] if speaker is None else speaker
        return self._http.get(path, headers={**self.known, **speaking})

    def speaker(self, persona: str, sub: str | None = None, unit: str | None = None) -> Headers:
        """The header with which somebody speaks."""
        asked = {"persona": persona, "sub": sub, "unit": unit}
        answer = self._checked(self._http.post("/dev/tokens", json=asked))
        return {"Authorization": f"Bearer {answer['access_token']}"}

    @contextmanager
    def speaking_as(self, persona: Role, sub: str, unit: str) -> Iterator[None]:
        """Let somebody else give the commands for a while."""
        self._instead = self.speaker(persona, sub, unit)
        yield
        self._instead = None

    def blunder(self) -> list[httpx.Response]:
        """Say words wherever there is no place for them: all of it is refused."""
        return [answer for each in COMMANDS for answer in self._blundered(each)]

    def _blundered(self, operation: Operation) -> Iterator[httpx.Response]:
        path, words = self.bodies.path(operation), self.bodies.planting.words
        body = next(self.bodies.attempts(operation))
        usual = {**self._speaking[allowed(operation)], KEY: str(uuid4()), "If-Match": '"1"'}
        for sent in (
            {**body, words(): words()},
            {name: words() for name in body} | {"at": [words()]},
            words(),
        ):
            yield self._http.request(operation.method, path, json=sent, headers=usual)
        marker = words().split()[1]
        headers = usual | dict.fromkeys(MARKED, marker) | {"Content-Type": "application/json"}
        query, broken = {"asOf": words(), marker: words()}, f'{{"name": "{words()}'
        for at in (path, f"{path}/{words()}", path.replace("/cases/", f"/cases/{marker}")):
            yield self._http.request(
                operation.method, at, content=broken, headers=headers, params=query
            )


def operation_at(method: str, path: str) -> Operation:
    """The operation that answers at a path."""
    return next(
        each
        for each in COMMANDS
        if each.method == method
        and re.fullmatch(re.sub(r"{\w+}", "[^/]+", f"{PREFIX}{each.path}"), path)
    )


def allowed(operation: Operation) -> Role:
    """Whose work it is."""
    path = f"{PREFIX}{operation.path}"
    return next(each for each in PERSONAS if may(each, operation.method, path))
