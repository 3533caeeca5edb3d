"""What happens in S06, day by day. The people are made up; the dates are the scenario's."""

from collections.abc import Callable

from deploy.demo.client import Gateway
from deploy.demo.girl import (
    BORN_ON,
    CONTACT,
    INSTITUTION,
    KINSHIP,
    TREATMENT,
    Girl,
    decided,
    followed_up,
    held,
    move,
    start,
)

FOCUS_POINTS = (
    "developmentAndBehaviour",
    "family",
    "school",
    "health",
    "leisureAndFriendships",
    "other",
)
Say = Callable[[str], None]


def live(gateway: Gateway, say: Say) -> Girl:
    """Live the whole story, in the order in which it happened."""
    girl = Girl()
    for chapter in (
        worry,
        case_opened,
        investigation,
        decision,
        placed,
        year_away,
        with_aunt,
        home,
    ):
        say(chapter.__doc__ or "")
        chapter(gateway, girl)
    return girl


def worry(gateway: Gateway, girl: Girl) -> None:
    """A school worries; the worry is assessed within a day and acknowledged within six."""
    gateway.at("2015-10-05T08:00:00Z")
    gateway.as_persona("notifier")
    girl.notification = gateway.open(
        "/v1/notifications",
        {
            "receivedAt": "2015-10-05T08:00:00Z",
            "unit": "unit-1",
            "channel": "digital_post",
            "notifierType": "school",
            "notifierName": "Skolen ved Søen",
            "reasons": ["school_absence"],
            "child": "A girl in the ninth form who no longer comes.",
            "text": "She has been away for five weeks, and home is not safe.",
        },
    )
    gateway.as_persona("caseworker")
    gateway.at("2015-10-05T13:00:00Z")
    about = f"/v1/notifications/{girl.notification}"
    gateway.tell(
        f"{about}/urgency-assessments",
        {
            "assessedAt": "2015-10-05T13:00:00Z",
            "outcome": "not_acute",
            "assessment": "She sleeps at a friend's; nobody is in danger tonight.",
        },
    )
    gateway.at("2015-10-08T09:00:00Z")
    gateway.tell(f"{about}/acknowledgements", {"acknowledgedOn": "2015-10-08"})


def case_opened(gateway: Gateway, girl: Girl) -> None:
    """A case is opened; who is who is sealed under the case's own key."""
    gateway.at("2015-10-12T09:00:00Z")
    girl.case = gateway.open(
        "/v1/cases",
        {
            "unit": "unit-1",
            "openedOn": "2015-10-12",
            "awareOn": "2015-10-05",
            "notificationIds": [girl.notification],
        },
    )
    gateway.tell(
        f"{girl.at}/identity",
        {"name": "Freja Prøve", "cpr": "6304009996", "bornOn": BORN_ON, "sex": "female"},
        method="PUT",
    )
    for relation, name, custodian in (
        ("mother", "Mette Prøve", True),
        ("father", "Anders Prøve", True),
        ("aunt_or_uncle", "Karen Prøve", False),
    ):
        person = {
            "relation": relation,
            "name": name,
            "custodian": custodian,
            "validFrom": BORN_ON,
        }
        girl.people[relation] = gateway.tell(f"{girl.at}/people", person)["id"]


def investigation(gateway: Gateway, girl: Girl) -> None:
    """An investigation with a network meeting and a conversation with the girl."""
    gateway.at("2015-10-14T09:00:00Z")
    started = gateway.tell(f"{girl.at}/investigations", {"startedOn": "2015-10-14"})["id"]
    held(gateway, girl, "2015-11-16")
    gateway.at("2015-12-01T14:00:00Z")
    gateway.tell(
        f"{girl.at}/child-conversations",
        {
            "heldOn": "2015-12-01",
            "purpose": "investigation",
            "withoutCustodian": True,
            "views": "She wants to live somewhere calm, and to see her aunt more.",
        },
    )
    gateway.at("2015-12-15T10:00:00Z")
    gateway.tell(
        f"{girl.at}/network-mappings",
        {"mappedOn": "2015-12-15", "personsCount": 7, "kinAvailable": True},
    )
    gateway.at("2015-12-21T10:00:00Z")
    gateway.tell(
        f"{girl.at}/investigations/{started}/completions",
        {
            "completedOn": "2015-12-21",
            "conclusion": "placement",
            "focusPoints": dict.fromkeys(FOCUS_POINTS, "Looked into with her and her family."),
        },
    )


