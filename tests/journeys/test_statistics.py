"""S06 as Statistics Denmark hears of it: said once, put right, and taken back."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from lxml import etree

from deploy.demo.client import Gateway, Gone, Json
from deploy.demo.girl import CONTACT, TREATMENT, Girl
from deploy.demo.story import live
from deploy.statistics import AT, SCOPES
from services.gateway import statistics
from tests.database import Databases
from tests.stack import speaking

SCHEMAS = Path(statistics.__file__).parent / "schemas"


def deliver(gateway: Gateway, survey: str) -> Json:
    """What a delivery says."""
    gateway.as_system("statistics", SCOPES)
    made = gateway.open(AT, {"survey": survey}, key=str(uuid4()))
    return gateway.get(f"{AT}/{made}")


def told(delivery: Json) -> list[tuple[str, str, str]]:
    return [(each["change"]["code"], each["kind"]["code"], each["on"]) for each in
            delivery["records"]]  # fmt: skip


def fetched(gateway: Gateway, delivery: Json, schema: str) -> etree._Element:
    root = etree.fromstring(gateway.file(f"{AT}/{delivery['id']}/file"))
    etree.XMLSchema(etree.parse(SCHEMAS / schema)).assertValid(root)
    return root


def correct(gateway: Gateway, girl: Girl, measure: str, **said: Any) -> None:  # noqa: ANN401 - a body
    gateway.as_persona("caseworker")
    body = {"recordKind": "MeasureStarted", "recordId": girl.measures[measure],
            "correctedOn": "2017-03-06",
            "reason": "Recorded wrongly.", **said}  # fmt: skip
    gateway.tell(f"{girl.at}/ladder-corrections", body)


def test_what_happened_is_said_once_and_what_was_wrong_is_put_right(databases: Databases) -> None:
    with speaking(databases) as gateway:
        girl = live(gateway, lambda _: None)
        events = deliver(gateway, "events")
        assert told(events) == [
            ("new", "notification", "2015-10-05"),
            ("new", "decision", "2016-01-06"),
            ("new", "placement", "2016-01-11"),
            ("new", "ended", "2016-10-03"),
            ("new", "placement", "2016-10-03"),
            ("new", "ended", "2017-03-06"),
        ]
        root = fetched(gateway, events, "events.xsd")
        assert {each.text for each in root.iter("{*}UDL_NR")} != {girl.case}
        assert {each.text for each in root.iter("{*}KOEN")} == {"0"}
        measures = deliver(gateway, "supportive")
        assert {each["id"] for each in measures["records"]} == {
            girl.measures[TREATMENT], girl.measures[CONTACT],
        }  # fmt: skip
        assert measures["unknown"] == sorted({*measures["unknown"]}) != []
        fetched(gateway, measures, "L201U1.xsd")
        assert told(deliver(gateway, "events")) == []
        assert told(deliver(gateway, "supportive")) == []
        otherwise = {
            "startedOn": "2016-01-10",
            "measureType": TREATMENT,
            "decisionId": girl.decisions[TREATMENT],
            "plannedEndOn": "2017-01-11",
        }
        correct(gateway, girl, TREATMENT, instead=otherwise)
        assert told(deliver(gateway, "supportive")) == [("change", "measure", "2016-01-10")]
        correct(gateway, girl, CONTACT, retracted=True)
        gone = deliver(gateway, "supportive")
        assert told(gone) == [("cancel", "measure", "2017-03-06")]
        assert [each["inFile"] for each in gone["records"]] == [False]
        assert told(deliver(gateway, "events")) == []
        kept = str(gateway.everything(AT)) + str(gateway.get(f"{AT}/{events['id']}"))
        assert str(next(root.iter("{*}UDL_NR")).text) not in kept
        gateway.as_persona("leader")
        looked = gateway.everything("/v1/read-log", caseId=girl.case)
        assert [each["operation"] for each in looked].count("fetchDelivery") == 2
        for persona in ("caseworker", "leader", "panel", "analyst"):
            gateway.as_persona(persona)
            with pytest.raises(Gone, match="forbidden"):
                gateway.get(AT)
