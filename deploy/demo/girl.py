"""Who the story is about, and the kinds of things that happen to her more than once."""

from dataclasses import dataclass, field

from deploy.demo.client import Gateway, Json

BORN_ON = "2000-04-03"
INSTITUTION, KINSHIP, TREATMENT = "residential_institution", "kinship_care", "family_treatment"
CONTACT = "contact_person_child"


@dataclass
class Girl:
    """Her case, and the ids of what has been started in it."""

    case: str = ""
    notification: str = ""
    plan: str = ""
    people: dict[str, str] = field(default_factory=dict)
    decisions: dict[str, str] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)

    @property
    def at(self) -> str:
        return f"/v1/cases/{self.case}"


def decided(section: str, types: list[str]) -> Json:
    return {
        "decidedOn": "2016-01-06",
        "regime": "SEL",
        "section": section,
        "kind": "grant",
        "body": "authority",
        "measureTypes": types,
        "purpose": "A calm place to live while the family is helped.",
        "expectedMonths": 12,
        "reasons": "Home is not safe, and lighter help has been tried.",
    }


def start(girl: Girl, measure_type: str, planned_end_on: str, **more: object) -> Json:
    return {
        "measureType": measure_type,
        "decisionId": girl.decisions[measure_type],
        "plannedEndOn": planned_end_on,
        **more,
    }


def move(
    gateway: Gateway,
    girl: Girl,
    day: str,
    *,
    starts: list[Json],
    why: str,
    ends: list[Json] | None = None,
) -> None:
    """Make a move, and remember what it started."""
    body = {"effectiveOn": day, "ends": ends or [], "starts": starts, "rationale": why}
    gateway.tell(f"{girl.at}/moves", body)
    standing = gateway.get(f"{girl.at}/ladder")
    girl.measures |= {each["measureType"]["code"]: each["id"] for each in standing["measures"]}


def held(gateway: Gateway, girl: Girl, day: str) -> None:
    """A network meeting, planned and held on a day."""
    gateway.at(f"{day}T12:00:00Z")
    meeting = gateway.tell(
        f"{girl.at}/meetings",
        {"meetingKind": "network", "plannedAt": f"{day}T13:00:00Z", "invitedPrivate": 4},
    )["id"]
    gateway.at(f"{day}T15:00:00Z")
    gateway.tell(
        f"{girl.at}/meetings/{meeting}/minutes",
        {
            "heldOn": day,
            "privateParticipants": 4,
            "professionalParticipants": 3,
            "childPart": "present",
        },
    )


def followed_up(gateway: Gateway, girl: Girl, day: str, measures: list[str], outcome: str) -> None:
    """A follow-up on measures, with the girl's own view."""
    gateway.at(f"{day}T13:00:00Z")
    gateway.tell(
        f"{girl.at}/follow-ups",
        {
            "heldOn": day,
            "measureIds": measures,
            "outcome": outcome,
            "childView": "She says that it is good to be asked.",
            "goalStatus": "School: from two days a week to five.",
        },
    )
