"""What does not work is changed; what a measure rests on ends; S08's first follow-up; U9, U18."""

from dataclasses import replace
from uuid import uuid5

import pytest

from services.followup.application import Seen
from services.followup.domain import by
from services.followup.obligation.events import ObligationMet
from services.followup.owed.met_by import MET_BY
from services.followup.reading import Reading
from services.followup.review.commands import FollowUpOutcome, OutcomeOfMeasure
from services.followup.review.events import FollowUpHeld
from services.followup.views import obligation_view, view
from tests.followup.stories import (
    CASE,
    CONTACT_PERSON,
    DECISION,
    INSTITUTION,
    INVESTIGATION,
    KINSHIP,
    REVIEW,
    TREATMENT,
    Story,
    day,
    decided,
    follow_up,
    investigated,
    noon,
    taken,
)

RULE = "something-else-started"


@pytest.fixture
def story() -> Story:
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2016-01-11")
    story.starts(CONTACT_PERSON, "2016-01-11", measure_type="contact_person_child")
    return story


def works(
    measure: object, *, so: bool | None, outcome: FollowUpOutcome = "adjust"
) -> OutcomeOfMeasure:
    return OutcomeOfMeasure.model_validate({"measure_id": measure, "outcome": outcome, "works": so})


def failing(story: Story, on: str) -> None:
    story.follows_up(
        on, TREATMENT, CONTACT_PERSON,
        outcomes=[works(TREATMENT, so=False), works(CONTACT_PERSON, so=True)],
    )  # fmt: skip


def test_when_a_measure_does_not_work_something_else_is_started(story: Story) -> None:
    failing(story, "2016-04-08")
    assert story.told(RULE, TREATMENT, at="2016-04-09") == ["2016-04-25 open"]
    assert story.told(RULE, CONTACT_PERSON) == []
    assert story.owed(RULE)[0].due.basis == "local"


def test_a_later_follow_up_does_not_meet_it_and_asks_for_nothing_twice(story: Story) -> None:
    failing(story, "2016-04-08")
    failing(story, "2016-04-18")
    story.follows_up("2016-04-20", TREATMENT, outcomes=[works(TREATMENT, so=True)])
    assert story.told(RULE) == ["2016-04-25 overdue"]


@pytest.mark.parametrize("change", ["MeasureAdjusted", "MeasureContinued", "SiteChanged"])
def test_a_change_of_it_or_of_its_place_or_a_reasoned_continuation_meets_it(
    story: Story, change: str
) -> None:
    failing(story, "2016-04-08")
    story.does(taken(change, "2016-04-19", TREATMENT), on="2016-04-19")
    assert story.told(RULE) == ["2016-04-25 met 2016-04-19"]
    assert story.owed(RULE)[0].arose.satisfied_by == (
        "MeasureEnded", "MeasureAdjusted", "MeasureContinued", "SiteChanged",
    )  # fmt: skip


def test_an_end_or_a_move_to_something_else_meets_it(story: Story) -> None:
    failing(story, "2016-04-08")
    story.starts(KINSHIP, "2016-05-02", step="T4")
    story.ends(TREATMENT, "2016-05-02")
    assert story.told(RULE) == ["2016-04-25 late 2016-05-02"]


def test_what_fails_again_after_a_change_is_changed_again(story: Story) -> None:
    failing(story, "2016-04-08")
    story.does(taken("MeasureAdjusted", "2016-04-19", TREATMENT), on="2016-04-19")
    failing(story, "2016-06-06")
    assert story.told(RULE, at="2016-06-07") == ["2016-04-25 met 2016-04-19", "2016-06-20 open"]


