"""Deliveries to Statistics Denmark: what is said again, what is said once, and by which number."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from lxml import etree

from services.gateway import statistics
from services.gateway.names import Number, Numbered
from services.gateway.statistics.changes import Delivered, Record, between, delivered, merged
from services.gateway.statistics.codes import codes
from services.gateway.statistics.writing import Delivery, Sender, sections_unknown, xml

SCHEMAS = Path(statistics.__file__).parent / "schemas"
CASE, DAY = UUID(int=7), date(2024, 3, 1)
SENDER = Sender("101", "12345678", "1234567890", "statistik@kommune.invalid")
MEASURE = Record(
    id="m-1", kind="measure", case_id=CASE, on=DAY, regime="SEL", section="11(3)1", code="405"
)
WORRY = Record(
    id="n-1", kind="notification", case_id=CASE, on=DAY, detail="school", reasons=("absence",)
)
REGISTERED = Number(number="0000000000", replacement=False)
REPLACEMENT = Number(number="6304001234", replacement=True)
GIRL = Numbered(child=REPLACEMENT, born_on=date(2000, 4, 3), sex="female")


def file(survey: str, *said: Delivered, child: Numbered | None = None) -> etree._Element:
    """A file as it leaves, which its schema has admitted."""
    numbers = {CASE: child} if child else {}
    delivery = Delivery(survey, datetime(2024, 4, 1, tzinfo=UTC), SENDER, said, numbers)  # type: ignore[arg-type]  # told by the test
    root = etree.fromstring(xml(delivery))
    name = {"supportive": "L201U1.xsd", "events": "events.xsd"}[survey]
    etree.XMLSchema(etree.parse(SCHEMAS / name)).assertValid(root)
    return root


def said(root: etree._Element, tag: str) -> list[str]:
    return [each.text or "" for each in root.iter(f"{{*}}{tag}")]


def test_what_was_not_said_is_new_what_reads_otherwise_a_change_and_what_is_gone_cancelled() -> (
    None
):
    later, other = replace(MEASURE, until=date(2024, 6, 1)), replace(MEASURE, id="m-2")
    then = {"m-1": MEASURE, "m-0": replace(MEASURE, id="m-0", on=date(2024, 1, 1))}
    told = between(then, {"m-1": later, "m-2": other})
    assert [(each.change, each.record.id) for each in told] == [
        ("cancel", "m-0"),
        ("change", "m-1"),
        ("new", "m-2"),
    ]
    assert told[0].record == then["m-0"]


def test_what_has_been_delivered_is_not_said_again() -> None:
    now = {"m-1": MEASURE}
    first = between({}, now)
    assert between(delivered(first), now) == []
    gone = between(delivered(first), {})
    assert [each.change for each in gone] == ["cancel"]
    assert delivered([*first, *gone]) == {}


def test_a_measure_for_mother_and_for_father_is_one_record() -> None:
    twice = [replace(MEASURE, id="m-2"), MEASURE]
    assert [*merged(twice)] == ["m-1"]
    assert [*merged([MEASURE, replace(MEASURE, id="m-2", on=date(2024, 3, 2))])] == ["m-1", "m-2"]


def test_two_notifications_of_one_day_are_two() -> None:
    assert [*merged([WORRY, replace(WORRY, id="n-2")])] == ["n-1", "n-2"]


@pytest.mark.parametrize(
    ("regime", "section", "code"),
    [
        ("SEL", "11(3)1", "405"),
        ("SEL", "76(3)2", "275"),
        ("SEL", "54a", "245"),
        ("SEL", "52(3)3", "unknown"),
        ("BL", "32(1)5", "unknown"),
        (None, None, "unknown"),
    ],
)
def test_a_code_is_of_its_section_or_unknown(
    regime: str | None, section: str | None, code: str
) -> None:
    assert codes().of(regime, section) == code


def test_sections_without_a_code_are_listed() -> None:
    unknown = replace(MEASURE, section="52(3)3", code="unknown")
    told = [Delivered("new", each) for each in (unknown, MEASURE, replace(unknown, id="m-9"))]
    assert sections_unknown(told) == ["SEL 52(3)3"]


def test_a_number_of_the_register_goes_out_as_cpr() -> None:
    child = Numbered(child=REGISTERED, custodian=REGISTERED)
    root = file("supportive", Delivered("new", MEASURE), child=child)
    assert said(root, "UdsatBarnCPRidentifikator") == said(root, "FormynderCPRidentifikator")
    assert said(root, "UdsatBarnCPRidentifikator") == ["0000000000"]
    assert said(root, "UDL_NR") == []
    assert [said(root, each) for each in ("EntityID", "Period", "SurveyID", "Source")] == [
        ["101"], ["2024M04"], ["D280600"], ["CEMOS"],
    ]  # fmt: skip


@pytest.mark.parametrize("survey", ["supportive", "events"])
def test_a_replacement_number_goes_out_with_sex_and_day_of_birth(survey: str) -> None:
    record = MEASURE if survey == "supportive" else WORRY
    root = file(survey, Delivered("new", record), child=GIRL)
    assert [said(root, each) for each in ("UDL_NR", "KOEN", "FOEDDAG", "CPR")] == [
        ["6304001234"], ["0"], ["2000-04-03"], [],
    ]  # fmt: skip


def test_who_has_no_number_goes_by_the_case() -> None:
    root = file("events", Delivered("new", WORRY))
    assert said(root, "UDL_NR") == [str(CASE)]


def test_an_unborn_child_goes_by_its_mother() -> None:
    mother = Numbered(child=REGISTERED, unborn=True)
    root = file("events", Delivered("new", replace(WORRY, unborn=True)), child=mother)
    assert (said(root, "CPR"), said(root, "UFOEDT")) == (["0000000000"], ["true"])


def test_events_are_new_changed_or_cancelled() -> None:
    told = [
        Delivered("new", WORRY),
        Delivered("change", replace(MEASURE, id="p-1", kind="placement", code="unknown")),
        Delivered("cancel", replace(MEASURE, id="s-1", kind="site", code="unknown")),
    ]
    root = file("events", *told, child=GIRL)
    assert said(root, "INDBERETNINGSTYPE") == ["Ny", "Ændring", "Annullering"]
    assert said(root, "HAENDELSE") == ["Underretning", "Anbringelse", "Stedskift"]
    assert said(root, "KODE") == ["unknown", "unknown"]
    assert said(root, "AARSAG") == ["absence"]


def test_the_form_of_supportive_measures_takes_nothing_back() -> None:
    told = [Delivered("cancel", MEASURE), Delivered("change", replace(MEASURE, id="m-2"))]
    root = file("supportive", *told, child=GIRL)
    assert said(root, "ForanstaltningId") == ["m-2"]


def test_a_number_that_is_none_of_the_registers_is_not_admitted_as_one() -> None:
    wrong = Numbered(child=Number(number="6304001234", replacement=False))
    with pytest.raises(etree.DocumentInvalid):
        file("events", Delivered("new", WORRY), child=wrong)
