"""S04, S05, S07 to S09: chains of follow-ups, and what ends, carries over or supersedes them."""

from uuid import uuid5

import pytest

from services.followup.heard.notes import Note
from services.followup.obligation.events import (
    ObligationLapsed,
    ObligationMet,
    ObligationReopened,
)
from services.followup.review.commands import CorrectFollowUp
from tests.followup.stories import (
    CASE,
    CONTACT_PERSON,
    INSTITUTION,
    REVIEW,
    TREATMENT,
    Story,
    day,
    decided,
    noon,
)

NEW_DECISION = uuid5(CASE, "new decision")


def test_a_follow_up_after_its_day_is_late_and_the_next_is_counted_from_it() -> None:
    story = Story().opens("2014-06-02")
    story.starts(TREATMENT, "2015-03-02")
    for on in ("2015-05-27", "2015-11-20", "2016-06-01"):
        story.follows_up(on, TREATMENT)
    story.ends(TREATMENT, "2016-08-31")
    assert story.told("D14") == ["2015-06-02 met 2015-05-27"]
    assert story.told("D16") == [
        "2015-11-27 met 2015-11-20",
        "2016-05-20 late 2016-06-01",
        "2016-12-01 lapsed 2016-08-31",
    ]


def test_a_measure_that_ends_after_a_missed_follow_up_does_not_wipe_it_out() -> None:
    story = Story().opens("2014-06-02")
    story.starts(TREATMENT, "2015-03-02")
    story.ends(TREATMENT, "2015-06-03")
    assert story.told("D14") == ["2015-06-02 overdue"]


def test_a_measure_that_ends_on_the_due_day_owes_no_follow_up() -> None:
    story = Story().opens("2014-06-02")
    story.starts(TREATMENT, "2015-03-02")
    story.ends(TREATMENT, "2015-06-02")
    owed = story.owed("D14")[0]
    lapsed = ObligationLapsed(id=owed.id, lapsed_on=day("2015-06-02"), reason="measure_ended")
    assert owed.outcome == lapsed


def test_three_months_from_the_last_of_november_end_on_the_last_of_february() -> None:
    story = Story().opens("2014-06-02")
    story.starts(TREATMENT, "2015-11-30")
    due = story.owed("D14")[0].due
    assert due.due_on == day("2016-02-29")
    assert due.adjustment == "end-of-month"


def test_support_without_a_decision_is_not_followed_up() -> None:
    story = Story().opens("2016-01-04")
    story.starts(CONTACT_PERSON, "2016-04-04", step="T1", decision=None)
    assert story.state.obligations == {}


def test_a_stay_under_a_return_option_starts_no_clock_and_stops_none() -> None:
    story = Story().opens("2018-01-02")
    story.starts(TREATMENT, "2018-06-01", measure_type="home_support")
    story.starts(INSTITUTION, "2018-08-17", step="T6", under_return_option=True)
    assert story.told("D14", at="2018-08-18") == ["2018-09-01 open"]


def test_each_parallel_measure_is_followed_up_for_itself() -> None:
    story = Story().opens("2016-01-04")
    story.starts(CONTACT_PERSON, "2016-03-01", measure_type="contact_person_child")
    story.starts(TREATMENT, "2016-03-15")
    story.starts(INSTITUTION, "2016-04-11", measure_type="contact_person_child")
    story.follows_up("2016-05-31", CONTACT_PERSON, TREATMENT)
    story.follows_up("2016-07-05", INSTITUTION)
    assert story.told("D14") == [
        "2016-06-01 met 2016-05-31",
        "2016-06-15 met 2016-05-31",
        "2016-07-11 met 2016-07-05",
    ]
    assert [each.due.due_on for each in story.owed("D16")[:2]] == [day("2016-11-30")] * 2


@pytest.fixture
def across() -> Story:
    """A contact person from 2023, continued by a new decision under Barnets Lov (S05)."""
    story = Story().opens("2023-05-01")
    story.starts(CONTACT_PERSON, "2023-10-02", measure_type="contact_person_child")
    story.follows_up("2024-01-02", CONTACT_PERSON)
    return story


def continued(measure_type: str) -> Note:
    return decided("2024-05-13", measure_type, id=NEW_DECISION)


def test_a_measure_keeps_the_law_of_its_decision_when_the_law_changes(across: Story) -> None:
    assert across.told("D14") == ["2024-01-02 met 2024-01-02"]
    due = across.owed("D16")[0].due
    assert (due.due_on, due.basis, due.local_on) == (day("2024-07-02"), "statutory", None)
    assert across.owed("D16")[0].arose.source == "SEL § 70, stk. 1"


