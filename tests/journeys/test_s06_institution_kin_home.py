"""S06: a girl moves to an institution, then to her aunt, then home, and is followed all the way.

Given the scenario's dates, lived through the gateway's HTTP as any client would, every test says
one thing that is then true. Indicators are counted by their published definitions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from deploy.demo.client import Gateway, Gone, Json
from deploy.demo.expected import complemented, days, due, lines, lowered, told
from deploy.demo.girl import CONTACT, INSTITUTION, KINSHIP, TREATMENT, Girl
from deploy.demo.story import live
from tests.database import Databases
from tests.stack import speaking

NEXT = "D16"  # the follow-up after a follow-up; D14 is the first of a measure


@dataclass(frozen=True)
class Lived:
    """The story, lived, and who can be asked about it."""

    gateway: Gateway
    girl: Girl

    def listed(self, what: str) -> list[Json]:
        return self.gateway.everything(f"/v1/{what}", caseId=self.girl.case)

    def follow_ups(self, rule: str, measure: str) -> list[tuple[str, str, str | None]]:
        """When follow-ups of a measure were due, what became of them, and when."""
        owed = due(self.listed("agenda"), rule, self.girl.measures[measure])
        return [told(each) for each in owed]

    def overview(self) -> Json:
        return self.gateway.get(self.girl.at)


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """Given the whole of S06."""
    with speaking(databases) as gateway:
        yield Lived(gateway, live(gateway, lambda _: None))


def test_the_worry_was_assessed_within_a_day(lived: Lived) -> None:
    owed = due(lived.listed("agenda"), "D01", lived.girl.notification)
    found = [(each["dueAt"], each["state"]["code"]) for each in owed]
    assert found == [("2015-10-06T08:00:00Z", "met")]


def test_the_investigation_was_done_within_four_months_of_awareness(lived: Lived) -> None:
    found = [told(each) for each in due(lived.listed("agenda"), "D06")]
    assert found == [("2016-02-05", "met", "2015-12-21")]


def test_the_first_follow_up_at_the_institution_was_due_and_met(lived: Lived) -> None:
    assert lived.follow_ups("D14", INSTITUTION) == [("2016-04-11", "met", "2016-04-08")]


def test_the_next_follow_up_at_the_institution_was_held_in_time(lived: Lived) -> None:
    assert lived.follow_ups(NEXT, INSTITUTION)[0] == ("2016-10-08", "met", "2016-08-29")


def test_what_was_due_after_she_left_the_institution_lapsed(lived: Lived) -> None:
    assert [state for _, state, _ in lived.follow_ups(NEXT, INSTITUTION)] == ["met", "lapsed"]


def test_kinship_care_is_a_new_measure_with_a_first_follow_up_of_its_own(lived: Lived) -> None:
    assert lived.follow_ups("D14", KINSHIP) == [("2017-01-03", "met", "2016-12-19")]


def test_the_next_follow_up_of_kinship_care_was_held_in_time(lived: Lived) -> None:
    assert lived.follow_ups(NEXT, KINSHIP)[0] == ("2017-06-19", "met", "2017-02-27")


def test_the_family_was_followed_up_beside_her(lived: Lived) -> None:
    assert lived.follow_ups("D14", TREATMENT) == [("2016-04-11", "met", "2016-04-08")]


def test_her_contact_person_is_to_be_followed_up_too(lived: Lived) -> None:
    assert [state for _, state, _ in lived.follow_ups("D14", CONTACT)] == ["open"]


def test_four_of_four_network_meetings_were_within_56_days(lived: Lived) -> None:
    meetings = due(lived.listed("agenda"), "D17")[:4]
    met = [date.fromisoformat(each["metOn"]) for each in meetings]
    since = [date.fromisoformat(each["triggerOn"]) for each in meetings]
    assert [(one - other).days for one, other in zip(met, since, strict=True)] == [56] * 4


def test_the_fifth_network_meeting_is_due_56_days_after_the_fourth(lived: Lived) -> None:
    assert due(lived.listed("agenda"), "D17")[4]["dueOn"] == "2016-10-17"


def test_she_stood_on_step_six_then_four_then_three(lived: Lived) -> None:
    periods = lived.listed("ladder-periods")
    found = [(each["step"]["code"], each["validFrom"], each["validTo"]) for each in periods]
    assert found == [
        ("T0", "2015-10-12", "2016-01-11"),
        ("T6", "2016-01-11", "2016-10-03"),
        ("T4", "2016-10-03", "2017-03-06"),
        ("T3", "2017-03-06", None),
    ]


def test_she_moved_two_steps_down_and_then_one_and_never_up(lived: Lived) -> None:
    moves = lived.listed("movements")
    steps = [each for each in moves if each["kind"]["code"].startswith("step_")]
    found = [(each["movedOn"], each["size"]) for each in steps]
    assert found == [("2016-10-03", -2), ("2017-03-06", -1)]


def test_266_days_of_2016_were_at_the_institution(lived: Lived) -> None:
    stays = [each for each in lived.listed("ladder-periods") if each["step"]["code"] == "T6"]
    year = (date(2016, 1, 1), date(2017, 1, 1))
    in_2016 = sum(days(each, *year) for each in stays)
    assert (in_2016, round(in_2016 / (year[1] - year[0]).days, 3)) == (266, 0.727)


def test_she_was_away_from_home_for_420_days(lived: Lived) -> None:
    placed = [each for each in lived.overview()["measures"] if each["placement"]]
    stays = [{"validFrom": each["startedOn"], "validTo": each["endedOn"]} for each in placed]
    assert sum(map(days, stays)) == 420


def test_she_left_the_institution_for_a_lower_step(lived: Lived) -> None:
    assert lowered(lived.listed("ladder-periods")) == 1


def test_her_placement_had_a_complementary_family_measure(lived: Lived) -> None:
    assert complemented(lived.overview()) == 1


def test_at_sixteen_she_lived_in_a_family(lived: Lived) -> None:
    periods = lived.listed("ladder-periods")
    family = [each["validFrom"] for each in periods if each["band"]["code"] == "family_care"]
    assert family == ["2016-10-03"]


def test_every_measure_had_a_way_out_from_its_first_day(lived: Lived) -> None:
    found = {each["measureType"]: each["exitTargetOn"] for each in lived.overview()["measures"]}
    assert found == {
        INSTITUTION: "2016-10-11",
        TREATMENT: "2016-10-11",
        KINSHIP: "2017-03-06",
        CONTACT: "2017-12-20",
    }


def test_her_place_at_the_institution_is_kept_open(lived: Lived) -> None:
    kept = {each["measureType"]: each["returnUntilOn"] for each in lived.overview()["measures"]}
    assert kept[INSTITUTION] == "2017-09-06"


def test_her_caseworker_finds_her_and_no_other_caseworker_does(lived: Lived) -> None:
    assert [each["caseId"] for each in lived.gateway.everything("/v1/caseload")] == [
        lived.girl.case
    ]
    lived.gateway.as_persona("caseworker", "caseworker-2")
    try:
        assert lived.gateway.everything("/v1/caseload") == []
        with pytest.raises(Gone, match="not-found"):
            lived.overview()
    finally:
        lived.gateway.as_persona("caseworker")


def test_the_demonstration_expects_the_same(lived: Lived) -> None:
    assert [each.what for each in lines(lived.gateway, lived.girl) if not each.holds] == []
