"""A notification of concern (underretning), until it is assessed, acknowledged and answered."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from deploy.municipality.chance import later, weekday
from deploy.municipality.commands import EVENING, Lane, moment, written
from deploy.municipality.people import Child, Family
from deploy.municipality.population import band_of

CHANNELS = {"police": "system", "private": "phone", "anonymous": "phone", "child_self": "phone"}
ORGANISED = {"school", "day_care", "police", "hospital", "doctor", "health_visitor", "ppr"}
PROFESSIONAL = ORGANISED | {"other_professional"}
ASSESSMENTS = {
    "not_acute": "Der er ikke fare for barnet i dag.",
    "acute": "Barnet kan ikke blive i hjemmet i nat.",
}
ELSEWHERE = "999"  # the code of no municipality


def notified(
    lane: Lane,
    day: date,
    family: Family,
    children: Sequence[Child],
    outcome: str,
    urgency: str = "not_acute",
) -> str:
    """A worry arrives on a day; it is judged, within a day or not, and acknowledged."""
    received = moment(day, time(6 + lane.chance.between(0, 6), lane.chance.between(0, 59)))
    notifier = lane.chance.draw("notifier")
    child, *siblings = children
    body: dict[str, Any] = {
        "receivedAt": written(received),
        "unit": lane.unit,
        "channel": CHANNELS.get(notifier, "digital_post"),
        "notifierType": notifier,
        "reasons": [lane.chance.draw("reason")],
    }
    if day < child.born_on:
        body |= to_come(family, child)
    else:
        counted(lane, child, day)
        text = f"Bekymring for {child.name}, {family.address}."
        body |= {"childCpr": child.cpr, "child": child.name, "text": text}
    if notifier == "other_municipality":
        body["sendingMunicipality"] = ELSEWHERE
    if siblings:
        body["siblings"] = [{"description": each.name, "cpr": each.cpr} for each in siblings]
    name = lane.tell(day, "/v1/notifications", body, kind=f"notified {outcome}")
    assessed(lane, name, received, urgency)
    if notifier != "anonymous":
        acknowledged(lane, name, day)
    return name


def to_come(family: Family, child: Child) -> dict[str, object]:
    """How it speaks of a child that is not born yet, and has no name and no number."""
    _, mother = family.custodians[0]
    return {
        "unborn": {"mother": mother, "expectedOn": f"{child.due_on}"},
        "text": f"{mother} venter sig og har brug for hjælp, før barnet kommer.",
    }


def counted(lane: Lane, child: Child, day: date) -> None:
    """A child that somebody worries about counts once a year, with its age on the day."""
    once = f"{child.number} {day.year}"
    if day <= lane.last and once not in lane.chance.seen:
        lane.chance.seen.add(once)
        lane.chance.take("age_notified", band_of(day, child.born_on))


def assessed(lane: Lane, name: str, received: datetime, outcome: str) -> None:
    """Within 24 hours, as a rule on the day itself; what is acute, within hours."""
    acute = outcome == "acute"
    if acute:
        lane.chance.take("urgency_in_time", "yes")
    if acute or lane.chance.yes("urgency_in_time"):
        at = received + timedelta(minutes=lane.chance.between(20, 180))
    else:
        at = received + timedelta(days=2, minutes=lane.chance.between(1, 120))
    body = {"assessedAt": written(at), "outcome": outcome, "assessment": ASSESSMENTS[outcome]}
    path = f"/v1/notifications/{{{name}}}/urgency-assessments"
    lane.tell(at.date(), path, body, at=moment(at.date(), EVENING), kind="assessed")


def acknowledged(lane: Lane, name: str, day: date) -> None:
    """Within six working days, which four days from a weekday never are more than."""
    in_time = lane.chance.yes("acknowledged_in_time")
    on = later(day, lane.chance.between(0, 4) if in_time else lane.chance.between(16, 25))
    path = f"/v1/notifications/{{{name}}}/acknowledgements"
    lane.tell(on, path, {"acknowledgedOn": f"{on}"}, kind="acknowledged")


def dismissed(lane: Lane, name: str, day: date) -> None:
    """Nothing further comes of it."""
    on = weekday(later(day, lane.chance.between(3, 12)))
    body = {
        "dismissedOn": f"{on}",
        "reason": lane.chance.random.choice(["no_concern", "handled_in_universal_services"]),
        "words": "Skole og forældre har fundet en løsning.",
    }
    lane.tell(on, f"/v1/notifications/{{{name}}}/dismissals", body, kind="dismissed")


def answered(lane: Lane, name: str, day: date) -> None:
    """A professional is told what came of it; nobody else may be."""
    notice = next(each for each in lane.said if each.name == name)
    if notice.body["notifierType"] not in PROFESSIONAL:
        return
    body = {
        "givenOn": f"{day}",
        "contentLevel": "whether_begun",
        "words": "Der er iværksat en indsats.",
    }
    lane.tell(day, f"/v1/notifications/{{{name}}}/feedbacks", body, kind="answered")