@pytest.mark.parametrize(
    ("outcome", "own", "found"),
    [
        ("continue", None, (None, None)),
        ("step_down", None, (True, True)),
        ("step_up", None, (False, False)),
        ("continue", ("step_down", None), (True, None)),
        ("step_down", ("continue", False), (False, True)),
    ],
)
def test_whether_a_measure_works_is_as_it_was_judged_or_as_the_outcome_lets_one_think(
    story: Story,
    outcome: FollowUpOutcome,
    own: tuple[FollowUpOutcome, bool | None] | None,
    found: tuple[bool | None, ...],
) -> None:
    said = [works(TREATMENT, so=own[1], outcome=own[0])] if own else []
    asked = follow_up("2016-04-08", TREATMENT, CONTACT_PERSON, outcome=outcome, outcomes=said)
    held = story.does(asked, on="2016-04-08").the(FollowUpHeld)
    assert tuple(each.works for each in held.outcomes) == found


def test_a_meeting_that_reviews_can_find_so_as_well(story: Story) -> None:
    story.meets("2016-04-08", "follow_up", outcomes=[works(TREATMENT, so=False)], **REVIEW)
    assert story.told(RULE, at="2016-04-09") == ["2016-04-25 open"]


def test_each_measure_has_an_outcome_and_what_is_said_of_others_is_refused(story: Story) -> None:
    asked = follow_up("2016-04-08", TREATMENT, outcomes=[works(CONTACT_PERSON, so=True)])
    story.stream.when(asked, at=noon("2016-04-08")).then_refused("outcome-of-a-covered-measure")


def placed() -> Story:
    """S08: placed on a Saturday under Barnets Lov, investigated from the Friday after."""
    story = Story().opens("2025-01-18")
    story.starts(INSTITUTION, "2025-01-18", step="T6", regime="BL", placement=True)
    story.does(investigated("2025-01-17"), on="2025-01-24")
    return story


def test_s08_the_first_follow_up_is_due_on_good_friday_and_a_warning_says_so() -> None:
    due = placed().owed("D14")[0].due
    assert due.statutory is not None
    assert (due.statutory.on, due.statutory.row) == (day("2025-04-18"), "D14")
    local = placed().owed("D14")[0].due.local
    assert local is not None
    assert local.row == "frequency-t6"


def test_a_day_that_is_no_working_day_is_kept_and_marked() -> None:
    story = Story().opens("2025-01-06")
    story.starts(TREATMENT, "2025-01-18", step="T1", regime="BL")
    due = story.owed("D14")[0].due
    assert (due.due_on, due.falls_on) == (day("2025-04-18"), "holiday")


@pytest.mark.parametrize(
    ("completed", "due", "row", "trigger"),
    [
        ("2025-02-28", "2025-02-28", "D15", "InvestigationCompleted"),
        ("2025-04-18", "2025-04-18", "D14", "MeasureStarted"),
        ("2025-05-12", "2025-04-18", "D14", "MeasureStarted"),
        ("2025-01-18", "2025-04-18", "D14", "MeasureStarted"),
    ],
    ids=["earlier", "same day", "later", "not in parallel"],
)
def test_s08_the_first_follow_up_comes_with_the_end_of_a_parallel_assessment(
    completed: str, due: str, row: str, trigger: str
) -> None:
    story = placed()
    story.does(taken("InvestigationCompleted", completed, INVESTIGATION), on=completed)
    statutory = story.owed("D14")[0].due.statutory
    assert statutory is not None
    assert (statutory.on, statutory.row, statutory.trigger) == (day(due), row, trigger)
    assert len(story.owed("D14")) == 1


def test_under_serviceloven_an_assessment_beside_a_measure_changes_nothing() -> None:
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2016-01-11")
    story.does(taken("TargetedAssessmentCompleted", "2016-02-01", INVESTIGATION), on="2016-02-01")
    assert story.told("D14", at="2016-02-02") == ["2016-04-11 open"]


def test_a_change_of_place_starts_three_months_over_unless_it_is_read_otherwise() -> None:
    for reading, expected in (
        (Reading(), ["2016-04-11 lapsed 2016-03-01", "2016-06-01 open"]),
        (Reading(new_site_restarts=False), ["2016-04-11 open"]),
    ):
        story = Story(by(reading)).opens("2016-01-04")
        story.starts(INSTITUTION, "2016-01-11", step="T6", placement=True)
        story.does(taken("SiteChanged", "2016-03-01", INSTITUTION), on="2016-03-01")
        at = "2016-03-02"
        assert story.told("D14", at=at) == expected


