"""What a meeting or a follow-up must meet. The words are in `statute/`, dated."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

from services.followup import commands
from services.followup.events import MeasureHeard, MeetingHeld, MeetingPlanned
from services.followup.state import State
from shared.decider import Unmet
from shared.editions import Edition, Editions, Row

STATUTE = Editions.read(Path(__file__).parent / "statute", "rule", Row)


def in_force(day: date) -> Edition[Row]:
    """The rules on a day; what is older than every edition is judged by the first."""
    return STATUTE.on(max(day, STATUTE.editions[0].in_force))


def words(rules: Iterator[str], day: date) -> Iterator[Unmet]:
    """The rules of a day by their ids, each said once."""
    edition = in_force(day)
    for rule in dict.fromkeys(rules):
        yield edition[rule].unmet()


def unmet_plan(state: State, today: date) -> Iterator[Unmet]:
    """A meeting is planned in an open case."""
    if not state.open_on(today):
        yield in_force(today)["case-open"].unmet()


def unmet_minutes(
    asked: commands.RecordMinutes, planned: MeetingPlanned, state: State, today: date
) -> Iterator[Unmet]:
    """Everything that stands in the way of recording that a meeting was held."""

    def rules() -> Iterator[str]:
        yield from of_the_day(asked.held_on, state, today)
        if state.one(MeetingHeld, planned.id):
            yield "meeting-held-once"
        if asked.fulfils_review:
            yield from of_review(asked, state)

    return words(rules(), asked.held_on)


def of_review(asked: commands.RecordMinutes, state: State) -> Iterator[str]:
    if asked.child_view is None:
        yield "review-has-childs-view"
    if asked.goal_status is None:
        yield "review-has-goal-status"
    if not reviewed(state, asked.held_on):
        yield "review-covers-a-measure"


def reviewed(state: State, day: date) -> Sequence[UUID]:
    """The measures that a meeting on a day can review: all that are followed up and run."""
    return [each.id for each in state.reviewable() if state.runs_on(each, day)]


def unmet_follow_up(asked: commands.HoldFollowUp, state: State, today: date) -> Iterator[Unmet]:
    """Everything that stands in the way of recording a follow-up."""

    def rules() -> Iterator[str]:
        yield from of_the_day(asked.held_on, state, today)
        yield from of_measures(asked.measure_ids, asked.held_on, state)
        if asked.child_view is None and asked.child_not_heard_reason is None:
            yield "child-heard-or-reason"

    return words(rules(), asked.held_on)


def unmet_correction(
    asked: commands.CorrectFollowUp, measure_ids: Sequence[UUID], state: State, today: date
) -> Iterator[Unmet]:
    """A corrected day meets what the day first recorded had to meet."""

    def rules() -> Iterator[str]:
        yield from of_the_day(asked.held_on, state, today)
        yield from of_measures(measure_ids, asked.held_on, state)

    return words(rules(), asked.held_on)


def of_the_day(held_on: date, state: State, today: date) -> Iterator[str]:
    if not state.open_on(held_on):
        yield "case-open"
    if held_on > today:
        yield "not-in-the-future"


def of_measures(measure_ids: Sequence[UUID], held_on: date, state: State) -> Iterator[str]:
    for id in measure_ids:  # noqa: A001 - its name everywhere
        measure = state.one(MeasureHeard, id)
        if measure is None:
            yield "measure-known"
        elif held_on < measure.started_on:
            yield "measure-started"
        elif not state.runs_on(measure, held_on):
            yield "measure-not-ended"
