"""A child's case: opened, with the people around the child, looked into, and at last closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from deploy.municipality.chance import later, weekday
from deploy.municipality.commands import Actor, Lane
from deploy.municipality.people import Child, Family
from deploy.municipality.worry import ELSEWHERE
from shared.calendar import age_on
from shared.contracts.case import regime_on

SPEAKS_FROM = 4  # years: younger children are seen, and their views are sought otherwise
CONSENTS_FROM, OF_AGE = 15, 18  # years
PARTY_FROM = {"SEL": 15, "BL": 10}


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure as it is planned: `end` is the first day without it."""

    name: str
    kind: str
    step: str
    start: date
    end: date

    def runs_on(self, day: date) -> bool:
        return self.start <= day < self.end


@dataclass
class Case:
    """What the lane knows of one child's case. `key` tells it from the sibling's.

    `since` is the first day of which it is told when that day comes.
    """

    lane: Lane
    child: Child
    family: Family
    key: str
    opened_on: date
    since: date = date.min
    closed_on: date = date.max
    decided: dict[str, tuple[str, str]] = field(default_factory=dict)
    decisions: list[tuple[date, str, str]] = field(default_factory=list)
    scheduled: set[str] = field(default_factory=set)
    goals: list[tuple[date, str]] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    considered: bool = False
    planned: bool = False
    investigated: bool = False
    heard_on: date = date.min
    last_decided_on: date = date.min
    reassessed: int = 0

    @property
    def at(self) -> str:
        return f"/v1/cases/{{case{self.key}}}"

    def age(self, day: date) -> int:
        return age_on(self.child.born_on, day)

    def parties(self) -> Sequence[str]:
        """What the holders of custody are called."""
        return [f"{relation}{self.key}" for relation, _ in self.family.custodians]

    def adult(self, day: date) -> bool:
        return self.age(day) >= OF_AGE

    def party(self, day: date) -> bool:
        """Whether the child is itself a party on a day."""
        return self.age(day) >= PARTY_FROM[regime_on(day)]

    def tell(self, on: date, what: str, body: Mapping[str, Any], **more: Any) -> str:  # noqa: ANN401
        return self.lane.tell(on, f"{self.at}/{what}", body, **more)

    def running(self, day: date) -> list[Measure]:
        return [each for each in self.measures if each.runs_on(day)]


def opened(case: Case, aware_on: date, notifications: Sequence[str]) -> None:
    """The case is opened; everybody around the child is written down after it."""
    day = case.opened_on
    body = {
        "unit": case.lane.unit,
        "openedOn": f"{day}",
        "awareOn": f"{aware_on}",
        "notificationIds": [f"{{{each}}}" for each in notifications],
    }
    case.lane.tell(day, "/v1/cases", body, name=f"case{case.key}", kind="opened")


def identified(case: Case, day: date, around: Sequence[tuple[str, str]]) -> None:
    """The child by name and number, and the holders of custody who are to be written down."""
    identity = {
        "name": case.child.name,
        "cpr": case.child.cpr,
        "bornOn": f"{case.child.born_on}",
        "sex": case.child.sex,
        "address": case.family.address,
    }
    case.tell(day, "identity", identity, method="PUT", kind="identified")
    for relation, name in around:
        person = {"relation": relation, "name": name, "custodian": True}
        since = {"validFrom": f"{case.child.born_on}"}
        case.tell(day, "people", {**person, **since}, name=f"{relation}{case.key}", kind="person")
    if case.family.protected:
        hidden = {"child": True, "addressProtected": True, "validFrom": f"{day}"}
        case.tell(day, "address-protections", hidden, kind="protected")


def related(case: Case, sibling: Case, day: date) -> None:
    """Two cases of one home know of each other; never are they one."""
    person = {
        "relation": "sibling",
        "name": sibling.child.name,
        "custodian": False,
        "validFrom": f"{max(case.child.born_on, sibling.child.born_on)}",
        "caseId": f"{{case{sibling.key}}}",
    }
    case.tell(day, "people", person, kind="sibling")


def heard(case: Case, day: date, purpose: str) -> None:
    """The child is spoken with, or it is said why not."""
    case.heard_on = day
    if case.age(day) >= SPEAKS_FROM and case.lane.yes("child_spoken_with", day):
        body: dict[str, Any] = {"heldOn": f"{day}", "purpose": purpose}
        body |= {"withoutCustodian": True, "views": "Jeg vil gerne have ro derhjemme."}
        case.tell(day, "child-conversations", body, kind="heard yes")
        return
    if case.age(day) < SPEAKS_FROM and day <= case.lane.last:
        case.lane.chance.take("child_spoken_with", "no")
    body = {
        "waivedOn": f"{day}",
        "reason": "maturity" if case.age(day) < SPEAKS_FROM else "child_declined",
        "viewsOtherwise": "Pædagogen har fortalt, hvordan barnet har det.",
    }
    case.tell(day, "child-conversation-waivers", body, kind="heard no")


def linked(case: Case, notification: str, day: date) -> None:
    """A new worry about a child that is helped is seen with fresh eyes before the case ends."""
    link = {"notificationId": f"{{{notification}}}", "linkedOn": f"{day}"}
    case.tell(day, "notifications", link, kind="linked")
    if not case.running(day):
        return
    case.reassessed += 1
    other = f"colleague-{case.lane.seat + case.reassessed}"
    about = {"notificationId": f"{{{notification}}}"}
    appointed = {**about, "appointedOn": f"{day}", "reassessor": other}
    case.tell(day, "reassessors", appointed, by=case.lane.leader, kind="appointed")
    body = {**about, "reassessedOn": f"{day}", "outcome": "no_change"}
    body["assessment"] = "Den indsats, der løber, svarer på bekymringen."
    eyes = Actor("caseworker", other, case.lane.unit)
    case.tell(day, "reassessments", body, by=eyes, kind="reassessed")


def closed(case: Case, day: date, reason: str) -> None:
    case.closed_on = day
    case.tell(day, "closures", {"closedOn": f"{day}", "reason": reason}, kind="closed")


def moved_away(case: Case, day: date) -> None:
    """The family has moved: another municipality is told, answers, and takes over on a day."""
    reported = weekday(later(day, -21))
    told, taken = weekday(later(reported, 3)), weekday(later(reported, 8))
    number = f"{case.child.number}"
    case.tell(
        reported,
        "transfers",
        {"reportedOn": f"{reported}", "movesOn": f"{day}", "municipality": ELSEWHERE},
        name=f"transfer{case.key}",
        kind="moving",
    )
    about = f"transfers/{{transfer{case.key}}}"
    telling = {"sentOn": f"{told}", "messageId": f"til-{number}", "fields": ["plan", "measures"]}
    telling["reason"] = "Familien får stadig støtte, når den flytter."
    case.tell(told, f"{about}/notifications", telling, kind="told elsewhere")
    answer = {"acknowledgedOn": f"{taken}", "messageId": f"fra-{number}"}
    case.tell(taken, f"{about}/acknowledgements", answer, kind="answered elsewhere")


def taken_over(case: Case, day: date) -> None:
    """From this day on the other municipality answers for the child."""
    body = {"transferredOn": f"{day}", "meetingHeldOn": f"{weekday(later(day, -7))}"}
    case.closed_on = day
    case.tell(day, f"transfers/{{transfer{case.key}}}/completions", body, kind="transferred")