def test_a_measure_follows_the_law_of_the_day_where_it_is_read_so() -> None:
    story = Story(by(Reading(follow_up_law="day"))).opens("2023-05-01")
    story.starts(CONTACT_PERSON, "2023-10-02", measure_type="contact_person_child")
    story.follows_up("2024-01-02", CONTACT_PERSON)
    assert story.told("D14") == ["2024-01-02 met 2024-01-02"]
    due = story.owed("D16")[0].due
    assert (due.statutory_on, due.local_on) == (None, day("2024-02-27"))
    assert len(story.owed("schedule-decided")) == 1


def test_a_measure_that_has_run_as_long_as_expected_is_decided_on_anew_or_ends() -> None:
    rule = "decision-renewed"
    story = Story().opens("2024-01-02")
    story.does(decided("2024-02-19", id=DECISION, months=6), on="2024-02-19")
    story.starts(TREATMENT, "2024-03-01", regime="BL")
    assert story.told(rule, at="2024-03-02") == ["2024-09-01 open"]
    assert story.owed(rule)[0].due.adjustment == "expected-duration"
    story.does(decided("2024-08-26", id=uuid5(CASE, "again"), months=3), on="2024-08-26")
    assert story.told(rule, at="2024-08-27") == ["2024-09-01 met 2024-08-26", "2024-11-26 open"]
    story.ends(TREATMENT, "2024-12-02")
    assert story.told(rule)[1] == "2024-11-26 late 2024-12-02"
    outcome = story.owed(rule)[1].outcome
    assert isinstance(outcome, ObligationMet)
    assert outcome.by == "MeasureEnded"


def ending(story: Story, how: str) -> None:
    """The decision that the treatment rests on is over on 1 March, in one of three ways."""
    match how:
        case "refused":
            told = taken("ProvisionalDecisionConsidered", "2016-03-01", DECISION, code="refused")
            story.does(told, on="2016-03-01")
        case "annulled":
            lodged = taken("AppealLodged", "2016-02-01", DECISION)
            story.does(lodged, on="2016-02-01")
            appeal = story.state.taken("AppealLodged")[0].id
            story.does(taken("AppealDecided", "2016-03-01", appeal, code=how), on="2016-03-01")
        case _:
            less = decided(
                "2016-03-01", "contact_person_child", regime="SEL", replaces=DECISION,
                grants=how == "narrowed",
            )  # fmt: skip
            story.does(less, on="2016-03-01")


@pytest.mark.parametrize("how", ["refused", "annulled", "ended", "narrowed"])
def test_when_the_decision_is_over_the_measure_ends_or_is_decided_on_anew_that_day(
    how: str,
) -> None:
    rule = "decision-ended"
    story = Story().opens("2016-01-04")
    story.does(decided("2016-01-06", id=DECISION, regime="SEL"), on="2016-01-06")
    story.starts(TREATMENT, "2016-01-11")
    story.starts(CONTACT_PERSON, "2016-01-11", measure_type="contact_person_child",
                 decision=uuid5(CASE, "another"))  # fmt: skip
    assert story.owed(rule) == []
    ending(story, how)
    assert story.told(rule, at="2016-03-01") == ["2016-03-01 open"]
    assert story.owed(rule)[0].arose.subject == TREATMENT
    story.does(decided("2016-03-02", regime="SEL"), on="2016-03-02")
    assert story.told(rule) == ["2016-03-01 late 2016-03-02"]


@pytest.mark.parametrize("how", ["refused", "annulled", "ended"])
def test_a_decision_that_carried_nothing_any_more_can_be_over_without_consequence(
    how: str,
) -> None:
    story = Story().opens("2016-01-04")
    story.does(decided("2016-01-06", id=DECISION, regime="SEL"), on="2016-01-06")
    story.starts(TREATMENT, "2016-01-11")
    story.does(decided("2016-02-08", regime="SEL", replaces=DECISION), on="2016-02-08")
    ending(story, how)
    assert story.owed("decision-ended") == []


