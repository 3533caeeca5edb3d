"""S10, the school's part: absence that a school tells of is followed by days and percent.

Given the scenario's dates, lived through the gateway's HTTP, every test says one thing that is
then true. The network at school and the agreement forum are not part of this.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.demo.client import Gateway, Gone, Json
from tests.database import Databases
from tests.stack import speaking

REPORTED, NOTIFIED, OPENED, FOLLOWED = "2017-11-03", "2017-12-07", "2017-12-11", "2018-03-05"
BETWEEN = "2018-01-15"  # recorded after the next score
ABSENCE = {
    "school": "school-at-the-lake", "reportedOn": REPORTED, "periodFrom": "2017-09-01",
    "periodTo": "2017-11-01", "total": 31, "unlawful": 18, "words": "Always the first lessons.",
}  # fmt: skip


@dataclass(frozen=True)
class Lived:
    """The story, lived: the pupil's case, and what the school told."""

    gateway: Gateway
    at: str
    absence: str

    def told(self, kind: str) -> list[Json]:
        happened = self.gateway.everything(f"{self.at}/timeline")
        return [each for each in happened if each["kind"]["code"] == kind]


def well_being(day: str, value: int) -> Json:
    items = ("cheerful", "calm", "active", "rested", "interested")
    return {
        "instrument": "WHO5@1", "respondent": "child", "scoredOn": day,
        "scores": [{"dimension": each, "value": value} for each in items],
    }  # fmt: skip


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """Given the absence of S10, recorded in the case that the notification led to."""
    with speaking(databases) as gateway:
        gateway.at(f"{NOTIFIED}T12:00:00Z")
        gateway.as_persona("notifier")
        worry = gateway.open(
            "/v1/notifications",
            {
                "receivedAt": f"{NOTIFIED}T12:00:00Z", "unit": "unit-1", "channel": "digital_post",
                "notifierType": "school", "reasons": ["school_absence"], "text": "No better.",
            },
        )  # fmt: skip
        gateway.as_persona("caseworker")
        gateway.at(f"{OPENED}T08:00:00Z")
        opening = {
            "unit": "unit-1", "openedOn": OPENED, "awareOn": NOTIFIED, "notificationIds": [worry],
        }  # fmt: skip
        at = f"/v1/cases/{gateway.open('/v1/cases', opening)}"
        absence = gateway.tell(f"{at}/school-absences", ABSENCE)["id"]
        seventh = {"level": "grade_7", "status": "enrolled", "statusOn": OPENED}
        gateway.tell(f"{at}/education-statuses", seventh)
        gateway.tell(f"{at}/instrument-scores", well_being(OPENED, 2))
        gateway.at(f"{FOLLOWED}T08:00:00Z")
        gateway.tell(f"{at}/instrument-scores", well_being(FOLLOWED, 3))
        gateway.tell(f"{at}/instrument-scores", well_being(BETWEEN, 1))
        yield Lived(gateway, at, absence)


def test_the_first_value_is_31_percent_and_18_of_it_unlawful(lived: Lived) -> None:
    [absence] = lived.told("SchoolAbsenceReported")
    told = absence["data"]
    assert (told["total"], told["unlawful"], told["illness"]) == (31, 18, None)
    assert (told["periodFrom"], told["periodTo"]) == ("2017-09-01", "2017-11-01")


def test_it_happened_before_the_case_and_was_learned_in_it(lived: Lived) -> None:
    [absence] = lived.told("SchoolAbsenceReported")
    assert absence["happenedOn"] == REPORTED
    assert absence["recordedAt"].startswith(OPENED)


def test_the_schools_words_are_read_where_they_are_kept_and_told_nowhere_else(
    lived: Lived,
) -> None:
    [fact] = lived.gateway.get(f"{lived.at}/school-absences/{lived.absence}")["items"]
    assert fact["data"]["words"] == "Always the first lessons."
    assert "lessons" not in str(lived.told("SchoolAbsenceReported"))


def test_a_report_of_days_to_come_is_refused_with_all_that_is_wrong(lived: Lived) -> None:
    wrong = {**ABSENCE, "periodTo": "2018-04-01", "reportedOn": "2018-03-31", "unlawful": 40}
    with pytest.raises(Gone) as refused:
        lived.gateway.tell(f"{lived.at}/school-absences", wrong)
    for rule in ("not-in-the-future", "reported-after-the-period", "absence-kinds-add-up"):
        assert rule in str(refused.value)


def test_his_well_being_rose_from_40_to_60(lived: Lived) -> None:
    found = lived.gateway.get(f"{lived.at}/instrument-scores")
    assert [each["totals"][0]["value"] for each in found["items"]] == [40, 20, 60]
    index = next(each for each in found["progressions"] if each["dimension"]["code"] == "index")
    assert (index["firstOn"], index["lastOn"]) == (OPENED, FOLLOWED)
    assert (index["change"], index["trend"]) == (20, "better")


def test_the_overview_shows_the_latest_score_even_when_an_older_one_is_recorded_later(
    lived: Lived,
) -> None:
    [latest] = lived.gateway.get(lived.at)["latestScores"]
    assert (latest["instrument"], latest["scoredOn"]) == ("WHO5@1", FOLLOWED)
    assert latest["totals"] == [{"dimension": "index", "value": 60}]
    assert latest["scores"][0] == {"dimension": "cheerful", "value": 3}


def test_within_a_shorter_episode_there_is_one_score_and_no_progression(lived: Lived) -> None:
    episode = lived.gateway.get(f"{lived.at}/instrument-scores", **{"from": FOLLOWED})
    assert [each["scoredOn"] for each in episode["items"]] == [FOLLOWED]
    assert episode["progressions"] == []


def test_what_was_not_yet_recorded_was_not_yet_known(lived: Lived) -> None:
    before = lived.gateway.get(f"{lived.at}/instrument-scores", asOf=f"{FOLLOWED}T07:59:59Z")
    assert [each["scoredOn"] for each in before["items"]] == [OPENED]


def test_instruments_and_codes_can_be_read_in_both_languages(lived: Lived) -> None:
    instruments = {each["name"]: each for each in lived.gateway.get("/v1/instruments")["items"]}
    assert instruments["FK@draft"]["placeholder"]
    assert instruments["WHO5@1"]["totals"][0]["da"] == "Trivselsindeks"
    lists = {
        each["name"]: each["codes"] for each in lived.gateway.get("/v1/following-codes")["items"]
    }
    assert {"grade_9", "grade_10"} <= {each["code"] for each in lists["education_level"]}
