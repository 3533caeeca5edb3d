"""What the gateway's answers say, and where it keeps the version of what a command is about."""

import json
from collections import Counter
from dataclasses import dataclass, field

from deploy.demo.client import FOLLOWED_UP, OF_LADDER
from shared.transport import Reply


class CannotTell(Exception):
    """The gateway answered otherwise than any plan can bear; the message says what."""


@dataclass
class Told:
    """What came of it. `refused` by rule; `left` are commands about what had been refused.

    `asked`: how often a version was read first; `stale`: how often one had changed meanwhile.
    """

    sent: int = 0
    replayed: int = 0
    left: int = 0
    asked: int = 0
    stale: int = 0
    waited: int = 0
    refused: Counter[str] = field(default_factory=Counter)


def stream_of(path: str) -> str:
    """Where the version of what a command is about can be read."""
    _, _, kind, about, *rest = path.split("/")
    if kind == "cases" and rest[0] in OF_LADDER:
        return f"/v1/cases/{about}/ladder"
    if kind == "cases" and rest[0] in FOLLOWED_UP:
        return f"/v1/cases/{about}/obligations"
    return f"/v1/{kind}/{about}"


def service_of(stream: str) -> str:
    """Which of the services keeps it: each counts on its own how far it has come."""
    ladder = stream.endswith("/ladder") or stream.startswith("/v1/provisions")
    return "ladder" if ladder else "followup" if stream.endswith("/obligations") else "case"


def rules_of(reply: Reply) -> list[str]:
    """The rules that a refusal names, or what kind of problem it is."""
    try:
        problem = json.loads(reply.body)
    except ValueError:
        return [str(reply.status)]
    unmet = [each["rule"] for each in problem.get("unmet", [])]
    wrong = [f"{each['pointer']} {each['code']}" for each in problem.get("errors", [])]
    return unmet or wrong or [str(problem.get("type", reply.status)).rpartition("/")[2]]
