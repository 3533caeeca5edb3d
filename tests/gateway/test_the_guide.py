"""docs/front-end.md is lived: its requests as they stand there, its answers as a stack gives them.

What the guide cannot know (a token, an id, the newest version) is put in; nothing else is.
"""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from string import Template
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from deploy.demo.client import TOKEN, Gateway, Json
from tests.architecture.tree import ROOT
from tests.database import Databases
from tests.stack import ADDRESS, speaking

GUIDE = (ROOT / "docs" / "front-end.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
SHELL = "\n".join(text.replace("\\\n", " ") for kind, text in BLOCKS if kind == "bash")
REQUESTS = re.findall(r"curl [^|\n]*", SHELL)
TOLD = [text for kind, text in BLOCKS if kind == "json"]
QUESTIONS = re.findall(r"^\| `(/v1/[^`]+)` \|", GUIDE, re.MULTILINE)
SHOWN_CASE = "d6466004-…"
NOW = "2026-01-19T12:00:00Z"
SOME = {"from": "2025-01-01", "to": "2026-01-01"}  # what the table leaves open and must be said


@dataclass(frozen=True)
class Sent:
    """A request of the guide, and what came of it."""

    request: str
    answer: httpx.Response


class Reader(Gateway):
    """A front-end developer who copies what the guide says."""

    def __init__(self, address: str, transport: httpx.BaseTransport | None = None) -> None:
        super().__init__(address, transport)
        self.put_in = {"API": ADDRESS}
        self.sent: list[Sent] = []

    def copy(self, command: str) -> httpx.Response:
        """Send what curl would send, and remember what the guide has in its variables next."""
        words = iter(shlex.split(Template(command).substitute(self.put_in))[1:])
        method, url, headers, content = "GET", "", dict[str, str](), None
        for word in words:
            match word:
                case "-X":
                    method = next(words)
                case "-H":
                    name, _, value = next(words).partition(": ")
                    headers[name] = value
                case "-d":
                    content = next(words)
                case "-s" | "-si":
                    pass
                case _:
                    url = word
        answer = self._http.request(method, url, headers=headers, content=content)
        self.sent.append(Sent(command, answer))
        return answer

    def says(self, path: str, body: Json, **headers: str) -> httpx.Response:
        """A command that may be refused."""
        version = {"If-Match": self.version(path)} if "_batch" not in path else {}
        return self._http.post(path, json=body, headers={**self._sent(), **version, **headers})

    @property
    def case(self) -> str:
        return f"/v1/cases/{self.put_in['CASE']}"


def about(path: str) -> str:
    """The one request of the guide to an address."""
    found: str
    [found] = [each for each in REQUESTS if f"$API{path} " in each]
    return found


def told(word: str) -> str:
    """The one example of JSON with a word in it."""
    found: str
    [found] = [each for each in TOLD if word in each]
    return found


@pytest.fixture(scope="module")
def reader(databases: Databases) -> Iterator[Reader]:
    """Given the guide's first steps: a token, a case, its investigation; and a child's name."""
    with speaking(databases, Reader) as one:
        assert isinstance(one, Reader)
        one.at(NOW)
        one.as_persona("caseworker")
        one.put_in["TOKEN"] = one.copy(about("/dev/tokens")).json()["access_token"]
        opened = one.copy(about("/v1/cases"))
        one.put_in |= {"CASE": opened.json()["id"], "SEEN": opened.headers[TOKEN]}
        one.known = {TOKEN: one.copy(about("/v1/cases/$CASE/investigations")).headers[TOKEN]}
        child = {"name": "Freja Lind", "bornOn": "2008-04-03", "sex": "female"}
        one.tell(f"{one.case}/identity", child, method="PUT")
        yield one


def test_every_request_of_the_guide_succeeds(reader: Reader) -> None:
    done = {each.request for each in reader.sent}
    left = [each for each in REQUESTS if each not in done and "/dev/clock" not in each]
    for request in left:
        reader.copy(request)
    failed = [(each.request, each.answer.text) for each in reader.sent if each.answer.is_error]
    assert failed == []
    assert len(done) + len(left) == len({*REQUESTS}) - 2 > 5


def test_a_case_is_opened_as_shown(reader: Reader) -> None:
    [shown] = [text for kind, text in BLOCKS if not kind]
    head, _, body = shown.partition("\n\n")
    status, *headers = head.splitlines()
    [opened] = [each.answer for each in reader.sent if each.request == about("/v1/cases")]
    assert status == f"HTTP/1.1 {opened.status_code} {opened.reason_phrase}"
    assert {each.partition(":")[0] for each in headers} <= opened.headers.keys()
    assert opened.headers["ETag"] == '"1"'
    assert opened.json() == json.loads(body) | {"id": reader.put_in["CASE"]}


def test_somebody_is_found_by_the_line_of_the_guide(reader: Reader) -> None:
    asked = about("/v1/cases/_search")
    line = json.loads(shlex.split(asked)[-1])["text"]
    assert line == "Freja Lind 3/4-2008"
    [found] = reader.copy(asked).json()["items"]
    assert found["line"]["caseId"] == reader.put_in["CASE"]
    assert found["matches"][0].keys() >= {"score", "relation", "name"}


def test_many_at_once_are_answered_one_by_one(reader: Reader) -> None:
    another = reader.open("/v1/cases", json.loads(shlex.split(about("/v1/cases"))[-1]))
    tag = json.dumps(reader.version(f"/v1/cases/{another}/assignments"))
    body = told("idempotencyKey").replace(SHOWN_CASE, another)
    shown = json.loads(body.replace(r'"\"7\""', tag))
    reader.as_persona("leader")
    answer = reader.says("/v1/cases/_batch", shown)
    reader.as_persona("caseworker")
    assert answer.status_code == 207, answer.text
    [done] = answer.json()["items"]
    assert done["status"] == 201, done
    assert done.keys() >= {"status", "answer", "problem", "etag"}


def test_what_was_recorded_wrongly_is_put_right_as_shown(reader: Reader) -> None:
    body = json.loads(told("recordKind"))
    wrongly = body["instead"] | {"heldOn": "2026-01-14"}
    made = reader.tell(f"{reader.case}/child-conversations", wrongly)["id"]
    answer = reader.says(f"{reader.case}/corrections", body | {"recordId": made})
    assert answer.status_code == 201, answer.text


def test_a_figure_comes_as_shown(reader: Reader) -> None:
    shown = json.loads(told("indicators/K13"))
    asked = urlsplit(shown["cases"])
    over = dict(parse_qsl(asked.query))
    [item] = reader.get(asked.path.removesuffix("/cases"), **over)["items"]
    assert item["figures"][0].keys() >= shown.keys()
    assert item["figures"][0]["cases"] == shown["cases"]
    assert reader.get(asked.path, **over).keys() >= {"items", "nextCursor"}


def test_a_refusal_says_what_is_shown(reader: Reader) -> None:
    shown = json.loads(told("unmet"))
    start = {
        "measureType": "residential_institution",
        "plannedEndOn": "2026-12-01",
        "decisionId": "00000000-0000-4000-8000-000000000000",
    }
    move = {"effectiveOn": "2026-01-19", "starts": [start], "rationale": "Home is not safe."}
    answer = reader.says(f"{reader.case}/moves", move, **{"Accept-Language": "da"})
    said = answer.json()
    assert said.keys() >= shown.keys()
    assert {each: said[each] for each in ("code", "status", "title")} == {
        each: shown[each] for each in ("code", "status", "title")
    }
    unmet = {each["rule"]: each for each in said["unmet"]}
    assert unmet.keys() >= {each["rule"] for each in shown["unmet"]}
    assert unmet[shown["unmet"][0]["rule"]] == shown["unmet"][0]
    begun = shown["unmet"][1]["da"].removesuffix("…").strip()
    assert unmet[shown["unmet"][1]["rule"]]["da"].startswith(begun)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_of_the_table_is_answered(reader: Reader, question: str) -> None:
    path, _, query = question.replace("{caseId}", reader.put_in["CASE"]).partition("?")
    named = dict(parse_qsl(query, keep_blank_values=True))
    filled = {name: value or SOME.get(name) for name, value in named.items()}
    asked = {name: value for name, value in filled.items() if value}
    assert reader.get(path, **asked)


def test_the_clock_is_set_and_let_go_as_shown(reader: Reader) -> None:
    reader.at(None)
    ways = [reader.copy(each) for each in REQUESTS if "/dev/clock" in each]
    assert [each.status_code for each in ways] == [200, 200]
    assert TOKEN in ways[0].headers
    assert ways[1].json() == {"now": None}
    reader.at(NOW)
