"""What the case service takes back or says anew: a move rests on what stands."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from services.intervention_ladder.news import commands
from services.intervention_ladder.policy import whenever
from services.intervention_ladder.state import Ladder
from shared.contracts import FeedItem, Published, case, charge, correction
from tests.ladder import story
from tests.ladder.story import CASE, DECISION, LadderGiven, day, known


def note(news: Published) -> commands.NewsCommand:
    item = FeedItem(
        position=1,
        stream=CASE,
        version=1,
        recorded_at=datetime(2016, 2, 1, 9, tzinfo=UTC),
        correlation="trace",
        kind=type(news).__name__,
        data=news.model_dump(mode="json", by_alias=True),
    )
    noted = whenever("case", item)
    assert noted is not None
    return noted


def taken_back(kind: str, of: UUID) -> commands.NewsCommand:
    retracted = correction.EventRetracted(
        id=CASE,
        record_kind=kind,
        record_id=of,
        corrected_on=day("2016-02-01"),
    )
    return note(retracted)


def ladder() -> LadderGiven:
    return story.ladder(
        story.opened(), story.investigated(), story.mapped(), story.decided("2016-01-06")
    )


def after(given: LadderGiven, heard: commands.NewsCommand) -> Ladder:
    return known(given.when(heard))


def test_an_investigation_a_mapping_or_a_decision_that_is_taken_back_carries_no_move() -> None:
    on = day("2016-06-01")
    before = known(ladder())
    assert before.investigated_by(on)
    assert before.mapped_by(on)
    assert before.decision(DECISION)
    uninvestigated = after(ladder(), taken_back("InvestigationCompleted", story.investigated().id))
    assert not uninvestigated.investigated_by(on)
    assert not after(ladder(), taken_back("NetworkMapped", story.mapped().id)).mapped_by(on)
    undecided = after(ladder(), taken_back("DecisionMade", story.decided().id))
    assert undecided.decision(DECISION) is None


def test_what_is_said_anew_takes_the_place_of_what_was_said_before() -> None:
    mapped = commands.NoteNetworkMapping(id=story.mapped().id, mapped_on=day("2016-03-01"))
    again = after(ladder(), mapped)
    assert not again.mapped_by(day("2016-02-01"))
    assert again.mapped_by(day("2016-03-01"))


def test_a_decision_that_is_said_anew_as_a_refusal_grants_nothing_any_more() -> None:
    again = case.DecisionMade(
        id=DECISION, decided_on=day("2016-01-06"), regime="SEL", section="52(3)7", kind="refusal",
        body="authority", measure_types=("kinship_care",), expected_months=None,
        edition=day("2011-01-01"),
    )  # fmt: skip
    refused = ladder().when(note(again)).after
    begun = story.start("kinship_care", goal_ids=[])
    refused.when(story.move("2016-01-11", begun)).then_refused("decision-made")


def test_a_case_that_is_opened_again_can_be_moved_in() -> None:
    closed = story.ladder(story.opened(), story.closed("2016-02-01"))
    assert not known(closed).open_on(day("2016-03-01"))
    again = charge.CaseReopened(reopened_on=day("2016-03-01"), notifications=())
    assert after(closed, note(again)).open_on(day("2016-03-01"))


@pytest.mark.parametrize("kind", ["NoteRecorded", "PlanDrafted"])
def test_what_no_move_rests_on_may_be_taken_back_unheard(kind: str) -> None:
    with pytest.raises(AssertionError):
        taken_back(kind, story.mapped().id)
