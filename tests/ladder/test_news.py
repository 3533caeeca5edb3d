"""What the ladder hears of the case service, and what it tells its own neighbours."""

import json
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, get_args
from uuid import UUID

import pytest

from services.intervention_ladder import events
from services.intervention_ladder.news import commands
from services.intervention_ladder.news.events import CaseHeard, NewsEvent
from services.intervention_ladder.policy import whenever
from services.intervention_ladder.published import publish
from services.intervention_ladder.readings import StepsChanged
from shared.contracts import (
    PRIVATE,
    FeedItem,
    Published,
    case,
    charge,
    followup,
    record,
    review,
)
from shared.contracts import ladder as published
from shared.sealing import Sealed
from tests.decider import NEW
from tests.golden.examples import example
from tests.ladder import story
from tests.ladder.story import day

SOMEWHERE = UUID("00000000-0000-4000-8000-0000000000ab")
DAY = date(2016, 1, 6)
SPOKEN = "a-childs-own-words"


def item(news: Published | None, kind: str = PRIVATE) -> FeedItem:
    return FeedItem(
        position=1,
        stream=SOMEWHERE,
        version=1,
        recorded_at=datetime(2016, 1, 6, 9, tzinfo=UTC),
        correlation="trace",
        kind=type(news).__name__ if news else kind,
        data=news.model_dump(mode="json", by_alias=True) if news else {"any": "thing"},
    )


def decision(kind: str) -> case.DecisionMade:
    return case.DecisionMade(
        id=NEW,
        decided_on=DAY,
        regime="SEL",
        section="52(3)7",
        kind=kind,
        body="authority",
        measure_types=("kinship_care",),
        expected_months=12,
        edition=date(2011, 1, 1),
        acute=True,
    )


