"""A client that gives nothing up: it asks again, under the same key, until it has its answer."""

from collections import Counter
from queue import SimpleQueue
from threading import Event
from typing import Any
from uuid import UUID, uuid4

import httpx

from deploy.demo.client import KEY, Gateway, Json

ATTEMPTS, PAUSE = 1000, 0.03  # how often something is asked; seconds between
AGAIN = frozenset({502, 503, 504})
STALE = 412
Acknowledged = tuple[UUID, int]  # the id and the version that a command was answered


class GaveUp(Exception):
    """The stack did not answer, however often it was asked."""


class Enough(Exception):
    """The day is over: what has been begun is answered, and nothing more is begun."""


class Log:
    """What clients were told, and what it took."""

    def __init__(self) -> None:
        self._told: SimpleQueue[Acknowledged | Exception] = SimpleQueue()
        self.enough = Event()
        self.over = Event()  # the test has failed: nobody asks again
        self.troubles: Counter[str] = Counter()

    def tell(self, what: Acknowledged | Exception) -> None:
        self._told.put(what)

    def next(self, patience: float) -> Acknowledged:
        """What is acknowledged next; fails with the client that failed."""
        told = self._told.get(timeout=patience)
        if isinstance(told, Exception):
            raise told
        return told

    def rest(self) -> list[Acknowledged]:
        """What was acknowledged and has not been taken yet."""
        return [self.next(0) for _ in range(self._told.qsize())]


class Persistent(Gateway):
    """Lives a story in real time, whatever falls over meanwhile."""

    def __init__(self, address: str, log: Log) -> None:
        super().__init__(address)
        self._log = log

    def at(self, moment: str | None) -> None:
        """Real time only: a process that starts again would not know where the story stood."""

    def get(self, path: str, **query: Any) -> Json:  # noqa: ANN401 - any query value
        return self._checked(self._asked("GET", path, params=query, headers=self._sent()))

    def open(self, path: str, body: Json, *, key: str | None = None) -> str:
        self._begin()
        headers = {**self._sent(), KEY: key or str(uuid4())}
        made = self._acknowledged(self._asked("POST", path, json=body, headers=headers))
        return str(made["id"])

    def tell(self, path: str, body: Json, *, method: str = "POST") -> Json:
        """The newest version may be a reaction's, recorded since we looked: then look again."""
        self._begin()
        key = str(uuid4())
        for _ in range(ATTEMPTS):
            headers = {**self._sent(), KEY: key, "If-Match": self.version(path)}
            answer = self._asked(method, path, json=body, headers=headers)
            if answer.status_code != STALE:
                return self._acknowledged(answer)
            self._log.troubles["stale"] += 1
        raise GaveUp(path)

    def _begin(self) -> None:
        if self._log.enough.is_set():
            raise Enough

    def _etag(self, path: str) -> str:
        answer = self._asked("GET", path, headers=self._sent())
        self._checked(answer)
        return answer.headers["ETag"]

    def _acknowledged(self, answer: httpx.Response) -> Json:
        body = self._checked(answer)
        self._log.tell((UUID(body["id"]), body["version"]))
        self._log.troubles["replayed"] += "Idempotency-Replayed" in answer.headers
        return body

    def _asked(self, method: str, path: str, **what: Any) -> httpx.Response:  # noqa: ANN401
        """Ask until there is an answer, be it a refusal.

        Raises:
            GaveUp: when there never is, or the test is over.
        """
        for _ in range(ATTEMPTS):
            try:
                answer = self._http.request(method, path, **what)
            except httpx.TransportError:
                self._log.troubles["unreachable"] += 1
            else:
                if answer.status_code not in AGAIN:
                    return answer
                self._log.troubles["unavailable"] += 1
            if self._log.over.wait(PAUSE):
                break
        raise GaveUp(path)

    def as_persona(self, persona: str, sub: str | None = None, unit: str | None = None) -> None:
        asked = {"persona": persona, "sub": sub, "unit": unit}
        answer = self._asked("POST", "/dev/tokens", json=asked)
        self._headers = {"Authorization": f"Bearer {self._checked(answer)['access_token']}"}
