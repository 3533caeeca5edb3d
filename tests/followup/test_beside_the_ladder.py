"""The ladder and follow-up side by side: each hears the other, and they never disagree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from hypothesis import given as forall
from hypothesis import settings

from services.followup import policy as followup_policy
from services.followup.application import Seen
from services.followup.domain import by
from services.followup.heard.facts import MeasureEndHeard, MeasureHeard
from services.followup.published import publish as followup_tells
from services.followup.reading import Reading
from services.followup.review.commands import HoldFollowUp, OutcomeOfMeasure
from services.followup.state import State
from services.followup.views import provenance, view
from services.intervention_ladder import policy as ladder_policy
from services.intervention_ladder.definitions import DEFINITIONS
from services.intervention_ladder.news.commands import NoteFollowUp
from services.intervention_ladder.published import publish as ladder_tells
from services.intervention_ladder.reviews import open_reviews
from shared.contracts import FeedItem, Published, case
from tests.decider import Given, given
from tests.ladder.histories import OPENED, Wish, beginning, histories
from tests.ladder.story import CASE, LadderGiven, known

AT = datetime(2024, 6, 3, 8, tzinfo=UTC)
RULE = "something-else-started"
FollowUp = Given[Any, State, Any]


def item(news: Published) -> FeedItem:
    return FeedItem(
        position=1, stream=CASE, version=1, recorded_at=AT, correlation="0" * 32,
        kind=type(news).__name__, data=news.model_dump(mode="json", by_alias=True),
    )  # fmt: skip


@dataclass
class Both:
    """One child in both services."""

    ladder: LadderGiven
    followup: FollowUp

    def ladder_records(self, command: Any, name: str, of: UUID | None) -> None:  # noqa: ANN401
        outcome = self.ladder.when(command, of=of, id=uuid5(CASE, name), at=AT)
        self.ladder = outcome.after
        for fact in outcome.facts:
            if told := ladder_tells(fact):
                self.followup_hears("ladder", told)

    def followup_hears(self, feed: str, news: Published) -> None:
        if note := followup_policy.whenever(feed, item(news)):
            self.followup = self.followup.when(note, at=AT).after

    def follow_up(self, note: NoteFollowUp, name: str) -> None:
        """What the ladder would have heard is held where it belongs, and heard from there."""
        [verdict] = note.verdicts
        outcomes = {False: "step_up", True: "step_down", None: "adjust"}
        held = HoldFollowUp(
            held_on=note.held_on, measure_ids=[verdict.measure_id],
            outcome="continue", child_view="Any.", goal_status="Any.", reasons="Any.",
            outcomes=[
                OutcomeOfMeasure.model_validate(
                    {"measure_id": verdict.measure_id, "outcome": outcomes[verdict.works]}
                )
            ],
        )  # fmt: skip
        outcome = self.followup.when(held, id=uuid5(CASE, name), at=AT)
        self.followup = outcome.after
        for fact in outcome.facts:
            told = followup_tells(fact)
            heard = ladder_policy.whenever("followup", item(told)) if told else None
            if heard:
                self.ladder_records(heard, f"{name} heard", None)

    @property
    def reviews(self) -> set[UUID]:
        """The measures that the ladder wants something else than, or reasons for."""
        return {each.measure_id for each in open_reviews(known(self.ladder), date.max)}

    @property
    def owed(self) -> set[UUID]:
        """The same, as it is owed."""
        return {
            each.arose.subject
            for each in self.followup.state.obligations.values()
            if each.arose.rule == RULE and each.outcome is None
        }


def begun() -> Both:
    opened = case.CaseOpened(
        opened_on=OPENED, aware_on=OPENED, unit="unit-1", caseworker="caseworker-1",
        notifications=(),
    )  # fmt: skip
    both = Both(beginning(DEFINITIONS["default@1"]), given(by(Reading())))
    both.followup_hears("case", opened)
    return both


def lived(wanted: Sequence[Wish]) -> Iterator[Both]:
    both = begun()
    for number, wish in enumerate(wanted):
        command, of = wish(known(both.ladder))
        if isinstance(command, NoteFollowUp):
            both.follow_up(command, str(number))
        else:
            both.ladder_records(command, str(number), of)
        yield both


@settings(max_examples=40)
@forall(histories())
def test_follow_up_understands_every_history_of_a_ladder(wanted: list[Wish]) -> None:
    """It raises at none, and can say why anything is due; it knows the same measures and days."""
    for both in lived(wanted):
        said = view(CASE, Seen(both.followup.state, 1, AT))
        why = [provenance(each, AT, []) for each in both.followup.state.obligations.values()]
        assert {each.id for each in said.items} == {each.obligation.id for each in why}
        assert {each.id: (each.started_on, each.ended_on) for each in known(both.ladder).measures
                } == {each.id: days(both.followup.state, each)
                      for each in both.followup.state.all(MeasureHeard)}  # fmt: skip


def days(state: State, measure: MeasureHeard) -> tuple[date, date | None]:
    end = state.one(MeasureEndHeard, measure.id)
    return measure.started_on, end.ended_on if end else None


@settings(max_examples=40)
@forall(histories())
def test_what_does_not_work_is_open_on_the_ladder_as_long_as_it_is_owed(
    wanted: list[Wish],
) -> None:
    for both in lived(wanted):
        assert both.reviews == both.owed
