"""Access, appeals, plans, consents and conversations: each with its day, and what answers it."""

from datetime import date
from uuid import UUID, uuid5

import pytest

from services.followup.domain import by
from services.followup.reading import Reading
from shared.calendar import WorkingDays
from shared.contracts.case import Regime
from tests.followup.stories import (
    CASE,
    DECISION,
    TREATMENT,
    Story,
    closed,
    day,
    decided,
    noon,
    taken,
)

THING, OTHER, PARTY = (uuid5(CASE, name) for name in ("thing", "other", "party"))


def told(  # noqa: PLR0913 - a step has this many sides
    story: Story,
    fact: str,
    on: str,
    of: UUID = THING,
    *,
    code: str | None = None,
    party: UUID | None = None,
    until: date | None = None,
    types: tuple[str, ...] = (),
) -> None:
    step = taken(fact, on, of, code=code, party_id=party, until=until, measure_types=types)
    story.does(step, on=on)


def decides(story: Story, on: str, section: str, regime: Regime, *, acute: bool = False) -> None:
    story.does(decided(on, regime=regime, section=section, acute=acute), on=on)


@pytest.mark.parametrize(
    ("received", "due"),
    [("2025-04-14", "2025-04-28"), ("2025-12-19", "2026-01-02"), ("2016-03-01", "2016-03-10")],
    ids=["over Easter", "over Christmas and New Year", "no holiday"],
)
def test_access_is_answered_within_seven_working_days_d23(received: str, due: str) -> None:
    story = Story().opens("2016-01-04")
    told(story, "AccessRequestReceived", received)
    assert story.told("D23", at=received) == [f"{due} open"]
    assert story.owed("D23")[0].arose.satisfied_by == ("AccessRequestDecided",)


def test_a_reasoned_notice_of_delay_is_marked_and_answers_nothing_d23() -> None:
    story = Story().opens("2025-01-06")
    told(story, "AccessRequestReceived", "2025-04-14")
    told(story, "AccessRequestDecided", "2025-04-25", code="delayed")
    assert story.told("D23", at="2025-04-26") == ["2025-04-28 open"]
    assert story.owed("D23")[0].due.adjustment == "working-days-mon-fri-delay-notified"
    told(story, "AccessRequestDecided", "2025-05-02", code="partly")
    assert story.told("D23") == ["2025-04-28 late 2025-05-02"]


def test_a_closed_case_still_owes_an_answer_d23() -> None:
    story = Story().opens("2025-01-06")
    told(story, "AccessRequestReceived", "2025-03-03")
    told(story, "TargetedAssessmentStarted", "2025-03-03")
    story.does(closed("2025-03-05"), on="2025-03-05")
    assert story.told("D23", at="2025-03-06") == ["2025-03-12 open"]
    assert story.told("D05") == ["2025-07-03 lapsed 2025-03-05"]


@pytest.mark.parametrize(
    ("notified", "due", "adjustment"),
    [
        ("2025-01-20", "2025-02-17", None),
        ("2025-03-20", "2025-04-22", "next-working-day"),
        ("2025-11-27", "2025-12-29", "next-working-day"),
        ("2025-01-18", "2025-02-17", "next-working-day"),
    ],
    ids=["S08", "Maundy Thursday", "Christmas Day", "a Saturday"],
)
@pytest.mark.parametrize("saturdays", [False, True])
def test_a_party_has_four_weeks_to_appeal_d19(
    notified: str,
    due: str,
    adjustment: str | None,
    saturdays: bool,  # noqa: FBT001 - a column of the table
) -> None:
    story = Story(by(Reading(calendar=WorkingDays(count_saturday=saturdays)))).opens("2025-01-06")
    told(story, "DecisionNotified", notified, DECISION, party=PARTY)
    assert story.told("D19", at=due) == [f"{due} open"]
    assert story.owed("D19")[0].due.adjustment == adjustment


