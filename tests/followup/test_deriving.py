"""However a story comes about, what is recorded is what follows from everything that is known."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from hypothesis import given, settings
from hypothesis import strategies as st

from services.followup.domain import FollowUpCommand
from services.followup.meeting import commands as meeting
from services.followup.obligation.commands import NoticePassed
from services.followup.obligation.events import Noticed, ObligationArose
from services.followup.placement.commands import HoldSupervisionVisit
from services.followup.retraction.commands import RecordKind, RetractRecord
from services.followup.review import commands as review
from shared.contracts import Published, case, correction, ladder
from tests.followup.histories import (
    EVER,
    FIRST,
    LAST,
    Stream,
    after_each,
    begins,
    decides,
    derived,
    hears,
    histories,
    investigates,
    lived,
    measure,
    merged,
    named,
    opening,
    passed,
    recorded,
)
from tests.followup.stories import CASE, REVIEW, follow_up, minutes, scheduled

Told = tuple[list[Published], list[Published]]
turns = st.lists(st.booleans(), max_size=20)
days = st.dates(FIRST, LAST)
numbers = st.integers(0, 3)
texts = days.map(date.isoformat)

own: st.SearchStrategy[FollowUpCommand] = st.one_of(
    st.builds(lambda on, one: follow_up(on, measure(one)), texts, numbers),
    st.builds(
        lambda on, one, works: follow_up(
            on, measure(one), outcomes=[outcome(one, works=works)]
        ),
        texts,
        numbers,
        st.sampled_from([True, False, None]),
    ),
    st.builds(minutes, texts),
    st.builds(lambda on: minutes(on, **REVIEW), texts),
    st.builds(
        lambda on, one, weeks: scheduled(on, measure(one), every_weeks=weeks),
        texts,
        numbers,
        st.integers(1, 20),
    ),
    st.builds(
        lambda on: HoldSupervisionVisit(visited_on=on, with_conversation=True), days
    ),
    st.builds(
        lambda on: meeting.DeclineNetwork(declined_on=on, declined_by="both"), days
    ),
)  # fmt: skip


def outcome(number: int, *, works: bool | None) -> review.OutcomeOfMeasure:
    return review.OutcomeOfMeasure(measure_id=measure(number), outcome="adjust", works=works)


def recording(now: Stream, commands: list[FollowUpCommand]) -> Stream:
    """The stream once it was asked for all of these; what is refused leaves no trace."""
    for place, command in enumerate(commands):
        now = asked(now, command, f"own {place}")
    return now


def asked(now: Stream, command: FollowUpCommand, name: str, **more: Any) -> Stream:  # noqa: ANN401
    if isinstance(command, meeting.RecordMinutes):
        plan = meeting.PlanMeeting(meeting_kind="network", planned_at=EVER)
        now = now.when(plan, at=EVER, id=uuid5(CASE, f"{name} planned")).after
        more = {"of": uuid5(CASE, f"{name} planned")}
    return now.when(command, at=EVER, id=uuid5(CASE, name), **more).after


@settings(max_examples=60, deadline=None)
@given(histories(), turns, st.lists(own, max_size=6))
def test_news_by_news_comes_to_the_same_as_all_at_once(
    told: Told, order: list[bool], commands: list[FollowUpCommand]
) -> None:
    for now in after_each(merged(told, order)):
        assert recorded(now) == derived(now)
    now = recording(lived(merged(told, order)), commands)
    assert recorded(now) == derived(now)
    at_once = derived(now, EVER)
    now = passed(now)
    assert recorded(now) == derived(now) == at_once


@settings(max_examples=60, deadline=None)
@given(histories(), turns, turns, st.lists(own, max_size=4))
def test_it_does_not_matter_which_feed_was_heard_first(
    told: Told, one: list[bool], other: list[bool], commands: list[FollowUpCommand]
) -> None:
    first, second = (recording(lived(merged(told, order)), commands) for order in (one, other))
    assert derived(first) == derived(second)
    assert derived(passed(first)) == derived(passed(second))


@settings(max_examples=60, deadline=None)
@given(histories(), turns, st.data())
def test_news_that_comes_again_changes_nothing(
    told: Told, order: list[bool], data: st.DataObject
) -> None:
    heard = merged(told, order)
    now, twice = lived(heard), lived([])
    behind: dict[str, list[Published]] = {"case": [], "ladder": []}
    for feed, news in heard:
        behind[feed].append(news)
        again = data.draw(st.integers(0, 3))
        for each in [news, *(behind[feed][-again:] if again else ())]:
            twice = hears(twice, feed, each)
    assert derived(twice) == derived(now) == recorded(twice)


Wrong = tuple[str, Callable[[date], Published], UUID]
CORRECTED: tuple[Wrong, ...] = (
    ("case", opening, CASE),
    ("case", lambda on: investigates(1, on), named("investigation", 1)),
    ("case", lambda on: decides(1, on, "BL"), named("decision", 1)),
    (
        "case",
        lambda on: case.PlanApproved(
            id=named("plan", 9), plan_kind="childs_plan", approved_on=on
        ),
        named("plan", 9),
    ),
    (
        "case",
        lambda on: case.TargetedAssessmentStarted(
            id=named("assessment", 9), started_on=on, matters=()
        ),
        named("assessment", 9),
    ),
    ("ladder", lambda on: begins(1, on), measure(1)),
)  # fmt: skip


def correcting(news: Published, record: UUID) -> list[Published]:
    """The news by which a neighbour puts something right."""
    if isinstance(news, ladder.MeasureStarted):
        gone = {"ended_on": None, "end_reason": None, "corrected_on": LAST}
        return [ladder.MeasureCorrected.model_validate({**news.model_dump(), **gone})]
    wrong = correction.EventCorrected(
        id=named("correction", 1), record_kind=type(news).__name__, record_id=record,
        corrected_on=LAST,
    )  # fmt: skip
    return [wrong, news]


@settings(max_examples=80, deadline=None)
@given(histories(5), turns, st.sampled_from(CORRECTED), days, days, st.integers(0, 6))
def test_what_is_put_right_is_as_if_it_had_never_been_wrong(
    told: Told, order: list[bool], kind: Wrong, wrong: date, right: date, later: int
) -> None:
    feed, saying, record = kind
    heard = merged(told, order)
    before, after = heard[:-later] if later else heard, heard[-later:] if later else []
    before = [each for each in before if getattr(each[1], "id", None) != record]
    if any(mentions(news, record) for _, news in after):
        after = []
    mended = [(feed, news) for news in correcting(saying(right), record)]
    now = lived([*before, (feed, saying(wrong)), *after, *mended])
    never = lived([*before, (feed, saying(right)), *after])
    assert derived(now) == derived(never) == recorded(now)
    assert derived(passed(now)) == derived(passed(never))


def mentions(news: Published, record: UUID) -> bool:
    return getattr(news, "id", None) == record or isinstance(news, case.CaseOpened)


RETRACTED: tuple[tuple[RecordKind, FollowUpCommand], ...] = (
    ("FollowUpHeld", follow_up("2024-05-06", measure(0))),
    ("MeetingHeld", minutes("2024-05-06", **REVIEW)),
    ("FollowUpScheduleDecided", scheduled("2024-05-06", measure(0), every_weeks=4)),
    (
        "SupervisionVisitHeld",
        HoldSupervisionVisit(visited_on=date(2024, 5, 6), with_conversation=True),
    ),
    ("NetworkDeclined", meeting.DeclineNetwork(declined_on=date(2024, 5, 6), declined_by="both")),
)


@settings(max_examples=60, deadline=None)
@given(histories(5), turns, st.sampled_from(RETRACTED), st.lists(own, max_size=3))
def test_what_is_taken_back_is_as_if_it_had_never_been_said(
    told: Told,
    order: list[bool],
    kind: tuple[RecordKind, FollowUpCommand],
    commands: list[FollowUpCommand],
) -> None:
    record_kind, command = kind
    before = lived(merged(told, order))
    said = asked(before, command, "said")
    record = "said planned" if record_kind == "MeetingHeld" else "said"
    gone = RetractRecord(record_kind=record_kind, record_id=uuid5(CASE, record), reason="Wrong.")
    now = recording(asked(said, gone, "gone"), commands)
    never = recording(before, commands)
    assert derived(now) == derived(never) == recorded(now)


@settings(max_examples=40, deadline=None)
@given(histories(), turns, days, days)
def test_a_follow_up_whose_day_is_put_right_was_held_that_day(
    told: Told, order: list[bool], wrong: date, right: date
) -> None:
    before = lived(merged(told, order))
    said = asked(before, follow_up(wrong.isoformat(), measure(0)), "said")
    mending = review.CorrectFollowUp(held_on=right, reason="Wrong.")
    now = asked(said, mending, "mended", of=uuid5(CASE, "said"))
    never = asked(before, follow_up(right.isoformat(), measure(0)), "said")
    if len(now.past) > len(said.past) > len(before.past) < len(never.past):
        assert derived(now) == derived(never) == recorded(now)


@settings(max_examples=40, deadline=None)
@given(histories(), turns, st.lists(own, max_size=6))
def test_nothing_arises_twice_and_the_clock_notices_nothing_twice(
    told: Told, order: list[bool], commands: list[FollowUpCommand]
) -> None:
    now = passed(recording(lived(merged(told, order)), commands))
    arose = [each.id for each in now.past if isinstance(each, ObligationArose)]
    assert len(arose) == len(set(arose))
    noticed = [replace(each, noticed_at=EVER) for each in now.past if isinstance(each, Noticed)]
    assert len(noticed) == len(set(noticed))
    notice = NoticePassed(obligations=tuple(now.state.obligations))
    now.when(notice, at=EVER + timedelta(hours=1)).then_nothing()  # no day has passed
