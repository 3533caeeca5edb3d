"""A mixed population: a case of somebody's own, with everything that can be told, and another's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from services.gateway.roles import ROLES
from tests.gateway.everything import Way, every
from tests.gateway.news import heard, linked
from tests.gateway.people import KEY, Person, counselling, worry
from tests.stack import Standing

LEFT_OUT = frozenset(  # what would end it, or put it before somebody else
    {"closures", "merges", "panel-items", "assignments", "handovers", "emergency-accesses"}
)
CHILD = {"name": "Freja Lind", "bornOn": "2000-04-03", "sex": "female"}  # as the document has it


@dataclass
class Case:
    """A case, its worker, and an id of each noun that was made in it (or beside it)."""

    id: str
    worker: Person
    ids: dict[str, str] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)

    @property
    def at(self) -> str:
        return f"/v1/cases/{self.id}"

    def of(self, noun: str) -> str:
        """One of what a path names; anything of the case's when nothing of the kind was made."""
        return self.ids.get(noun) or self.ids["meetings"]


async def lived(stack: Standing, unit: str) -> Case:
    """A case in which everything was tried that the document has an example of."""
    sub = f"caseworker-{uuid4().hex[:8]}"
    worker = Person(stack.client, sub, unit, await stack.as_persona("caseworker", sub, unit))
    worried = await worker.notify()
    case = Case(await worker.open_case(notificationIds=[worried]), worker)
    case.ids |= {"cases": case.id, "notifications": worried}
    await worker.tell(f"{case.at}/identity", CHILD, of=case.at, method="PUT")
    case.ids["measures"] = await started(case)
    meeting = {"meetingKind": "network", "plannedAt": "2024-03-20T12:00:00Z"}
    made = await worker.tell(f"{case.at}/meetings", meeting, of=f"{case.at}/obligations")
    case.ids["meetings"] = made["id"]
    for way in every(asks=False):
        if way.method == "POST" and not LEFT_OUT & {*way.path.split("/")}:
            await tried(case, way)
    return case


async def started(case: Case) -> str:
    await case.worker.move(case.id, "2024-03-01", **counselling("2024-03-01"))
    measures = (await case.worker.get(case.at))["measures"]
    return str(measures[0]["id"])


async def tried(case: Case, way: Way) -> None:
    """Say it, as the document shows it; rules may refuse."""
    noun = way.path.rsplit("/", 1)[-1]
    body = dict(way.body or {})
    body |= {"unit": case.worker.unit} if "unit" in body else {}
    body |= {name: case.id for name in way.streams if name == "caseId"}
    path = way.at(*(case.of(each) for each, _ in way.ids))
    headers = {KEY: str(uuid4()), "If-Match": case.etags.get(way.service, '"1"')}
    answer = await case.worker.ask("POST", path, json=body, headers=headers)
    if answer.status_code == 412:
        versions = (await case.worker.get(case.at))["versions"]
        case.etags |= {name: f'"{version}"' for name, version in versions.items()}
        headers["If-Match"] = case.etags[way.service]
        answer = await case.worker.ask("POST", path, json=body, headers=headers)
    if answer.status_code == 201 and path.startswith(case.at):
        case.etags[way.service] = answer.headers["ETag"]
    assert answer.status_code < 500, f"{path}: {answer.text}"
    if answer.status_code == 201 and "id" in answer.json():
        case.ids.setdefault(noun, answer.json()["id"])


async def related(stack: Standing, own: Case) -> Mapping[str, Person]:
    """Somebody of every role, each in a relation to a case in which they count."""
    unit, tag = own.worker.unit, uuid4().hex[:8]
    units: dict[str, str] = {"leader": unit, "provider": f"home-{tag}", "municipality": "147",
                                 "notifier": unit, "system": unit}  # fmt: skip
    people = {"caseworker": own.worker}
    for role in sorted(ROLES - people.keys()):
        sub, at = f"{role}-{tag}", units.get(role, "")
        asked = {"persona": role, "sub": sub, "unit": at or None, "scopes": SCOPES}
        token = (await stack.client.post("/dev/tokens", json=asked)).json()["access_token"]
        people[role] = Person(stack.client, sub, at, {"Authorization": f"Bearer {token}"})
    await stand(stack, own, people)
    sent = await people["notifier"].open("/v1/notifications", worry(unit))
    own.ids["sent"] = sent
    own.ids["webhook-subscriptions"] = await people["system"].open(
        "/v1/webhook-subscriptions", RARELY
    )
    for person in people.values():
        person.known = dict(people["notifier"].known)
        person.headers["Purpose"] = "test"
    return people


SCOPES = ["case.read", "case.write", "ladder.read", "followup.read", "access.read",
          "notification.read", "notification.write", "log.read",
          "webhooks.read", "webhooks.write"]  # fmt: skip
RARELY = {"url": "https://receiver.invalid/events", "types": ["dk.indsats.case.CaseMerged"]}


async def stand(stack: Standing, own: Case, people: Mapping[str, Person]) -> None:
    """The relations, as the row filter hears of them."""
    case, other = own.id, str(uuid4())
    person = {"relation": "mother", "custodian": True, "name": "Ida Prøve",
              "validFrom": "2000-04-03"}  # fmt: skip
    parent = (await own.worker.tell(f"{own.at}/people", person, of=own.at))["id"]
    await linked(stack, case, people["young-person"].sub)
    await linked(stack, case, people["custodian"].sub, parent)
    await linked(stack, case, people["network"].sub, parent)
    await heard(stack, "case", case, "PanelItemRaised", id=other, raisedOn="2024-03-01")
    await heard(stack, "case", case, "FamilyMoved", id=other, reportedOn="2024-03-01",
                movesOn="2024-03-05", municipality="147")  # fmt: skip
    await heard(stack, "case", case, "TransferAcknowledged", id=other, acknowledgedOn="2024-03-08")
    running = {"id": own.of("measures"), "moveId": other, "measureType": "x", "da": "x", "en": "x",
               "definition": "d@1", "step": "T1", "order": 1, "band": "b", "placement": False,
               "decisionId": None, "regime": "BL", "plannedEndOn": "2030-01-01",
               "startedOn": "2024-03-01", "provider": people["provider"].unit}  # fmt: skip
    await heard(stack, "ladder", case, "MeasureStarted", **running)
