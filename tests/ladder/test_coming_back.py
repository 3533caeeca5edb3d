"""A child may come back for a time to the place that was kept open for it (R7)."""

from datetime import UTC, datetime
from uuid import uuid5

from services.intervention_ladder.move import commands
from services.intervention_ladder.move.events import MeasureStarted
from services.intervention_ladder.return_option.commands import SetReturnOption, UseReturnOption
from services.intervention_ladder.return_option.events import ReturnActivated
from tests.ladder import story
from tests.ladder.story import CASE, LadderGiven, day, known, move, ready, start

INSTITUTION, AGAIN, OPTION = (uuid5(CASE, each) for each in ("placed", "home", "option"))


def home(*starts: commands.Start) -> LadderGiven:
    """Placed on 2016-01-11, home on 2016-10-03, and free to come back until 2017-04-03."""
    placed = ready().when(move("2016-01-11", start("residential_institution")), id=INSTITUTION)
    stay = story.started(INSTITUTION)
    ends = [story.end(stay, "goals_met")]
    left = placed.after.when(move("2016-10-03", *starts, ends=ends), id=AGAIN)
    kept = SetReturnOption(
        measure_id=stay,
        set_on=day("2016-10-03"),
        valid_until_on=day("2017-04-03"),
        conditions="In unrest at home.",
    )
    return left.after.when(kept, id=OPTION).after


def back(on_day: str = "2016-12-01", until: str = "2016-12-20") -> UseReturnOption:
    return UseReturnOption(
        effective_on=day(on_day), planned_end_on=day(until), rationale="Some weeks of calm."
    )


def test_the_stay_rests_on_the_decision_and_the_step_of_the_placement_that_was_left() -> None:
    stay = home().when(back(), of=OPTION).the(MeasureStarted)
    assert (stay.step, stay.decision_id, stay.measure_type) == (
        "T6", story.DECISION, "residential_institution",
    )  # fmt: skip
    assert stay.under_return_option


def test_the_way_shows_the_stay_as_planned() -> None:
    back_again = home(start("family_treatment")).when(back(), of=OPTION)
    assert [(each.step, each.planned_return) for each in known(back_again).periods] == [
        ("T0", False), ("T6", False), ("T3", False), ("T6", True),
    ]  # fmt: skip


def test_on_the_first_day_without_the_option_the_child_cannot_come_back() -> None:
    home().when(back("2017-04-02", "2017-04-20"), of=OPTION).the(ReturnActivated)
    home().when(back("2017-04-03", "2017-04-20"), of=OPTION).then_refused("return-option-valid")


def test_a_child_that_lives_elsewhere_does_not_come_back_as_well() -> None:
    with_kin = home(start("kinship_care"))
    with_kin.when(back(), of=OPTION).then_refused("one-active-placement")


def test_everything_that_stands_in_the_way_is_said_at_once() -> None:
    wrong = back("2017-05-01", "2017-05-01")
    home(start("kinship_care")).when(
        wrong, of=OPTION, at=datetime(2017, 4, 1, tzinfo=UTC)
    ).then_refused(
        "not-in-the-future",
        "return-option-valid",
        "planned-end-after-start",
        "one-active-placement",
    )


def test_an_option_that_nobody_gave_is_not_there() -> None:
    home().when(back(), of=uuid5(CASE, "another")).then_unknown()
