"""A case in which family treatment runs under Barnets Lov: something is due in it, by law."""

from tests.gateway.people import Json, Person

TREATMENT = "family_treatment"


async def treated(person: Person, on: str) -> str:
    """Open a case, decide on treatment because it cannot wait, and start it: all on a day."""
    case = await person.open_case(openedOn=on, awareOn=on)
    at = f"/v1/cases/{case}"
    boy = {"name": "Aksel Prøve", "bornOn": "2013-05-02", "sex": "male"}
    await person.tell(f"{at}/identity", boy, of=at, method="PUT")
    mother = {"relation": "mother", "name": "Ida Prøve", "custodian": True, "validFrom": on}
    party = (await person.tell(f"{at}/people", mother, of=at))["id"]
    heard = {"heldOn": on, "purpose": "decision", "views": "He wants them to stop shouting."}
    await person.tell(f"{at}/child-conversations", heard, of=at)
    consent = {"givenOn": on, "measureTypes": [TREATMENT], "purpose": "Calm.", "partyId": party}
    await person.tell(f"{at}/consents", consent, of=at)
    decision = {
        "decidedOn": on, "regime": "BL", "section": "32(1)5", "purpose": "Calm at home.",
        "measureTypes": [TREATMENT], "expectedMonths": 12, "reasons": "It cannot wait.",
        "acute": True,
    }  # fmt: skip
    made = (await person.tell(f"{at}/decisions", decision, of=at))["id"]
    start = {
        "measureType": TREATMENT,
        "decisionId": made,
        "plannedEndOn": f"{int(on[:4]) + 1}-01-01",
    }
    move = {"effectiveOn": on, "starts": [start], "rationale": "Calm at home."}
    await person.tell(f"{at}/moves", move, of=f"{at}/ladder")
    return case


async def measure_of(person: Person, case: str) -> str:
    [running] = (await person.get(f"/v1/cases/{case}/ladder"))["measures"]
    return str(running["id"])


async def planned(person: Person, case: str, at: str, **more: object) -> str:
    """Plan a meeting."""
    body: Json = {"meetingKind": "network", "plannedAt": at, **more}
    return str((await asked(person, case, "meetings", body))["id"])


async def asked(person: Person, case: str, what: str, body: Json) -> Json:
    """Command something of follow-up's."""
    at = f"/v1/cases/{case}"
    return await person.tell(f"{at}/{what}", body, of=f"{at}/obligations")
