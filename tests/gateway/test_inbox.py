"""The unit's notifications: what is urgent first, each as it stands, and what belongs together."""

import pytest

from tests.gateway.conftest import Somebody
from tests.gateway.people import Json, Person

pytestmark = pytest.mark.asyncio(loop_scope="session")
PATH = "/v1/notifications"
CHILD, SISTER, OTHER = "6304001234", "7105100013", "6506120011"
AT, LATER, LAST = "2024-02-01T09:00:00Z", "2024-02-01T08:30:00Z", "2024-02-01T08:40:00Z"


async def listed(person: Person, **query: object) -> list[Json]:
    return await person.items(PATH, **query)


async def states(person: Person, **query: object) -> dict[str, str]:
    return {each["id"]: each["state"]["code"] for each in await listed(person, **query)}


async def judge(person: Person, notification: str, outcome: str = "not_acute") -> None:
    at = f"{PATH}/{notification}"
    judged = {"assessedAt": AT, "outcome": outcome, "assessment": "Looked into."}
    await person.tell(f"{at}/urgency-assessments", judged, of=at)


async def acknowledge(person: Person, notification: str) -> None:
    at = f"{PATH}/{notification}"
    await person.tell(f"{at}/acknowledgements", {"acknowledgedOn": "2024-02-02"}, of=at)


async def dismiss(person: Person, notification: str) -> None:
    at = f"{PATH}/{notification}"
    body = {"dismissedOn": "2024-02-02", "reason": "no_concern", "words": "All is well."}
    await person.tell(f"{at}/dismissals", body, of=at)


async def test_each_notification_is_listed_as_it_stands(caseworker: Person) -> None:
    names = ("received", "assessed", "acknowledged", "dismissed", "linked")
    worries = {name: await caseworker.notify() for name in names}
    for name in names[1:]:
        await judge(caseworker, worries[name])
    await acknowledge(caseworker, worries["acknowledged"])
    await dismiss(caseworker, worries["dismissed"])
    case = await caseworker.open_case(notificationIds=[worries["linked"]])
    assert await states(caseworker) == {id: name for name, id in worries.items()}  # noqa: A001
    assert await states(caseworker, state="dismissed") == {worries["dismissed"]: "dismissed"}
    [linked] = await listed(caseworker, state="linked")
    assert linked["caseId"] == case
    [dismissed] = await listed(caseworker, state="dismissed")
    assert dismissed["dismissalReason"]["da"] == "Ingen bekymring"
    assert dismissed["acknowledgementDueOn"] == dismissed["nextDueOn"] == "2024-02-09"


async def test_the_due_moments_are_those_of_the_agenda(caseworker: Person) -> None:
    worried = await caseworker.notify()
    [line] = await listed(caseworker)
    assert (line["id"], line["urgencyDueAt"]) == (worried, "2024-02-02T08:20:00Z")
    assert line["acknowledgementDueOn"] == "2024-02-09"
    assert (line["section"], line["notifierType"]["da"]) == ("BL 133", "Skole")
    assert await listed(caseworker, dueTo="2024-02-02") == []
    assert len(await listed(caseworker, dueFrom="2024-02-02", dueTo="2024-02-03")) == 1


async def test_the_acute_come_first_then_the_overdue_and_pages_agree(caseworker: Person) -> None:
    done, overdue, acute = [await caseworker.notify() for _ in range(3)]
    await judge(caseworker, done)
    await acknowledge(caseworker, done)
    await judge(caseworker, acute, "acute")
    assert [each["id"] for each in await listed(caseworker)] == [acute, overdue, done]
    assert [each["id"] for each in await listed(caseworker, limit=1)] == [acute, overdue, done]


async def test_worries_on_a_child_and_on_siblings_raise_one_signal(caseworker: Person) -> None:
    sister = {"description": "Her sister.", "cpr": SISTER}
    one = await caseworker.notify(childCpr=CHILD)
    both = await caseworker.notify(childCpr=CHILD, siblings=[sister], receivedAt=LATER)
    two = await caseworker.notify(childCpr=SISTER, receivedAt=LAST)
    alone = await caseworker.notify(childCpr=OTHER)
    await judge(caseworker, two)
    await dismiss(caseworker, two)
    signals = {each["id"]: each["signal"] for each in await listed(caseworker)}
    assert signals[one] == {"id": one, "notifications": [one, both, two], "openCount": 2}
    assert signals[one] == signals[both] == signals[two]
    assert signals[alone] is None


async def test_worries_of_one_case_are_one_signal(caseworker: Person) -> None:
    first, second = await caseworker.notify(), await caseworker.notify(receivedAt=LATER)
    case = await caseworker.open_case(notificationIds=[first])
    at = f"/v1/cases/{case}"
    body = {"notificationId": second, "linkedOn": "2024-02-02"}
    await caseworker.tell(f"{at}/notifications", body, of=at)
    signals = [each["signal"] for each in await listed(caseworker)]
    assert [each["notifications"] for each in signals] == [[first, second]] * 2
    assert {each["openCount"] for each in signals} == {0}


async def test_a_signal_tells_only_of_what_the_caller_may_see(
    caseworker: Person, somebody: Somebody
) -> None:
    elsewhere = await somebody("caseworker", "unit-beyond")
    await elsewhere.notify(childCpr="6811150019")
    mine = await caseworker.notify(childCpr="6811150019")
    caseworker.known |= elsewhere.known
    assert {each["id"]: each["signal"] for each in await listed(caseworker)} == {mine: None}


async def test_no_number_and_no_word_is_in_the_inbox(caseworker: Person) -> None:
    await caseworker.notify(childCpr=CHILD, notifierName="Skolen ved Søen")
    told = (await caseworker.ask("GET", PATH)).text
    for words in (CHILD, "Skolen ved Søen", "three weeks"):
        assert words not in told


async def test_who_only_notifies_has_no_inbox(somebody: Somebody) -> None:
    assert (await (await somebody("notifier")).ask("GET", PATH)).status_code == 403
