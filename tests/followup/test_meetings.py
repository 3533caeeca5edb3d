"""Meetings: planned, moved, called off, held; who came, what was agreed, and what they satisfy."""

from datetime import timedelta
from uuid import UUID, uuid5

import pytest

from services.followup.concern.commands import RaiseConcern
from services.followup.meeting import commands as meeting
from services.followup.meeting.events import (
    AttendanceRecorded,
    MeetingCancelled,
    MeetingHeld,
    MeetingPlanned,
    MeetingRescheduled,
)
from services.followup.review.commands import OutcomeOfMeasure
from tests.followup.stories import (
    CASE,
    KINSHIP,
    REVIEW,
    TREATMENT,
    Story,
    closed,
    day,
    minutes,
    noon,
)

STRANGER = uuid5(CASE, "nobody")
AUNT = meeting.Invited(person_kind="private", role="aunt_or_uncle", name="Karen Prøve")
SCHOOL = meeting.Invited(person_kind="professional", role="teacher", name="Hans Prøve")


@pytest.fixture
def story() -> Story:
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2016-01-11")
    return story


def moved(on: str, **more: object) -> meeting.RescheduleMeeting:
    return meeting.RescheduleMeeting.model_validate({"planned_at": noon(on), **more})


def called_off(on: str) -> meeting.CancelMeeting:
    return meeting.CancelMeeting(cancelled_on=day(on), reason_code="child_or_family")


def test_those_named_are_counted_among_those_invited(story: Story) -> None:
    story.plans("2016-03-07", participants=[AUNT, SCHOOL, SCHOOL], invited_private=4)
    [planned] = story.state.all(MeetingPlanned)
    assert (planned.invited_private, planned.invited_professional) == (4, 2)
    ids = {each.id for each in planned.participants}
    assert len(ids) == 3


def test_each_change_of_a_meeting_has_a_higher_sequence(story: Story) -> None:
    planned = story.plans("2016-03-07")
    first = story.does(moved("2016-03-09"), on="2016-03-01", of=planned).the(MeetingRescheduled)
    second = story.does(moved("2016-03-10"), on="2016-03-02", of=planned).the(MeetingRescheduled)
    off = story.does(called_off("2016-03-03"), on="2016-03-03", of=planned).the(MeetingCancelled)
    assert [each.sequence for each in (first, second, off)] == [1, 2, 3]
    [known] = story.state.all(MeetingPlanned)
    assert known.planned_at == noon("2016-03-10")


def test_a_meeting_that_was_called_off_is_neither_moved_nor_held(story: Story) -> None:
    planned = story.plans("2016-03-07")
    story.does(called_off("2016-03-03"), on="2016-03-03", of=planned)
    for asked in (moved("2016-03-09"), called_off("2016-03-03"), minutes("2016-03-07")):
        again = story.stream.when(asked, at=noon("2016-03-08"), of=planned)
        again.then_refused("meeting-not-cancelled")
    attendance = story.stream.when(meeting.RecordAttendance(), of=planned)
    attendance.then_refused("meeting-not-cancelled")


def test_a_meeting_that_was_held_is_not_moved(story: Story) -> None:
    held = story.meets("2016-03-07")
    again = story.stream.when(moved("2016-03-09"), at=noon("2016-03-08"), of=held)
    again.then_refused("meeting-held-once")


def test_a_meeting_ends_after_it_begins(story: Story) -> None:
    at = noon("2016-03-07")
    plan = meeting.PlanMeeting(meeting_kind="network", planned_at=at, ends_at=at)
    story.stream.when(plan, at=noon("2016-03-01")).then_refused("meeting-ends-after-start")
    planned = story.plans("2016-03-07")
    back = moved("2016-03-09", ends_at=at - timedelta(hours=1))
    story.stream.when(back, at=noon("2016-03-01"), of=planned).then_refused(
        "meeting-ends-after-start"
    )


def test_a_meeting_is_meant_to_meet_what_is_owed_in_the_case(story: Story) -> None:
    [owed] = story.owed("D17")
    story.plans("2016-03-07", obligation_ids=[owed.id])
    assert story.state.all(MeetingPlanned)[0].obligation_ids == (owed.id,)
    plan = meeting.PlanMeeting(
        meeting_kind="network", planned_at=noon("2016-03-07"), obligation_ids=[STRANGER]
    )
    story.stream.when(plan, at=noon("2016-03-01")).then_refused("obligation-known")


def test_nothing_is_called_off_ahead_of_time_or_planned_in_a_closed_case(story: Story) -> None:
    planned = story.plans("2016-03-07")
    ahead = story.stream.when(called_off("2016-03-04"), at=noon("2016-03-03"), of=planned)
    ahead.then_refused("not-in-the-future")
    story.does(closed("2016-03-04"), on="2016-03-04")
    late = story.stream.when(moved("2016-03-09"), at=noon("2016-03-05"), of=planned)
    late.then_refused("case-open")
    story.stream.when(called_off("2016-03-05"), at=noon("2016-03-05"), of=planned).the(
        MeetingCancelled
    )