def decision(gateway: Gateway, girl: Girl) -> None:
    """A plan, everyone's consent, and decisions with a purpose and an expected duration."""
    gateway.at("2016-01-05T09:00:00Z")
    plan = {"planKind": "action_plan", "draftedOn": "2016-01-05"}
    girl.plan = gateway.tell(f"{girl.at}/plans", plan)["id"]
    goal = {
        "planId": girl.plan,
        "setOn": "2016-01-05",
        "deadlineOn": "2016-06-20",
        "goal": "Back in school every day before the summer.",
    }
    gateway.tell(f"{girl.at}/goals", goal)
    gateway.tell(f"{girl.at}/plans/{girl.plan}/approvals", {"approvedOn": "2016-01-05"})
    gateway.at("2016-01-06T10:00:00Z")
    wanted = [INSTITUTION, KINSHIP, TREATMENT, CONTACT]
    consent = {"givenOn": "2016-01-06", "measureTypes": wanted, "purpose": "Calm, school, family."}
    gateway.tell(f"{girl.at}/consents", {**consent, "child": True})
    for custodian in ("mother", "father"):
        gateway.tell(f"{girl.at}/consents", {**consent, "partyId": girl.people[custodian]})
    for section, types in (
        ("52(3)7", [INSTITUTION, KINSHIP]),
        ("52(3)3", [TREATMENT]),
        ("52(3)6", [CONTACT]),
    ):
        made = gateway.tell(f"{girl.at}/decisions", decided(section, types))
        girl.decisions |= dict.fromkeys(types, str(made["id"]))


def placed(gateway: Gateway, girl: Girl) -> None:
    """She moves to an institution; her family is treated meanwhile; the way out is planned."""
    gateway.at("2016-01-11T09:00:00Z")
    out = {"targetOn": "2016-10-11", "nextStep": "T4", "how": "Weekends at the aunt's from June."}
    starts = [
        start(girl, INSTITUTION, "2017-01-11", site="Egelund", exitPlan=out),
        start(girl, TREATMENT, "2017-09-11", exitPlan=out),
    ]
    move(gateway, girl, "2016-01-11", starts=starts, why="She cannot stay at home now.")
    gateway.tell(
        f"{girl.at}/parallel-classifications",
        {
            "measureIds": [girl.measures[INSTITUTION], girl.measures[TREATMENT]],
            "classifiedOn": "2016-01-11",
            "classification": "complementary",
            "coordinator": "caseworker-1",
        },
    )


def year_away(gateway: Gateway, girl: Girl) -> None:
    """Network meetings every eight weeks, and follow-ups that ask whether it works."""
    both = [girl.measures[INSTITUTION], girl.measures[TREATMENT]]
    held(gateway, girl, "2016-03-07")
    followed_up(gateway, girl, "2016-04-08", both, "continue")
    held(gateway, girl, "2016-05-02")
    held(gateway, girl, "2016-06-27")
    held(gateway, girl, "2016-08-22")
    followed_up(gateway, girl, "2016-08-29", both, "step_down")


def with_aunt(gateway: Gateway, girl: Girl) -> None:
    """It works: down two steps, to her aunt, as one change."""
    gateway.at("2016-10-03T09:00:00Z")
    home = {"targetOn": "2017-03-06", "nextStep": "T3", "how": "Weekends at home from January."}
    move(
        gateway,
        girl,
        "2016-10-03",
        ends=[{"measureId": girl.measures[INSTITUTION], "reason": "replaced"}],
        starts=[start(girl, KINSHIP, "2017-10-03", site="Karen Prøve", exitPlan=home)],
        why="The aunt is ready, and she wants it herself.",
    )
    both = [girl.measures[KINSHIP], girl.measures[TREATMENT]]
    followed_up(gateway, girl, "2016-12-19", both, "continue")
    followed_up(gateway, girl, "2017-02-27", both, "step_down")


def home(gateway: Gateway, girl: Girl) -> None:
    """Home, with a contact person, and with a place kept open for her."""
    gateway.at("2017-03-06T09:00:00Z")
    done = {"targetOn": "2017-12-20", "nextStep": "T1", "how": "Every other week, then by phone."}
    move(
        gateway,
        girl,
        "2017-03-06",
        ends=[{"measureId": girl.measures[KINSHIP], "reason": "goals_met"}],
        starts=[start(girl, CONTACT, "2018-03-06", exitPlan=done)],
        why="She goes to school every day, and home is calm.",
    )
    gateway.tell(
        f"{girl.at}/return-options",
        {
            "measureId": girl.measures[INSTITUTION],
            "setOn": "2017-03-06",
            "validUntilOn": "2017-09-06",
            "conditions": "In unrest at home she may come back for up to a month.",
        },
    )