def test_an_appeal_that_is_upheld_ends_nothing() -> None:
    story = Story().opens("2016-01-04")
    story.does(decided("2016-01-06", id=DECISION, regime="SEL"), on="2016-01-06")
    story.starts(TREATMENT, "2016-01-11")
    story.does(taken("AppealLodged", "2016-02-01", DECISION), on="2016-02-01")
    appeal = story.state.taken("AppealLodged")[0].id
    story.does(taken("AppealDecided", "2016-03-01", appeal, code="confirmed"), on="2016-03-01")
    assert story.owed("decision-ended") == []


def test_a_programme_is_decided_on_as_what_it_varies() -> None:
    rule = "decision-renewed"
    story = Story().opens("2024-01-02")
    story.does(decided("2024-02-19", id=DECISION, months=6), on="2024-02-19")
    story.starts(TREATMENT, "2024-03-01", regime="BL", measure_type="pmto",
                 decided_as="family_treatment")  # fmt: skip
    story.does(decided("2024-08-26"), on="2024-08-26")
    assert story.told(rule) == ["2024-09-01 met 2024-08-26"]


def test_a_provisional_decision_that_lapses_is_followed_by_another_d22() -> None:
    story = Story().opens("2025-01-18")
    provisional = decided("2025-01-18", "residential_institution", id=DECISION, provisional=True)
    story.does(provisional, on="2025-01-18")
    story.starts(INSTITUTION, "2025-01-18", step="T6", regime="BL", placement=True)
    approved = taken(
        "ProvisionalDecisionConsidered", "2025-01-23", DECISION, code="approved",
        until=day("2025-02-23"),
    )  # fmt: skip
    story.does(approved, on="2025-01-23")
    assert story.told("D21") == ["2025-01-25 met 2025-01-23"]
    assert story.told("D22", at="2025-01-24") == ["2025-02-23 open"]
    assert story.owed("D22")[0].due.falls_on == "sunday"
    longer = taken("ProvisionalDecisionExtended", "2025-02-20", DECISION, until=day("2025-03-23"))
    story.does(longer, on="2025-02-20")
    assert story.told("D22", at="2025-02-21") == ["2025-03-23 open"]
    story.does(decided("2025-03-17", "residential_institution", section="47"), on="2025-03-17")
    assert story.told("D22") == ["2025-03-23 met 2025-03-17"]


def test_a_provisional_decision_that_carries_nothing_any_more_needs_no_other_d22() -> None:
    story = Story().opens("2025-01-18")
    provisional = decided("2025-01-18", "residential_institution", id=DECISION, provisional=True)
    story.does(provisional, on="2025-01-18")
    story.starts(INSTITUTION, "2025-01-18", step="T6", regime="BL", placement=True)
    refused = taken("ProvisionalDecisionConsidered", "2025-01-20", DECISION, code="refused")
    story.does(refused, on="2025-01-20")
    assert story.owed("D22") == []
    approved = taken(
        "ProvisionalDecisionConsidered", "2025-01-23", DECISION, until=day("2025-02-23")
    )
    story.does(approved, on="2025-01-23")
    story.ends(INSTITUTION, "2025-02-03")
    assert story.told("D22") == ["2025-02-23 met 2025-02-03"]


def test_what_is_owed_because_something_does_not_work_can_be_read(story: Story) -> None:
    failing(story, "2016-04-08")
    [read] = [each for each in view(CASE, Seen(story.state, 1, noon("2016-04-09"))).items
              if each.rule == RULE]  # fmt: skip
    assert read.due_on == day("2016-04-25")


@pytest.mark.parametrize("rule", MET_BY)
def test_every_rule_fits_what_is_read_of_it(story: Story, rule: str) -> None:
    failing(story, "2016-04-08")
    [owed] = story.owed(RULE)
    other = replace(owed, arose=replace(owed.arose, rule=rule, satisfied_by=MET_BY[rule]))
    assert obligation_view(other, noon("2016-04-09")).rule == rule