def test_who_came_is_recorded_of_those_invited_and_of_others_apart(story: Story) -> None:
    planned = story.plans("2016-03-07", participants=[AUNT, SCHOOL])
    [known] = story.state.all(MeetingPlanned)
    came = meeting.RecordAttendance(attended=[known.participants[0].id], joined=[SCHOOL, AUNT])
    fact = story.does(came, on="2016-03-08", of=planned).the(AttendanceRecorded)
    assert (fact.private_participants, fact.professional_participants) == (2, 1)
    unknown = meeting.RecordAttendance(attended=[STRANGER])
    story.stream.when(unknown, of=planned).then_refused("participant-invited")


def test_what_is_not_in_the_case_is_unknown(story: Story) -> None:
    for asked in (moved("2016-03-09"), called_off("2016-03-01"), meeting.RecordAttendance()):
        story.stream.when(asked, of=STRANGER).then_unknown()
    settling = meeting.SettleAgreement(settled_on=day("2016-03-09"), outcome="kept")
    story.stream.when(settling, of=STRANGER).then_unknown()


def test_one_meeting_may_satisfy_several_ends(story: Story) -> None:
    worry = RaiseConcern(raised_at=noon("2016-03-06"), raised_by="school", words="Away again.")
    story.does(worry, on="2016-03-06")
    raised = uuid5(CASE, f"step {story.steps}")
    story.meets(
        "2016-03-07", "follow_up", fulfils_network=True, concern_ids=[raised], **REVIEW
    )  # fmt: skip
    assert story.told("D14", at="2016-03-08") == ["2016-04-11 met 2016-03-07"]
    assert story.told("D17", at="2016-03-08")[0] == "2016-03-07 met 2016-03-07"
    assert story.told("concern-answered", at="2016-03-08") == ["2016-03-09 met 2016-03-07"]


def test_a_network_meeting_can_be_marked_as_none(story: Story) -> None:
    story.meets("2016-02-08", fulfils_network=False)
    assert story.told("D17", at="2016-02-09") == ["2016-03-07 open"]


def test_a_meeting_reviews_the_measures_it_names_with_an_outcome_each(story: Story) -> None:
    story.starts(KINSHIP, "2016-02-01", step="T4")
    said = OutcomeOfMeasure(measure_id=TREATMENT, outcome="step_down", works=True)
    story.meets(
        "2016-03-07", "follow_up", measure_ids=[TREATMENT], outcomes=[said], **REVIEW
    )  # fmt: skip
    [held] = story.state.all(MeetingHeld)
    assert held.measure_ids == (TREATMENT,)
    assert [(each.outcome, each.works) for each in held.outcomes] == [("step_down", True)]
    assert story.told("D14", KINSHIP, at="2016-03-08") == ["2016-05-01 open"]


def test_conclusions_are_drawn_of_what_was_reviewed_and_answers_given_to_worries(
    story: Story,
) -> None:
    planned = story.plans("2016-03-07")
    said = OutcomeOfMeasure(measure_id=TREATMENT, outcome="end")
    asked = minutes(
        "2016-03-07", outcomes=[said], concern_ids=[STRANGER], measure_ids=[STRANGER]
    )  # fmt: skip
    story.stream.when(asked, at=noon("2016-03-08"), of=planned).then_refused(
        "outcome-of-a-covered-measure", "concern-known", "measure-known"
    )


def agreed(owner: meeting.Owner, due_on: str | None) -> meeting.Agreed:
    return meeting.Agreed(
        what="A place in the club.", owner=owner, due_on=day(due_on) if due_on else None
    )


def agreements(story: Story) -> list[UUID]:
    return [each.id for held in story.state.all(MeetingHeld) for each in held.agreements]


def test_what_professionals_agreed_to_do_is_owed_by_the_day_and_what_family_did_is_not(
    story: Story,
) -> None:
    story.meets(
        "2016-03-07",
        agreements=[
            agreed("caseworker", "2016-04-01"),
            agreed("network", "2016-04-01"),
            agreed("professional", None),
        ],
    )
    rule = "agreement-kept"
    assert story.told(rule, at="2016-04-01") == ["2016-04-01 open"]
    settling = meeting.SettleAgreement(settled_on=day("2016-04-04"), outcome="kept")
    story.does(settling, on="2016-04-04", of=agreements(story)[0])
    assert story.told(rule) == ["2016-04-01 late 2016-04-04"]
    again = story.stream.when(settling, at=noon("2016-04-05"), of=agreements(story)[0])
    again.then_refused("agreement-settled-once")
    ahead = story.stream.when(settling, at=noon("2016-04-03"), of=agreements(story)[1])
    ahead.then_refused("not-in-the-future")


def test_who_declines_the_network_is_asked_again_after_eight_weeks(story: Story) -> None:
    decline = meeting.DeclineNetwork(declined_on=day("2016-02-29"), declined_by="both")
    story.does(decline, on="2016-02-29")
    assert story.told("D17", at="2016-03-01") == ["2016-03-07 met 2016-02-29", "2016-04-25 open"]
    story.stream.when(decline, at=noon("2016-02-01")).then_refused("not-in-the-future")