def test_a_right_to_appeal_lapses_and_is_never_overdue_d19() -> None:
    story = Story().opens("2025-01-06")
    told(story, "DecisionNotified", "2025-01-20", DECISION, party=PARTY)
    told(story, "DecisionNotified", "2025-01-21", DECISION)
    told(story, "AppealLodged", "2025-02-03", DECISION)
    assert story.told("D19") == ["2025-02-17 lapsed", "2025-02-18 met 2025-02-03"]
    assert not any(each.overdue_at(noon("2026-01-01")) for each in story.owed("D19"))


def test_an_appeal_is_reconsidered_in_four_weeks_and_sent_on_if_upheld_d20() -> None:
    story = Story().opens("2025-01-06")
    told(story, "AppealLodged", "2025-02-03", DECISION)
    appeal = story.owed("D20")[0].arose.subject
    assert story.told("D20", at="2025-02-04") == ["2025-03-03 open"]
    assert story.owed("D20-forwarding") == []
    told(story, "AppealReconsidered", "2025-02-20", appeal, code="upheld")
    assert story.told("D20") == ["2025-03-03 met 2025-02-20"]
    assert story.told("D20-forwarding", at="2025-02-21") == ["2025-03-03 open"]
    told(story, "AppealForwarded", "2025-02-21", appeal)
    assert story.told("D20-forwarding") == ["2025-03-03 met 2025-02-21"]


def test_an_appeal_that_is_withdrawn_is_not_sent_on_d20() -> None:
    story = Story().opens("2025-01-06")
    told(story, "AppealLodged", "2025-02-03", DECISION)
    appeal = story.owed("D20")[0].arose.subject
    told(story, "AppealReconsidered", "2025-02-10", appeal, code="withdrawn")
    assert story.told("D20") == ["2025-03-03 met 2025-02-10"]
    assert story.owed("D20-forwarding") == []


@pytest.mark.parametrize(
    ("rule", "on", "section", "regime", "due"),
    [
        ("D10", "2016-10-31", "52(3)7", "SEL", "2017-02-28"),
        ("D11", "2025-01-22", "32(1)5", "BL", "2025-04-22"),
        ("D12", "2025-01-31", "46", "BL", "2025-04-30"),
    ],
)
def test_a_plan_follows_a_decision(
    rule: str, on: str, section: str, regime: Regime, due: str
) -> None:
    story = Story().opens("2016-01-04")
    decides(story, on, section, regime, acute=True)
    rules = {each.arose.rule for each in story.state.obligations.values()}
    assert rules == {rule}
    assert story.told(rule, at=on) == [f"{due} open"]
    told(story, "PlanApproved", due, CASE, code="childs_plan")
    assert story.told(rule) == [f"{due} met {due}"]


def test_a_position_answers_for_support_and_never_for_a_placement_d11_d12() -> None:
    story = Story().opens("2025-01-06")
    decides(story, "2025-02-03", "32(1)5", "BL")
    decides(story, "2025-02-04", "46", "BL")
    told(story, "PlanPositionTaken", "2025-02-10", uuid5(CASE, "2025-02-03"), code="childs_plan")
    assert story.told("D11") == ["2025-05-03 met 2025-02-10"]
    assert story.told("D12", at="2025-02-11") == ["2025-05-04 open"]


def test_no_plan_is_owed_when_there_was_one_or_when_the_decision_could_wait_d10() -> None:
    story = Story().opens("2016-01-04")
    decides(story, "2016-02-01", "52(3)7", "SEL")
    told(story, "PlanApproved", "2016-02-10", CASE)
    decides(story, "2016-03-01", "52(3)7", "SEL", acute=True)
    assert story.owed("D10") == []


