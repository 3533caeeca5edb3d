"""D06 and D17: four months from awareness, and a network that meets every eight weeks."""

from services.followup.obligation.events import ObligationLapsed
from shared.contracts.case import Regime
from tests.followup.stories import (
    INSTITUTION,
    INVESTIGATION,
    KINSHIP,
    TREATMENT,
    Story,
    closed,
    day,
    investigated,
    taken,
)


def investigating(aware_on: str, regime: Regime = "SEL") -> Story:
    story = Story().opens(aware_on)
    story.does(investigated(aware_on, regime), on=aware_on)
    return story


def test_an_investigation_has_four_months_from_awareness_not_from_its_start() -> None:
    story = investigating("2016-08-15")
    story.does(taken("InvestigationCompleted", "2016-12-09", INVESTIGATION), on="2016-12-09")
    assert story.told("D06") == ["2016-12-15 met 2016-12-09"]
    assert story.owed("D06")[0].arose.subject == INVESTIGATION


def test_four_months_under_barnets_lov_cite_barnets_lov() -> None:
    owed = investigating("2025-01-17", "BL").owed("D06")[0]
    assert owed.due.due_on == day("2025-05-17")
    assert owed.arose.source == "BL § 20, stk. 3"
    assert owed.arose.edition == day("2024-01-01")


def test_an_investigation_is_owed_no_more_when_the_case_closes() -> None:
    story = investigating("2016-08-15")
    story.does(closed("2016-10-03"), on="2016-10-03")
    owed = story.owed("D06")[0]
    lapsed = ObligationLapsed(id=owed.id, lapsed_on=day("2016-10-03"), reason="case_closed")
    assert owed.outcome == lapsed


def test_a_closed_case_does_not_hide_an_investigation_that_was_already_late() -> None:
    story = investigating("2016-08-15")
    story.does(closed("2017-01-02"), on="2017-01-02")
    assert story.told("D06") == ["2016-12-15 overdue"]


def test_the_network_need_not_meet_when_no_measure_runs() -> None:
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2016-01-11")
    story.meets("2016-03-07")
    story.ends(TREATMENT, "2016-04-01")
    assert story.told("D17") == ["2016-03-07 met 2016-03-07", "2016-05-02 lapsed 2016-04-01"]


def test_a_move_from_one_measure_to_another_on_one_day_does_not_start_the_weeks_over() -> None:
    story = Story().opens("2016-01-04")
    story.starts(INSTITUTION, "2016-01-11", step="T6")
    story.starts(KINSHIP, "2016-02-01", step="T4")
    story.ends(INSTITUTION, "2016-02-01")
    assert story.told("D17", at="2016-02-02") == ["2016-03-07 open"]


def test_a_pause_between_measures_starts_the_weeks_over() -> None:
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2016-01-11")
    story.ends(TREATMENT, "2016-02-01")
    story.starts(KINSHIP, "2016-03-01", step="T4")
    assert story.told("D17", at="2016-03-02") == [
        "2016-03-07 lapsed 2016-02-01",
        "2016-04-26 open",
    ]


def test_a_meeting_of_professionals_only_by_kind_is_not_a_network_meeting() -> None:
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2016-01-11")
    story.meets("2016-02-08", "conference")
    assert story.told("D17", at="2016-02-09") == ["2016-03-07 open"]


def test_before_local_practice_the_network_had_no_term() -> None:
    story = Story().opens("2014-06-02")
    story.starts(TREATMENT, "2014-12-31")
    assert story.owed("D17") == []


def test_nothing_is_owed_in_a_case_before_it_is_heard_of_and_all_of_it_then() -> None:
    story = Story()
    story.starts(TREATMENT, "2016-01-11")
    assert story.state.obligations == {}
    story.opens("2016-01-04")
    assert story.told("D14", at="2016-01-12") == ["2016-04-11 open"]
