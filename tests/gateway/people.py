"""Whoever speaks to the gateway, and what a caseworker does in a case. Nobody here exists."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

Json = dict[str, Any]
TOKEN, KEY = "Consistency-Token", "Idempotency-Key"
OPENED = "2024-02-01"
BUSY = 503


@dataclass
class Person:
    """Somebody with a token, who always reads their own writes."""

    client: httpx.AsyncClient
    sub: str
    unit: str
    headers: dict[str, str]
    known: dict[str, str] = field(default_factory=dict)

    async def ask(self, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401 - as httpx's
        """Send anything; what it wrote is known from then on."""
        sent = {**self.headers, **self.known, **more.pop("headers", {})}
        answer = await self.client.request(method, path, headers=sent, **more)
        if method == "GET" and answer.status_code == BUSY:  # as it says: ask again
            answer = await self.client.request(method, path, headers=sent, **more)
        if TOKEN in answer.headers:
            self.known = {TOKEN: answer.headers[TOKEN]}
        return answer

    async def get(self, path: str, **query: Any) -> Json:  # noqa: ANN401 - any query value
        answer = await self.ask("GET", path, params=query)
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    async def items(self, path: str, **query: Any) -> list[Json]:  # noqa: ANN401 - any query value
        """Every item of a list, page by page."""
        page = await self.get(path, **query)
        items: list[Json] = page["items"]
        while page["nextCursor"]:
            page = await self.get(path, **query, cursor=page["nextCursor"])
            items += page["items"]
        return items

    async def open(self, path: str, body: Json) -> str:
        """Begin something new; its id."""
        answer = await self.ask("POST", path, json=body, headers={KEY: str(uuid4())})
        assert answer.status_code == 201, answer.text
        made: str = answer.json()["id"]
        return made

    async def open_case(self, **more: object) -> str:
        """Open a case of one's own."""
        return await self.open("/v1/cases", opening(self.unit, **more))

    async def notify(self, **more: object) -> str:
        """Send a worry to one's unit."""
        return await self.open("/v1/notifications", worry(self.unit) | more)

    async def version(self, path: str) -> str:
        """The ETag of what can be read at a path."""
        answer = await self.ask("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.headers["ETag"]

    async def tell(self, path: str, body: Json, *, of: str, method: str = "POST") -> Json:
        """Command something, based on the newest version of what can be read at `of`.

        Follow-up may notice something overdue meanwhile; then we read again, as a client does.
        """
        stale = True
        while stale:
            sent = {KEY: str(uuid4()), "If-Match": await self.version(of)}
            answer = await self.ask(method, path, json=body, headers=sent)
            stale = answer.status_code == 412
        assert answer.is_success, answer.text
        done: Json = answer.json()
        return done

    async def move(self, case: str, on: str, **more: object) -> Json:
        """Start open counselling (step 1, which needs no decision) on a day."""
        body = counselling(on) | more
        return await self.tell(f"/v1/cases/{case}/moves", body, of=f"/v1/cases/{case}/ladder")

    async def case_on_the_ladder(self) -> str:
        """A case in which a measure runs, with a meeting planned."""
        case = await self.open_case()
        await self.move(case, "2024-03-01")
        meeting = {"meetingKind": "network", "plannedAt": "2024-03-20T12:00:00Z"}
        at = f"/v1/cases/{case}"
        await self.tell(f"{at}/meetings", meeting, of=f"{at}/obligations")
        return case


def opening(unit: str, **more: object) -> Json:
    return {"unit": unit, "openedOn": OPENED, "awareOn": OPENED, **more}


def counselling(on: str) -> Json:
    start = {"measureType": "open_counselling", "plannedEndOn": "2030-01-01"}
    return {"effectiveOn": on, "starts": [start], "rationale": "It is enough for now."}


def worry(unit: str) -> Json:
    return {
        "receivedAt": "2024-02-01T08:20:00Z",
        "unit": unit,
        "channel": "digital_post",
        "notifierType": "school",
        "reasons": ["school_absence"],
        "text": "She has not been at school for three weeks.",
    }
