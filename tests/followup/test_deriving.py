"""However a story comes about, what is recorded is what follows from everything that is known."""

from datetime import date, timedelta
from uuid import uuid5

from hypothesis import given, settings
from hypothesis import strategies as st

from services.followup import commands
from services.followup.derive import derive
from services.followup.events import FollowUpEvent, ObligationArose, ObligationOverdue
from services.followup.obligations import NO_LONGER_APPLIES
from services.followup.state import State
from shared.calendar import WorkingDays
from tests.decider import Given
from tests.decider import given as stream
from tests.followup.stories import CASE, DECIDER, REVIEW, follow_up, minutes, noon, started

MEASURES = [uuid5(CASE, f"measure {number}") for number in range(3)]
EVER = "2031-01-01"

days = st.dates(date(2023, 6, 1), date(2025, 12, 31)).map(date.isoformat)
measures = st.sampled_from(MEASURES)
steps = st.one_of(
    st.builds(
        started,
        measures,
        days,
        step=st.sampled_from(["T2", "T6"]),
        regime=st.sampled_from(["SEL", "BL"]),
        under_return_option=st.sampled_from([False, False, True]),
    ),
    st.builds(
        lambda id, on: commands.NoteMeasureEnd(id=id, ended_on=date.fromisoformat(on)),  # noqa: A006
        measures,
        days,
    ),
    st.builds(follow_up, days, measures),
    st.builds(follow_up, days, measures, measures),
    st.builds(minutes, days),
    st.builds(lambda on: minutes(on, **REVIEW), days),
    st.builds(
        lambda on: commands.CorrectFollowUp(held_on=date.fromisoformat(on), reason="Wrong."), days
    ),
    st.builds(
        lambda on, regime: commands.NoteDecision(
            id=uuid5(CASE, on),
            decided_on=date.fromisoformat(on),
            regime=regime,
            measure_types=("family_treatment",),
        ),
        days,
        st.sampled_from(["SEL", "BL"]),
    ),
    st.builds(
        lambda on: commands.NoteInvestigation(
            id=uuid5(CASE, "investigation"), aware_on=date.fromisoformat(on), regime="BL"
        ),
        days,
    ),
    st.builds(
        lambda on: commands.NoteCaseEnd(id=CASE, closed_on=date.fromisoformat(on)),
        st.sampled_from(["2025-06-02", "2026-01-05"]),
    ),
    st.just(commands.NoticeOverdue(obligations=())),
)
Stream = Given[commands.FollowUpCommand, State, FollowUpEvent]


def lived(story: list[commands.FollowUpCommand]) -> list[Stream]:
    """The stream after each step that was allowed; refused steps leave no trace."""
    now = stream(DECIDER)
    for known in (
        commands.NoteCase(id=CASE, opened_on=date(2022, 1, 1)),
        started(MEASURES[0], "2023-06-01"),
        started(MEASURES[1], "2024-03-01", regime="BL"),
    ):
        now = now.when(known, at=noon(EVER)).after
    after = [now]
    for number, command in enumerate(story):
        id, of = uuid5(CASE, f"step {number}"), None  # noqa: A001 - as in `Asked`
        if isinstance(command, commands.RecordMinutes):
            plan = commands.PlanMeeting(meeting_kind="network", planned_at=noon(EVER))
            now = now.when(plan, at=noon(EVER), id=id).after
            of = id
        elif isinstance(command, commands.CorrectFollowUp):
            of = uuid5(CASE, f"step {number - 1}")
        elif isinstance(command, commands.NoticeOverdue):
            command = commands.NoticeOverdue(obligations=tuple(now.state.obligations))  # noqa: PLW2901
        now = now.when(command, at=noon(EVER), id=id, of=of).after
        after.append(now)
    return after


@settings(max_examples=60, deadline=None)
@given(st.lists(steps, max_size=12))
def test_deriving_step_by_step_is_deriving_from_scratch(
    story: list[commands.FollowUpCommand],
) -> None:
    for now in lived(story):
        recorded = now.state.obligations
        derived = derive(now.state, WorkingDays())
        as_derived = {each: (owed.due, owed.outcome) for each, owed in derived.items()}
        as_recorded = {each: (recorded[each].due, recorded[each].outcome) for each in derived}
        assert as_recorded == as_derived
        gone = [owed.outcome for each, owed in recorded.items() if each not in derived]
        assert all(getattr(outcome, "reason", "") == NO_LONGER_APPLIES for outcome in gone)


@settings(max_examples=40, deadline=None)
@given(st.lists(steps, max_size=12))
def test_nothing_arises_twice_and_asking_again_changes_nothing(
    story: list[commands.FollowUpCommand],
) -> None:
    after = lived(story)[-1]
    arose = [each.id for each in after.past if isinstance(each, ObligationArose)]
    assert len(arose) == len(set(arose))
    notice = commands.NoticeOverdue(obligations=tuple(after.state.obligations))
    noticed = after.when(notice, at=noon(EVER))
    assert all(isinstance(each, ObligationOverdue) for each in noticed.facts)
    noticed.after.when(notice, at=noon(EVER) + timedelta(days=1)).then_nothing()
