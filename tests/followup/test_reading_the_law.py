"""Rows of law and practice: which binds, how a municipality adds its own, and what is explained."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from services.followup.domain import by
from services.followup.heard.telling import HEARING, STEPS, TAKEN
from services.followup.obligation.terms import FREQUENCY, LOCAL, STATUTORY, Duty
from services.followup.owed.met_by import MET_BY
from services.followup.sentences import Language, told, word, words
from services.followup.settings import Settings
from services.followup.state import KEPT_AS
from shared.contracts import case, ladder
from tests.architecture.law import rules
from tests.followup.stories import (
    CASE,
    CONTACT_PERSON,
    INVESTIGATION,
    TREATMENT,
    Story,
    day,
    decided,
    investigated,
    scheduled,
    taken,
)

OWN = """
[[term]]
id = "D17"
municipality = "167"
da = "Netværksmøde holdes mindst hver 6. uge."
en = "A network meeting is held at least every 6 weeks."
source = "Lokal praksis: Hvidovre"
confidence = "proposal"
length = 42
unit = "cd"

[[frequency]]
id = "frequency-family-treatment"
regime = "BL"
measure_types = ["family_treatment"]
da = "Familiebehandling følges op mindst hver 5. uge."
en = "Family treatment is followed up at least every 5 weeks."
source = "Lokal praksis"
confidence = "proposal"
length = 35
unit = "cd"
"""


def settings(folder: Path | None = None, **more: object) -> Settings:
    return Settings.model_validate(
        {"dsn": "", "environment": "development", "practice": folder, **more}
    )


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "2024-06-01.toml").write_text(OWN, encoding="utf-8")
    return tmp_path


def frequency(on: str, **more: object) -> str:
    duty = Duty(rule="D16", subject=CASE, regime="BL", **more)  # type: ignore[arg-type]
    found = LOCAL.row(FREQUENCY, duty, day(on), None)
    return found[0].id if found else ""


def test_the_most_particular_row_binds() -> None:
    assert frequency("2024-02-01", step="T3") == "frequency-t3"
    assert frequency("2024-02-01", step="T3", aftercare=True) == "frequency-aftercare"
    early = {"step": "T2", "measure_type": "consultant_family"}
    assert frequency("2024-02-01", **early) == "frequency-early"
    assert frequency("2015-02-01", **early) == ""


def test_before_the_first_edition_there_is_no_law() -> None:
    duty = Duty(rule="D02", subject=CASE)
    assert STATUTORY.row("D02", duty, date(2010, 12, 31), None) is None


@pytest.mark.parametrize(
    ("code", "due"), [("167", "2024-07-29"), ("101", "2024-08-12"), (None, "2024-08-12")]
)
def test_a_row_of_a_municipality_binds_there_alone(own: Path, code: str | None, due: str) -> None:
    story = Story(by(settings(own, municipality=code).reading())).opens("2024-06-03")
    story.starts(TREATMENT, "2024-06-17", regime="BL")
    assert story.told("D17", at="2024-06-18") == [f"{due} open"]


def test_a_municipalitys_own_editions_amend_those_that_come_along(own: Path) -> None:
    for folder, due in ((own, "2024-07-22"), (None, "2024-08-12")):
        story = Story(by(settings(folder).reading())).opens("2024-06-03")
        story.starts(TREATMENT, "2024-06-17", regime="BL")
        assert story.told("D14", at="2024-06-18") == [f"{due} open"]


def test_the_open_questions_are_settings_with_a_default() -> None:
    said = settings().reading()
    assert (said.follow_up_law, said.year, said.leap_birthday) == ("decision", "rolling", "march")
    other = settings(
        follow_up_law="day", supervision_year="calendar", leap_birthday="february",
        new_site_restarts=False, count_saturday=True,
    ).reading()  # fmt: skip
    assert (other.follow_up_law, other.year, other.leap_birthday) == ("day", "calendar", "february")
    assert (other.new_site_restarts, other.calendar.count_saturday) == (False, True)


@pytest.mark.parametrize("kind", sorted(TAKEN))
def test_what_is_heard_of_is_told_by_a_neighbour_in_these_words(kind: str) -> None:
    news = {**case.KINDS, **ladder.KINDS}[kind]
    if kind != HEARING:
        told_so = STEPS[kind]
        named = {told_so.on, told_so.of, told_so.code, told_so.party, told_so.until, told_so.only}
        assert {each for each in named if each} <= news.model_fields.keys()
    assert "id" in news.model_fields


def test_what_can_be_taken_back_is_told_by_a_neighbour() -> None:
    assert KEPT_AS.keys() <= {**case.KINDS, **ladder.KINDS}.keys()


def test_every_obligation_says_what_meets_it_but_for_a_right() -> None:
    terms = {each for each, row in rules().items() if "unit" in row}
    rows_of_others = {"D15", "D18-second", "D24-extended", "concern-answered-pressing", "schedule"}
    assert terms - rows_of_others - MET_BY.keys() == {"D30"}


def lists() -> Iterator[tuple[str, str]]:
    facts = {fact for some in MET_BY.values() for fact in some} | {*TAKEN} - {
        "AppealDecided",
        "ApplicationWithdrawn",
    }
    yield from (("fact", each) for each in sorted(facts))
    for listed, codes in words().items():
        yield from ((listed, code) for code in codes)


@pytest.mark.parametrize(("listed", "code"), sorted({*lists()}))
def test_every_word_of_a_sentence_is_there_in_both_languages(listed: str, code: str) -> None:
    found = words()[listed][code]
    assert found["da"]
    assert found["en"]
    assert listed == "month" or found["da"] != found["en"]


def explained(story: Story, rule: str, language: Language, at: str = "2199-01-01") -> str:
    owed = story.owed(rule)[-1]
    [standing] = [each.split(" ")[1] for each in story.told(rule, at=at)[-1:]]
    return told(owed, standing, language)


def test_a_due_day_is_explained_in_danish_and_english() -> None:
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2015-11-30")
    story.follows_up("2016-02-08", TREATMENT)
    [owed] = story.owed("D14")
    assert told(owed, "met", "da") == (
        "Fristen er 29. februar 2016, fordi indsatsen begyndte 30. november 2015. Første "
        "opfølgning skal ske senest 3 måneder efter, at foranstaltningen er iværksat. (SEL § 70, "
        "stk. 1; udgave i kraft fra 1. oktober 2013.) Dagen er fundet sådan: månedens sidste dag, "
        "da dagen ikke findes i den. Opfyldt i tide: der blev fulgt op 8. februar 2016."
    )
    assert told(owed, "met", "en") == (
        "It is due on 29 February 2016 because the measure started on 30 November 2015. The first "
        "follow-up must be held within 3 months of the measure's start. (SEL § 70, stk. 1; edition "
        "in force from 1 October 2013.) The day was found like this: the last day of the month, "
        "which has no such day. Met in time: a follow-up was held on 8 February 2016."
    )


def test_the_other_layer_the_day_of_the_week_and_the_schedule_are_told() -> None:
    story = Story().opens("2023-05-01")
    story.starts(CONTACT_PERSON, "2023-10-02", measure_type="contact_person_child")
    story.does(decided("2024-05-13", "contact_person_child"), on="2024-05-13")
    said = explained(story, "D14", "da", at="2024-05-14")
    assert "Fristen er 8. juli 2024, fordi der blev truffet en afgørelse 13. maj 2024." in said
    assert "Loven sætter den 13. august 2024 (BL § 95, stk. 2, nr. 2); den tidligste" in said
    assert said.endswith("Den er åben.")
    story.follows_up("2024-07-08", CONTACT_PERSON)
    story.does(scheduled("2024-07-08", CONTACT_PERSON, dates=[day("2024-09-01")]), on="2024-07-08")
    said = explained(story, "D16", "en", at="2024-09-02")
    assert "because the schedule of the case was decided on 8 July 2024" in said
    assert "Mind that the day is a Sunday; it is not moved." in said
    assert said.endswith("It is overdue.")


def test_terms_of_hours_and_what_lapsed_are_told() -> None:
    story = Story().opens("2025-01-06")
    story.does(investigated("2025-01-06"), on="2025-01-06")
    story.does(taken("AccessRequestReceived", "2025-04-14", INVESTIGATION), on="2025-04-14")
    delayed = taken("AccessRequestDecided", "2025-04-25", INVESTIGATION, code="delayed")
    story.does(delayed, on="2025-04-25")
    said = explained(story, "D23", "da", at="2025-04-26")
    assert "kun hverdage mandag til fredag tæller, der er i tide givet besked" in said


def test_a_code_without_words_stands_for_itself() -> None:
    assert word("reason", "eclipse", "da") == "eclipse"