@pytest.mark.parametrize(
    ("news", "noted"),
    [
        (
            case.CaseOpened(
                opened_on=DAY, aware_on=DAY, unit="u", caseworker="c", notifications=()
            ),
            commands.NoteCase(opened_on=DAY),
        ),
        (charge.CaseClosed(closed_on=DAY, reason="moved"), commands.NoteCaseEnd(closed_on=DAY)),
        (
            case.InvestigationCompleted(id=NEW, completed_on=DAY, conclusion="placement"),
            commands.NoteInvestigation(id=NEW, completed_on=DAY),
        ),
        (
            case.NetworkMapped(id=NEW, mapped_on=DAY, kin_available=True),
            commands.NoteNetworkMapping(id=NEW, mapped_on=DAY),
        ),
        (
            decision("grant"),
            commands.NoteDecision(
                id=NEW,
                decided_on=DAY,
                regime="SEL",
                section="52(3)7",
                measure_types=("kinship_care",),
                acute=True,
                expected_months=12,
            ),
        ),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_moves_can_rest_on_is_noted(news: Published, noted: commands.NewsCommand) -> None:
    assert whenever("case", item(news)) == noted


def test_a_decision_to_refuse_help_is_noted_as_one_and_is_nothing_to_move_on() -> None:
    noted = whenever("case", item(decision("refusal")))
    assert isinstance(noted, commands.NoteDecision)
    refused = story.ready().when(noted).after
    begun = story.start("kinship_care", decision_id=NEW)
    refused.when(story.move("2016-01-11", begun)).then_refused("decision-made")


@pytest.mark.parametrize(
    ("news", "noted"),
    [
        (
            record.AppealLodged(id=NEW, decision_id=SOMEWHERE, lodged_on=DAY, party_id=None),
            commands.NoteAppeal(id=NEW, decision_id=SOMEWHERE, lodged_on=DAY),
        ),
        (
            record.AppealSuspended(id=NEW, suspended_on=DAY, granted_by="authority"),
            commands.NoteSuspension(id=NEW, suspended_on=DAY),
        ),
        (record.AppealReconsidered(id=NEW, reconsidered_on=DAY, outcome="upheld"), None),
        (
            record.AppealReconsidered(id=NEW, reconsidered_on=DAY, outcome="withdrawn"),
            commands.NoteAppealSettled(id=NEW, settled_on=DAY, outcome="withdrawn"),
        ),
        (
            record.AppealDecided(id=NEW, decided_on=DAY, outcome="annulled"),
            commands.NoteAppealSettled(id=NEW, settled_on=DAY, outcome="annulled"),
        ),
    ],
)
def test_what_becomes_of_an_appeal_is_noted(
    news: Published, noted: commands.NewsCommand | None
) -> None:
    assert whenever("case", item(news)) == noted


MINUTES = followup.MeetingHeld(
    id=NEW, meeting_kind="review", held_on=DAY, private_participants=2,
    professional_participants=1, child_part="participated", fulfils_review=True,
    measure_ids=(SOMEWHERE, NEW),
    outcomes=(followup.MeasureOutcome(measure_id=SOMEWHERE, outcome="adjust", works=False),),
)  # fmt: skip


def test_a_follow_up_says_of_each_measure_whether_it_works() -> None:
    said = {"outcome": "continue", "measure_id": SOMEWHERE}
    outcomes = [followup.MeasureOutcome(**said, works=each) for each in (True, False, None)]
    held = followup.FollowUpHeld(
        id=NEW, held_on=DAY, measure_ids=(SOMEWHERE,), outcome="step_up", child_heard=True,
        outcomes=tuple(outcomes),
    )  # fmt: skip
    noted = whenever("followup", item(held))
    assert isinstance(noted, commands.NoteFollowUp)
    assert [each.works for each in noted.verdicts] == [True, False, None]


def test_a_meeting_that_follows_measures_up_is_heard_as_a_follow_up_and_another_is_not() -> None:
    noted = whenever("followup", item(MINUTES))
    assert isinstance(noted, commands.NoteFollowUp)
    assert [(each.measure_id, each.works) for each in noted.verdicts] == [(SOMEWHERE, False)]
    other = MINUTES.model_copy(update={"fulfils_review": False})
    assert whenever("followup", item(other)) is None


@pytest.mark.parametrize("kind", ["MeetingHeld", "FollowUpHeld"])
def test_a_follow_up_that_was_never_held_is_forgotten(kind: str) -> None:
    taken_back = review.RecordRetracted(id=SOMEWHERE, record_kind=kind, record_id=NEW)
    noted = whenever("followup", item(taken_back))
    assert noted == commands.NoteRetraction(id=NEW, record_kind="FollowUpHeld")
    other = taken_back.model_copy(update={"record_kind": "ConcernRaised"})
    assert whenever("followup", item(other)) is None


@pytest.mark.parametrize("kind", [PRIVATE, "SomethingNew", "ConsentGivenTwice"])
def test_news_that_nobody_here_knows_is_let_pass(kind: str) -> None:
    assert whenever("case", item(None, kind)) is None


def test_a_plan_or_a_persons_arrival_is_no_business_of_the_ladder() -> None:
    added = case.PersonAdded(id=NEW, relation="mother", custodian=True)
    assert whenever("case", item(added)) is None


@pytest.mark.parametrize(
    "note",
    [
        commands.NoteCase(opened_on=DAY),
        commands.NoteCaseEnd(closed_on=DAY),
        commands.NoteInvestigation(id=NEW, completed_on=DAY),
        commands.NoteNetworkMapping(id=NEW, mapped_on=DAY),
        commands.NoteDecision(
            id=NEW, decided_on=DAY, regime="SEL", section="52", measure_types=(), acute=False
        ),
    ],
    ids=lambda each: type(each).__name__,
)
def test_no_news_is_ever_refused_whatever_has_happened(note: commands.NewsCommand) -> None:
    for ladder in (story.ladder(), story.ready(), story.ladder(story.closed("2015-01-01"))):
        assert ladder.when(note).facts


def test_a_case_that_opens_puts_the_child_on_step_nought() -> None:
    heard = story.ladder().when(commands.NoteCase(opened_on=day("2015-10-12")))
    assert [type(each) for each in heard.facts] == [CaseHeard, StepsChanged]


STANDS = {"measure_type": "kinship_care", "definition": "default@1", "step": "T4"}


def worded(value: Any) -> Any:  # noqa: ANN401 - a fact, or any part of one
    """The same, with a secret for all its words, and with types and steps of the real ladder."""
    if isinstance(value, Sealed):
        return Sealed(SPOKEN)
    if isinstance(value, tuple):
        return tuple(map(worded, value))
    if is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: worded(getattr(value, each.name)) for each in fields(value)}
        stands = {name: said for name, said in STANDS.items() if name in parts}
        return replace(value, **{**parts, **stands})
    return value


@pytest.mark.parametrize("kind", get_args(events.Event), ids=lambda each: each.__name__)
def test_nothing_published_holds_words(kind: type[events.Event]) -> None:
    news = publish(worded(example(kind)))
    if news is None:
        assert kind in get_args(NewsEvent)
        return
    assert type(news).__name__ == kind.__name__
    assert SPOKEN not in json.dumps(news.model_dump(mode="json"))
    assert "Sealed" not in repr(news)


def test_what_is_published_can_be_read_by_who_follows() -> None:
    moved = story.ready().when(story.move("2016-01-11", story.start("residential_institution")))
    told = [news for fact in moved.facts if (news := publish(fact))]
    assert [published.read(item(news)) for news in told] == told


def test_the_way_is_published_with_its_movements_in_both_languages() -> None:
    moved = story.ready().when(story.move("2016-01-11", story.start("kinship_care")))
    news = publish(moved.the(StepsChanged))
    assert isinstance(news, published.StepsChanged)
    [entry] = news.movements
    assert (entry.kind, entry.from_step.code, entry.to_step.code) == ("entry", "T0", "T4")
    assert entry.to_step.da == "Anbringelse i slægt og netværk"
    assert entry.to_step.en == "Kinship or network placement"