def test_a_new_decision_supersedes_what_was_due_and_begins_a_chain_of_its_own(
    across: Story,
) -> None:
    across.does(continued("contact_person_child"), on="2024-05-13")
    assert across.told("D16") == ["2024-07-02 lapsed 2024-05-13"]
    due = across.owed("D14")[1].due
    assert due.statutory_on == day("2024-08-13")
    assert due.local_on == due.due_on == day("2024-07-08")
    assert due.basis == "local"


def test_under_barnets_lov_the_next_follow_up_follows_local_practice_alone(across: Story) -> None:
    across.does(continued("contact_person_child"), on="2024-05-13")
    across.follows_up("2024-07-08", CONTACT_PERSON)
    due = across.owed("D16")[-1].due
    assert (due.statutory_on, due.local_on) == (None, day("2024-09-02"))
    assert across.told("D14")[1] == "2024-07-08 met 2024-07-08"


def test_a_decision_on_another_measure_changes_nothing(across: Story) -> None:
    assert len(across.does(continued("respite"), on="2024-05-13").facts) == 1


def test_a_decision_that_starts_a_new_measure_does_not_carry_the_old_one_over(
    across: Story,
) -> None:
    across.does(continued("contact_person_child"), on="2024-05-13")
    across.starts(
        TREATMENT, "2024-05-13", measure_type="contact_person_child", regime="BL",
        decision=NEW_DECISION,
    )  # fmt: skip
    across.ends(CONTACT_PERSON, "2024-05-13")
    assert across.told("D16", CONTACT_PERSON) == ["2024-07-02 lapsed 2024-05-13"]
    assert across.told("D14", CONTACT_PERSON)[1].startswith("2024-07-08 lapsed")
    assert across.told("D14", TREATMENT, at="2024-05-14") == ["2024-07-08 open"]


def test_correcting_the_day_of_a_follow_up_makes_it_late_and_moves_the_next() -> None:
    story = Story().opens("2024-09-02")
    story.starts(TREATMENT, "2024-11-18", step="T1", regime="BL")  # a step without local practice
    held = story.follows_up("2025-02-10", TREATMENT)
    assert story.told("D14") == ["2025-02-18 met 2025-02-10"]
    first = story.owed("D14")[0]
    wrong = CorrectFollowUp(held_on=day("2025-02-19"), reason="The wrong day.")
    facts = story.does(wrong, on="2025-04-09", of=held).facts
    assert ObligationReopened(id=first.id) in facts
    met = [each for each in facts if isinstance(each, ObligationMet)]
    assert [(each.met_on, each.late) for each in met] == [(day("2025-02-19"), True)]


def test_correcting_a_follow_up_moves_what_was_counted_from_it() -> None:
    story = Story().opens("2024-09-02")
    story.starts(TREATMENT, "2024-11-18", regime="BL")
    held = story.follows_up("2025-02-10", TREATMENT)
    before = story.owed("D16")[0]
    wrong = CorrectFollowUp(held_on=day("2025-02-19"), reason="The wrong day.")
    story.does(wrong, on="2025-04-09", of=held)
    after = story.owed("D16")[0]
    assert (before.due.due_on, after.due.due_on) == (day("2025-04-07"), day("2025-04-16"))
    assert before.id == after.id


def test_a_measure_that_had_ended_before_its_follow_up_takes_the_next_one_away() -> None:
    story = Story().opens("2014-06-02")
    story.starts(TREATMENT, "2015-03-02")
    story.follows_up("2015-05-27", TREATMENT)
    story.ends(TREATMENT, "2015-05-20")
    assert story.told("D14") == ["2015-06-02 lapsed 2015-05-20"]
    outcome = story.owed("D16")[0].outcome
    assert isinstance(outcome, ObligationLapsed)
    assert outcome.reason == "no_longer_applies"


def test_a_meeting_that_fulfils_a_review_is_a_follow_up_of_everything_that_runs() -> None:
    story = Story().opens("2014-06-02")
    story.starts(TREATMENT, "2015-03-02")
    story.meets("2015-04-20")
    assert story.owed("D14")[0].outcome is None
    meeting = story.meets("2015-05-27", "follow_up", **REVIEW)
    assert story.told("D14") == ["2015-06-02 met 2015-05-27"]
    outcome = story.owed("D14")[0].outcome
    assert isinstance(outcome, ObligationMet)
    assert (outcome.by, outcome.by_id) == ("MeetingHeld", meeting)


def test_what_was_noticed_overdue_and_then_moved_is_noticed_again_when_that_day_passes() -> None:
    story = Story().opens("2014-06-02")
    story.starts(TREATMENT, "2015-03-02")
    assert len(story.overdue(noon("2015-06-03"))) == 2  # the network meeting too
    story.starts(TREATMENT, "2015-05-02")
    assert story.told("D14", at="2015-06-04") == ["2015-08-02 open"]
    assert len(story.overdue(noon("2015-08-03"))) == 2
    assert story.overdue(noon("2015-08-04")) == []
