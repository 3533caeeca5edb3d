"""A client of the gateway, as any front end would be one."""

from typing import Any
from uuid import uuid4

import httpx

Json = dict[str, Any]
OF_LADDER = {
    "moves", "measures", "placements", "exit-plans", "return-options", "safety-plans",
    "parallel-classifications", "ladder-corrections",
}  # fmt: skip
TOKEN, KEY = "Consistency-Token", "Idempotency-Key"
FOLLOWED_UP = {
    "agreements", "concerns", "follow-up-retractions", "follow-up-schedules", "follow-ups",
    "meetings", "network-declinations", "obligations", "statistics-reports",
    "supervision-visits",
}  # fmt: skip


class Gone(Exception):
    """The gateway answered otherwise than the story needs."""


class Gateway:
    """Speaks as one persona, and always reads its own writes."""

    def __init__(self, address: str, transport: httpx.BaseTransport | None = None) -> None:
        self._http = httpx.Client(base_url=address, timeout=30, transport=transport)
        self._headers: dict[str, str] = {}
        self.known: dict[str, str] = {}

    def close(self) -> None:
        self._http.close()

    def as_persona(self, persona: str, sub: str | None = None, unit: str | None = None) -> None:
        """Speak as a persona from now on, or as somebody else of that role, here or elsewhere."""
        asked = {"persona": persona, "sub": sub, "unit": unit}
        answer = self._http.post("/dev/tokens", json=asked)
        self._headers = {"Authorization": f"Bearer {self._checked(answer)['access_token']}"}

    def as_system(self, sub: str, scopes: list[str]) -> None:
        """Speak as a system with these scopes from now on."""
        asked = {"persona": "system", "sub": sub, "scopes": scopes}
        answer = self._http.post("/dev/tokens", json=asked)
        self._headers = {"Authorization": f"Bearer {self._checked(answer)['access_token']}"}

    def at(self, moment: str | None) -> None:
        """Let the whole stack live at a moment (UTC), or in real time again."""
        if moment is None:
            self._checked(self._http.delete("/dev/clock"))
        else:
            self._checked(self._http.put("/dev/clock", json={"now": moment}))

    def get(self, path: str, **query: Any) -> Json:  # noqa: ANN401 - any query value
        return self._checked(self._http.get(path, params=query, headers=self._sent()))

    def file(self, path: str) -> bytes:
        """What is no JSON: a page, a file."""
        return self._http.get(path, headers=self._sent()).raise_for_status().content

    def everything(self, path: str, **query: Any) -> list[Json]:  # noqa: ANN401
        """All the items of a list, page by page."""
        items: list[Json] = []
        page = self.get(path, **query)
        while True:
            items += page["items"]
            if not page["nextCursor"]:
                return items
            page = self.get(path, **query, cursor=page["nextCursor"])

    def open(self, path: str, body: Json, *, key: str | None = None) -> str:
        """Begin something new, under a key of the sender's own or a fresh one; its id."""
        headers = {**self._sent(), KEY: key or str(uuid4())}
        made: str = self._checked(self._http.post(path, json=body, headers=headers))["id"]
        return made

    def tell(self, path: str, body: Json, *, method: str = "POST") -> Json:
        """Command something of an existing case or notification, based on its newest version."""
        headers = {**self._sent(), KEY: str(uuid4()), "If-Match": self.version(path)}
        return self._checked(self._http.request(method, path, json=body, headers=headers))

    def version(self, path: str) -> str:
        """The version of the stream that a command is about."""
        _, _, kind, stream, what, *_ = path.split("/")
        if kind != "cases":
            return self._etag(f"/v1/{kind}/{stream}")
        if what in OF_LADDER:
            return self._etag(f"/v1/cases/{stream}/ladder")
        if what in FOLLOWED_UP:
            return self._etag(f"/v1/cases/{stream}/obligations")
        if what == "emergency-accesses":
            return self._etag(path.removesuffix("/reviews"))
        return self._etag(f"/v1/cases/{stream}")

    def _etag(self, path: str) -> str:
        answer = self._http.get(path, headers=self._sent())
        self._checked(answer)
        return answer.headers["ETag"]

    def _sent(self) -> dict[str, str]:
        return {**self._headers, **self.known}

    def _checked(self, answer: httpx.Response) -> Json:
        if token := answer.headers.get(TOKEN):
            self.known = {TOKEN: token}
        if not answer.is_success:
            raise Gone(f"{answer.request.method} {answer.request.url.path}: {answer.text}")
        found: Json = answer.json()
        return found
