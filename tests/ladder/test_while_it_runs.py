"""Measures are adjusted, continued for reasons, and asked by follow-ups whether they work."""

from uuid import UUID, uuid5

import pytest

from services.intervention_ladder.domain import LadderCommand
from services.intervention_ladder.measure.commands import (
    AdjustMeasure,
    ChangeSite,
    ContinueMeasure,
)
from services.intervention_ladder.measure.events import MeasureAdjusted, MeasureContinued
from services.intervention_ladder.news.commands import NoteFollowUpDay
from services.intervention_ladder.reviews import open_reviews, proposals, reviews
from tests.decider import NEW
from tests.ladder import story
from tests.ladder.story import CASE, LadderGiven, day, known, move, ready, start, started

PLACE, HELP, AGAIN = started(NEW), started(NEW, 1), uuid5(CASE, "again")


def placed(next_step: str = "T4") -> LadderGiven:
    out = story.out("2029-01-01", next_step)
    both = start("residential_institution", exit_plan=out), start("family_treatment")
    return ready().when(move("2016-01-11", *both)).after


def adjust(on_day: str = "2016-02-15", **more: object) -> AdjustMeasure:
    said = {"adjusted_on": day(on_day), "adjustment": "Twice a week from now on.", **more}
    return AdjustMeasure.model_validate(said)


def go_on(on_day: str = "2016-02-15") -> ContinueMeasure:
    return ContinueMeasure(continued_on=day(on_day), reasons="Six weeks are too short to say.")


def asked(*, works: bool | None, of: UUID = PLACE, on_day: str = "2016-02-01") -> LadderGiven:
    """A follow-up has asked whether a measure works."""
    return story.and_then(placed(), story.held(on_day, of, works=works))


def unanswered(ladder: LadderGiven, on_day: str = "2016-12-01") -> list[UUID]:
    return [each.measure_id for each in open_reviews(known(ladder), day(on_day))]


def proposed(ladder: LadderGiven, on_day: str = "2016-12-01") -> list[tuple[UUID, str]]:
    return [(each.measure_id, each.step.code) for each in proposals(known(ladder), day(on_day))]


def test_a_measure_is_adjusted_and_its_time_and_coordinator_with_it() -> None:
    changed = adjust(planned_end_on=day("2016-12-01"), coordinator="caseworker-2", concern_id=CASE)
    outcome = placed().when(changed, of=PLACE)
    assert outcome.the(MeasureAdjusted).concern_id == CASE
    measure = known(outcome).measure(PLACE)
    assert measure is not None
    assert (measure.planned_end_on, measure.coordinator) == (day("2016-12-01"), "caseworker-2")
    assert measure.said.planned_end_on == day("2030-01-01")


def test_what_is_done_to_a_measure_is_done_while_it_runs_in_an_open_case_and_by_today() -> None:
    placed().when(adjust("2016-01-10"), of=PLACE).then_refused("measure-runs")
    tomorrow = placed().when(go_on("2024-06-04"), of=PLACE)
    tomorrow.then_refused("not-in-the-future")
    closed = story.and_then(placed(), story.closed("2016-02-01"))
    closed.when(go_on(), of=PLACE).then_refused("case-open")
    placed().when(adjust(), of=CASE).then_unknown()


@pytest.mark.parametrize("until", ["2016-01-11", "2016-02-14"])
def test_a_measure_is_not_planned_to_have_ended_already(until: str) -> None:
    early = adjust(planned_end_on=day(until))
    placed().when(early, of=PLACE).then_refused("planned-end-after-start")


def test_what_does_not_work_is_reviewed_until_something_is_done() -> None:
    failing = asked(works=False)
    assert unanswered(failing, "2016-01-31") == []
    assert unanswered(failing) == [PLACE]


@pytest.mark.parametrize(
    ("answer", "of"),
    [
        (adjust(), PLACE),
        (go_on(), PLACE),
        (ChangeSite(changed_on=day("2016-02-15"), planned=True, reasons="Nearer."), PLACE),
        (move("2016-02-15", ends=[story.end(PLACE, "does_not_work")]), None),
    ],
    ids=["adjusted", "continued for reasons", "another place", "ended"],
)
def test_a_change_or_a_reasoned_continuation_closes_the_review(
    answer: LadderCommand, of: UUID | None
) -> None:
    done = asked(works=False).when(answer, of=of, id=AGAIN).after
    assert unanswered(done) == []
    assert unanswered(done, "2016-02-14") == [PLACE]
    [closed] = reviews(known(done), day("2016-12-01"))
    assert closed.closed_by is not None
    assert closed.closed_by.on == day("2016-02-15")


def test_what_was_done_before_it_was_asked_answers_nothing() -> None:
    before = placed().when(adjust("2016-01-20"), of=PLACE, id=AGAIN).after
    assert unanswered(story.and_then(before, story.held("2016-02-01", PLACE, works=False))) == [
        PLACE
    ]


def test_that_it_works_the_next_time_does_not_close_the_review() -> None:
    later = story.held("2016-03-01", PLACE, works=True, name="later")
    assert unanswered(story.and_then(asked(works=False), later)) == [PLACE]


def test_what_works_proposes_the_step_that_its_way_out_leads_to() -> None:
    assert proposed(asked(works=True)) == [(PLACE, "T4")]
    assert proposed(asked(works=True), "2016-01-31") == []
    up = story.and_then(placed("T6"), story.held("2016-02-01", PLACE, works=True))
    assert proposed(up) == [(PLACE, "T5")]  # its way out leads nowhere lower


def test_from_the_lowest_step_what_works_proposes_an_ordinary_life() -> None:
    light = ready().when(move("2016-01-11", story.light())).after
    assert proposed(story.and_then(light, story.held("2016-02-01", PLACE, works=True))) == [
        (PLACE, "T0")
    ]


def test_a_proposal_falls_when_it_is_answered_or_found_otherwise() -> None:
    kept = asked(works=True).when(go_on(), of=PLACE, id=AGAIN).after
    assert proposed(kept) == []
    worse = story.held("2016-03-01", PLACE, works=False, name="worse")
    assert proposed(story.and_then(asked(works=True), worse)) == []


def test_a_follow_up_that_finds_neither_asks_for_nothing() -> None:
    neither = asked(works=None)
    assert (unanswered(neither), proposed(neither)) == ([], [])


def test_a_follow_up_whose_day_is_corrected_asks_from_that_day() -> None:
    held = story.held("2016-02-01", PLACE, works=False)
    moved = asked(works=False).when(NoteFollowUpDay(id=held.id, held_on=day("2016-02-20")))
    done = moved.after.when(adjust(), of=PLACE, id=AGAIN).after
    assert unanswered(done) == [PLACE]


def test_a_continuation_is_about_one_measure() -> None:
    other = asked(works=False).when(go_on(), of=HELP, id=AGAIN)
    assert other.the(MeasureContinued).measure_id == HELP
    assert unanswered(other.after) == [PLACE]