def test_a_targeted_assessment_has_a_local_target_d05() -> None:
    story = Story().opens("2025-01-06")
    told(story, "TargetedAssessmentStarted", "2025-01-31")
    told(story, "TargetedAssessmentCompleted", "2025-05-30")
    assert story.told("D05") == ["2025-05-31 met 2025-05-30"]
    assert story.owed("D05")[0].due.basis == "local"


def test_a_party_replies_by_the_day_in_the_letter_or_in_ten_working_days_d09() -> None:
    story = Story().opens("2025-01-06")
    told(story, "PartyHearingHeld", "2025-04-07", CASE, party=PARTY, until=day("2025-04-30"))
    told(story, "PartyHearingHeld", "2025-04-07", OTHER)
    assert story.told("D09") == ["2025-04-24 lapsed", "2025-04-30 lapsed"]
    told(story, "PartyHearingHeld", "2025-04-28", CASE, party=PARTY, code="replied")
    assert story.told("D09")[1] == "2025-04-30 met 2025-04-28"


@pytest.mark.parametrize("ended", ["2016-03-01", "2016-03-02"])
def test_a_withdrawn_consent_is_acted_on_the_same_day(ended: str) -> None:
    rule = "consent-withdrawn"
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2016-01-11")
    told(story, "ConsentWithdrawn", "2016-03-01", CASE, types=("family_treatment",))
    assert story.told(rule, TREATMENT, at="2016-03-01") == ["2016-03-01 open"]
    story.ends(TREATMENT, ended)
    timely = "met" if ended == "2016-03-01" else "late"
    assert story.told(rule) == [f"2016-03-01 {timely} {ended}"]


def test_a_new_decision_settles_a_withdrawn_consent() -> None:
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2016-01-11")
    told(story, "ConsentWithdrawn", "2016-03-01", CASE, types=("family_treatment",))
    decides(story, "2016-03-01", "58", "SEL")
    assert story.told("consent-withdrawn") == ["2016-03-01 met 2016-03-01"]


@pytest.mark.parametrize(
    ("given_by", "types", "standing"),
    [
        (PARTY, ("family_treatment",), "met 2016-03-01"),
        (OTHER, ("family_treatment",), "overdue"),
        (PARTY, ("respite",), "overdue"),
    ],
)
def test_the_same_party_can_consent_again_to_the_same(
    given_by: UUID, types: tuple[str, ...], standing: str
) -> None:
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2016-01-11")
    withdrawn = ("family_treatment",)
    told(story, "ConsentWithdrawn", "2016-03-01", CASE, party=PARTY, types=withdrawn)
    told(story, "ConsentGiven", "2016-03-01", CASE, party=given_by, types=types)
    assert story.told("consent-withdrawn") == [f"2016-03-01 {standing}"]


def test_a_consent_to_what_carries_a_measure_now_is_what_counts() -> None:
    """The measure was carried on by a second decision; a consent to the first is history."""
    story = Story().opens("2016-01-04")
    story.does(decided("2016-01-06", id=DECISION, regime="SEL"), on="2016-01-06")
    story.starts(TREATMENT, "2016-01-11")
    second = uuid5(CASE, "second")
    story.does(decided("2016-02-08", id=second, regime="SEL", replaces=DECISION), on="2016-02-08")
    for number, resting in enumerate((DECISION, second)):
        step = taken("ConsentWithdrawn", f"2016-03-0{number + 1}", decision_ids=(resting,))
        story.does(step, on="2016-03-03")
    assert story.told("consent-withdrawn", at="2016-03-02") == ["2016-03-02 open"]


def test_a_child_that_could_not_be_heard_in_time_is_heard_after() -> None:
    rule = "child-heard-after"
    story = Story().opens("2025-01-06")
    told(story, "ChildConversationWaived", "2025-04-15", CASE)
    assert story.told(rule, at="2025-04-16") == ["2025-04-25 open"]
    told(story, "ChildConversationHeld", "2025-04-24", CASE)
    assert story.told(rule) == ["2025-04-25 met 2025-04-24"]
