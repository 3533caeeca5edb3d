"""Reminders, escalations and deferrals: what the clock notices of an obligation, and what stays."""

from datetime import UTC, datetime, timedelta

import pytest

from services.followup.obligation.commands import DeferObligation
from services.followup.obligation.events import (
    ObligationDeferred,
    ObligationEscalated,
    ObligationOverdue,
    ReminderFellDue,
)
from services.followup.obligation.notices import notices
from shared.calendar import end_of
from tests.followup.stories import TREATMENT, Story, day, noon, taken

MIDNIGHT = timedelta(days=-1)


@pytest.fixture
def story() -> Story:
    """Family treatment: D14 is due on 11 April 2016 by law, D17 on 7 March by practice."""
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2016-01-11")
    return story


def noticed(story: Story, at: datetime, rule: str) -> list[str]:
    """What the clock notices at a moment of what a rule asked, by short names."""
    ids = {each.id for each in story.owed(rule)}
    found = []
    for each in story.passes(at):
        match each:
            case ReminderFellDue(days=days) if each.id in ids:
                found.append(f"reminder-{days}")
            case ObligationEscalated(stage=stage) if each.id in ids:
                found.append(f"leader-{stage}")
            case ObligationOverdue() if each.id in ids:
                found.append("overdue")
            case _:
                pass
    return found


def start_of(text: str) -> datetime:
    return end_of(day(text) + MIDNIGHT)


def test_each_notice_comes_once_and_on_its_day(story: Story) -> None:
    calendar = [
        ("2016-03-28", "reminder-14"),
        ("2016-04-08", "reminder-3"),
        ("2016-04-10", "leader-before"),
        ("2016-04-12", "overdue"),
        ("2016-04-17", "leader-after"),
    ]
    for on, expected in calendar:
        assert noticed(story, start_of(on) - datetime.resolution, "D14") == []
        assert noticed(story, start_of(on), "D14") == [expected]
        assert noticed(story, start_of(on) + timedelta(hours=3), "D14") == []


def test_after_a_long_night_only_what_still_says_something_is_noticed(story: Story) -> None:
    assert noticed(story, noon("2016-04-09"), "D14") == ["reminder-3"]
    assert noticed(story, noon("2016-04-20"), "D14") == ["overdue", "leader-after"]


def test_what_was_met_is_noticed_no_more(story: Story) -> None:
    story.follows_up("2016-03-29", TREATMENT)
    assert noticed(story, noon("2016-04-20"), "D14") == []


def test_terms_of_hours_remind_nobody_and_reach_the_leader_the_day_after() -> None:
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2016-01-11")
    at = datetime(2024, 6, 7, 8, 30, tzinfo=UTC)
    story.does(taken("BreachDiscovered", at), on=at)
    names = [each.name for each in notices(story.owed("D25")[0])]
    assert names == ["overdue", "leader-after"]


def test_what_is_moved_is_noticed_anew(story: Story) -> None:
    assert noticed(story, noon("2016-04-12"), "D14") == ["overdue"]
    story.starts(TREATMENT, "2016-02-11")
    assert noticed(story, noon("2016-05-09"), "D14") == ["reminder-3"]
    assert noticed(story, noon("2016-05-12"), "D14") == ["overdue"]


def test_a_right_that_lapses_reminds_nobody() -> None:
    story = Story().opens("2025-01-06")
    story.does(taken("DecisionNotified", "2025-01-20"), on="2025-01-20")
    assert [*notices(story.owed("D19")[0])] == []


def deferral(to: str) -> DeferObligation:
    return DeferObligation(deferred_to=day(to), reason="She is in hospital.")


def test_a_deferral_is_shown_beside_the_day_that_stands(story: Story) -> None:
    [owed] = story.owed("D17")
    fact = story.does(deferral("2016-03-21"), on="2016-03-02", of=owed.id).the(ObligationDeferred)
    assert fact.departures == ()
    [after] = story.owed("D17")
    assert (after.due, after.deferred_to) == (owed.due, day("2016-03-21"))
    assert story.told("D17", at="2016-03-08") == ["2016-03-07 overdue"]


def test_the_leader_waits_for_a_local_day_that_was_deferred_and_not_for_the_laws(
    story: Story,
) -> None:
    [local], [lawful] = story.owed("D17"), story.owed("D14")
    story.does(deferral("2016-03-21"), on="2016-03-02", of=local.id)
    assert noticed(story, noon("2016-03-20"), "D17") == ["overdue"]
    assert noticed(story, start_of("2016-03-27"), "D17") == ["leader-after"]
    story.does(deferral("2016-04-25"), on="2016-04-04", of=lawful.id)
    assert noticed(story, noon("2016-04-17"), "D14") == ["overdue", "leader-after"]


def test_that_the_laws_day_is_exceeded_is_a_departure_to_explain(story: Story) -> None:
    [owed] = story.owed("D14")
    fact = story.does(deferral("2016-04-25"), on="2016-04-04", of=owed.id).the(ObligationDeferred)
    assert [each.rule for each in fact.departures] == ["statutory-day-stands"]


def test_what_is_deferred_is_open_and_deferred_to_a_later_day(story: Story) -> None:
    [owed] = story.owed("D17")
    early = story.stream.when(deferral("2016-03-07"), at=noon("2016-03-02"), of=owed.id)
    early.then_refused("deferral-is-later")
    story.meets("2016-03-03")
    late = story.stream.when(deferral("2016-03-21"), at=noon("2016-03-04"), of=owed.id)
    late.then_refused("obligation-open")
    unknown = story.stream.when(deferral("2016-03-21"), of=TREATMENT)
    unknown.then_unknown()


def test_a_deferral_is_past_when_what_is_due_has_moved_beyond_it(story: Story) -> None:
    [owed] = story.owed("D14")
    story.does(deferral("2016-04-25"), on="2016-04-04", of=owed.id)
    story.starts(TREATMENT, "2016-02-11")
    [after] = story.owed("D14")
    assert (after.due.due_on, after.deferred_to) == (day("2016-05-11"), None)
