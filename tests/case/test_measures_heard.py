"""What the ladder told: no case ends while a measure runs, and what else it means that one does."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, get_args
from uuid import UUID, uuid5

import pytest

from services.case import published
from services.case.charge.commands import CloseCase, ClosingReason
from services.case.charge.events import CaseClosed, HandoverProposed
from services.case.charge.rules import CLOSING_REASONS
from services.case.child.commands import MergeCase
from services.case.child.events import CaseMerged
from services.case.decision.events import DecisionMade
from services.case.domain import cases
from services.case.events import Event
from services.case.intake.events import ApplicationReceived
from services.case.investigation.commands import WithdrawConsent
from services.case.investigation.events import ConsentWithdrawn
from services.case.measure import commands, events
from services.case.notification.events import NotificationTakenUp
from services.case.notification.state import Notification
from services.case.policy import whenever
from services.case.reassessment.commands import LinkNotification, ReassessCase
from services.case.reassessment.events import NotificationLinked, NotificationReassessed
from services.case.state import Case
from shared.contracts import FeedItem, Published, basis, ladder
from shared.decider import Asked
from tests.case import story
from tests.case.story import CASE, DECIDING, MOTHER, OPENED, WORDS, case, ready
from tests.case.test_corrections import correction, retraction
from tests.decider import NEW

MEASURE, WORRY, OTHER = (uuid5(CASE, each) for each in ("measure", "worry", "survivor"))
STARTED, ENDED = date(2016, 1, 11), date(2016, 3, 1)
LATER = datetime(2016, 3, 15, 9, tzinfo=UTC)
TODAY = LATER.date()


def decided() -> tuple[Event, ...]:
    before = ready(story.consent(MOTHER), story.consent(None))
    return (*before, *case(*before).when(story.placement(), at=DECIDING, id=NEW).facts)


def started(decision: UUID | None = NEW, **more: Any) -> events.MeasureHeard:  # noqa: ANN401
    usual = {
        "id": MEASURE,
        "measure_type": "kinship_care",
        "placement": True,
        "decision_id": decision,
        "started_on": STARTED,
        "ended_on": None,
    }
    return events.MeasureHeard(**{**usual, **more})


def ended(on: date = ENDED) -> events.MeasureEndHeard:
    return events.MeasureEndHeard(id=MEASURE, ended_on=on)


def closing(on: date = TODAY, reason: ClosingReason = "goals_met") -> CloseCase:
    return CloseCase(closed_on=on, reason=reason)


def item(news: Published) -> FeedItem:
    return FeedItem(
        position=7, stream=CASE, version=3, recorded_at=LATER, correlation="trace",
        kind=type(news).__name__, data=news.model_dump(mode="json", by_alias=True),
    )  # fmt: skip


def said(**more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "id": MEASURE, "move_id": NEW, "measure_type": "kinship_care", "da": "", "en": "",
        "definition": "default@1", "step": "T4", "order": 4, "band": "foster", "placement": True,
        "decision_id": NEW, "regime": "SEL", "started_on": STARTED, "planned_end_on": TODAY, **more,
    }  # fmt: skip


# Hearing


def test_whatever_the_ladder_says_of_a_measure_is_noted() -> None:
    start = whenever("ladder", item(ladder.MeasureStarted(**said())))
    right = ladder.MeasureCorrected(**said(ended_on=ENDED, end_reason="other", corrected_on=TODAY))
    end = ladder.MeasureEnded(id=MEASURE, move_id=NEW, ended_on=ENDED, reason="goals_met")
    told = [
        start,
        whenever("ladder", item(end)),
        whenever("ladder", item(right)),
        whenever("ladder", item(ladder.MeasureRetracted(id=MEASURE, retracted_on=TODAY))),
    ]
    facts = [case(story.opened()).when(each).facts for each in told if each]
    assert facts == [
        (started(),),
        (ended(),),
        (started(ended_on=ENDED),),
        (events.MeasureRetractionHeard(id=MEASURE),),
    ]


def test_a_measure_is_known_by_the_decision_that_carries_it_now() -> None:
    bases = tuple(
        basis.Basis(from_on=STARTED, decision_id=each, regime="SEL", section="52(3)7")
        for each in (NEW, OTHER)
    )
    note = whenever("ladder", item(basis.BasisChanged(id=MEASURE, bases=bases)))
    assert note is not None
    state = case(story.opened(), started()).when(note).state
    assert isinstance(state, Case)
    assert [each.decision_id for each in state.measures] == [OTHER]


def test_other_news_is_nothing_to_the_case_and_no_news_is_ever_refused() -> None:
    moved = ladder.MoveMade(id=NEW, effective_on=STARTED, started=(MEASURE,), ended=())
    assert whenever("ladder", item(moved)) is None
    note = commands.NoteMeasureEnd(id=MEASURE, ended_on=ENDED)
    merged = CaseMerged(id=NEW, merged_on=TODAY, survivor=OTHER, reason=WORDS)
    assert case(story.opened(), merged).when(note).facts == (ended(),)
    assert cases.decide(Asked(command=note, id=CASE, at=LATER, by="service:ladder"), None) == []


def test_what_was_heard_is_the_ladders_to_tell() -> None:
    assert [published.publish(each) for each in (started(), ended())] == [None, None]


# Closing


def test_no_case_closes_while_a_measure_runs() -> None:
    running = case(*decided(), started())
    running.when(closing(), at=LATER).then_refused("measures-ended-before-closing")
    over = case(*decided(), started(), ended())
    assert over.when(closing(ENDED), at=LATER).the(CaseClosed).closed_on == ENDED
    before = over.when(closing(date(2016, 2, 29)), at=LATER)
    before.then_refused("measures-ended-before-closing")


def test_a_measure_that_never_ran_stands_in_nobodys_way() -> None:
    in_error = ended(STARTED)
    assert case(*decided(), started(), in_error).when(closing(STARTED), at=LATER).facts
    taken_back = events.MeasureRetractionHeard(id=MEASURE)
    assert case(*decided(), started(), taken_back).when(closing(STARTED), at=LATER).facts


@pytest.mark.parametrize("reason", get_args(ClosingReason))
def test_some_reasons_leave_nothing_to_end_a_measure_for(reason: ClosingReason) -> None:
    may_run = CLOSING_REASONS.nearest(TODAY)[reason].measures_may_run
    assert may_run == (reason in {"deceased", "registered_in_error"})
    told = case(*decided(), started()).when(closing(reason=reason), at=LATER)
    assert ("measures-ended-before-closing" in told.refused) != may_run


# Merging


def survivor(*more: Event) -> dict[UUID, Any]:
    state = story.case(replace(story.opened(), id=OTHER), *more).state
    return {OTHER: state}


def merging() -> MergeCase:
    return MergeCase(merged_on=TODAY, survivor_id=OTHER, reason="Opened twice.")


def test_what_runs_in_a_case_ends_or_goes_on_before_it_is_merged() -> None:
    given = case(story.opened(), started(None))
    given.when(merging(), at=LATER, others=survivor()).then_refused("measures-ended-before-closing")
    inquiring = case(story.opened(), story.started())
    inquiring.when(merging(), at=LATER, others=survivor()).then_refused(
        "inquiry-goes-on-in-the-survivor"
    )
    there = survivor(replace(story.started(), id=UUID(int=5)))
    assert inquiring.when(merging(), at=LATER, others=there).the(CaseMerged).survivor == OTHER
    later = survivor(replace(story.started(), id=UUID(int=5), aware_on=date(2015, 12, 3)))
    inquiring.when(merging(), at=LATER, others=later).then_refused(
        "inquiry-goes-on-in-the-survivor"
    )
    over = survivor(story.closed(date(2016, 1, 1)))
    case(story.opened()).when(merging(), at=LATER, others=over).then_refused("survivor-goes-on")


def test_nothing_waits_for_an_answer_in_a_merged_case() -> None:
    asked = ApplicationReceived(
        id=NEW, received_on=OPENED, application_kind="support", party_id=None, words=WORDS
    )
    offer = HandoverProposed(id=NEW, proposed_on=OPENED, from_unit="a", to_unit="b", reason=WORDS)
    for each in (asked, offer):
        told = case(story.opened(), each).when(merging(), at=LATER, others=survivor())
        told.then_refused("nothing-open-in-a-merged-case")


def known(**more: Any) -> dict[UUID, Any]:  # noqa: ANN401
    usual = {
        "id": WORRY, "received_at": datetime(2015, 11, 30, 9, tzinfo=UTC), "answerable": True,
        "professional": False, "assessed": True,
    }  # fmt: skip
    return {WORRY: Notification(**{**usual, **more})}


def test_the_notifications_of_a_merged_case_are_the_survivors() -> None:
    given = case(replace(story.opened(), notifications=(WORRY,)))
    told = given.when(merging(), at=LATER, others=survivor() | known())
    link, taken = [(each.stream, each.fact) for each in told.beside]
    assert link[0] == OTHER
    assert isinstance(link[1], NotificationLinked)
    assert (link[1].notification_id, link[1].linked_on) == (WORRY, TODAY)
    assert taken[0] == WORRY
    assert isinstance(taken[1], NotificationTakenUp)
    assert taken[1].case_id == OTHER
    unseen = given.when(merging(), at=LATER, others=survivor() | known(assessed=False))
    unseen.then_refused("notifications-assessed-before-closing")
    there = survivor(
        NotificationLinked(
            id=NEW, notification_id=WORRY, linked_on=OPENED, reassessment_required=False
        )
    )
    assert given.when(merging(), at=LATER, others=there | known()).beside == ()


# Reassessing


def linking(on: date) -> LinkNotification:
    return LinkNotification(notification_id=WORRY, linked_on=on)


def reassessing(**more: Any) -> ReassessCase:  # noqa: ANN401
    usual = {
        "notification_id": WORRY, "reassessed_on": TODAY, "outcome": "measure_review",
        "assessment": "It goes on.",
    }  # fmt: skip
    return ReassessCase.model_validate({**usual, **more})


def linked(*facts: Event, on: date = TODAY, at: datetime = LATER) -> Any:  # noqa: ANN401
    return case(*facts).when(linking(on), at=at, others=known())


def test_a_worry_about_a_child_with_a_measure_must_be_reassessed_before_the_case_ends() -> None:
    told = linked(*decided(), started())
    assert told.the(NotificationLinked).reassessment_required
    over = told.after.when(commands.NoteMeasureEnd(id=MEASURE, ended_on=TODAY)).after
    over.when(closing(), at=LATER, others=known()).then_refused("reassessed-before-closing")
    moved = over.when(closing(reason="moved_abroad"), at=LATER, others=known())
    assert moved.the(CaseClosed).reason == "moved_abroad"
    judged = told.after.when(reassessing(), at=LATER, by="w2", others=known())
    assert judged.the(NotificationReassessed).outcome == "measure_review"
    after = judged.after.when(commands.NoteMeasureEnd(id=MEASURE, ended_on=TODAY)).after
    assert after.when(closing(), at=LATER, others=known()).facts


def test_nobody_need_reassess_for_a_measure_that_rests_on_no_decision() -> None:
    assert not linked(*decided(), started(None)).the(NotificationLinked).reassessment_required
    assert not linked(*decided()).the(NotificationLinked).reassessment_required


def test_there_must_be_a_measure_to_review() -> None:
    told = linked(*decided()).after
    told.when(reassessing(), at=LATER, by="w2", others=known()).then_refused("measure-to-review")


# What rests on a decision


def test_a_decision_that_a_measure_started_on_is_not_taken_back_under_it() -> None:
    decision = next(each for each in decided() if isinstance(each, DecisionMade))
    given = case(*decided(), started())
    refused = given.when(retraction(decision), at=LATER)
    refused.then_refused("nothing-later-rests-on-it")
    assert f"MeasureHeard {MEASURE}" in refused.unmet[0].en
    narrower = story.placement(measure_types=["residential_institution"])
    given.when(correction(decision, narrower), at=LATER).then_refused("nothing-later-rests-on-it")
    back = case(*decided(), started(), events.MeasureRetractionHeard(id=MEASURE))
    assert back.when(retraction(decision), at=LATER).facts


def test_nothing_rests_on_a_consent_once_what_it_carried_is_over() -> None:
    consent = story.consent(MOTHER)
    taking = WithdrawConsent(withdrawn_on=TODAY)
    running = case(*decided(), started()).when(taking, at=LATER, of=consent.id)
    assert running.the(ConsentWithdrawn).decision_ids == (NEW,)
    over = case(*decided(), started(), ended()).when(taking, at=LATER, of=consent.id)
    assert over.the(ConsentWithdrawn).decision_ids == ()
    assert over.the(ConsentWithdrawn).departures == ()
