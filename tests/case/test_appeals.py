"""After a decision: telling the parties, and an appeal from its first day to its last."""

from datetime import UTC, date, datetime
from uuid import uuid5

import pytest

from services.case.appeal import commands, events
from services.case.charge.events import CaseClosed
from services.case.decision.events import DecisionMade
from services.case.events import Event
from tests.case import story
from tests.case.story import CASE, DECIDING, FATHER, MOTHER, WORDS, CaseGiven, case
from tests.case.telling import publish

NOW = datetime(2016, 6, 1, 9, tzinfo=UTC)
TOMORROW = date(2016, 6, 2)
DECISION, APPEAL = uuid5(CASE, "decision"), uuid5(CASE, "appeal")
LODGED = events.AppealLodged(
    id=APPEAL, decision_id=DECISION, party_id=MOTHER, lodged_on=date(2016, 1, 20), words=WORDS
)
FORWARDED = events.AppealForwarded(id=APPEAL, forwarded_on=date(2016, 2, 4))


def decided(*more: Event) -> CaseGiven:
    """A placement decided on 6 January 2016, and what happened since."""
    facts = story.ready(story.consent(MOTHER), story.consent(None))
    made = case(*facts).when(story.placement(), at=DECIDING, id=DECISION).the(DecisionMade)
    return case(*facts, made, *more)


def reconsidered(outcome: str = "upheld") -> events.AppealReconsidered:
    return events.AppealReconsidered(
        id=APPEAL, reconsidered_on=date(2016, 2, 3), outcome=outcome, words=WORDS
    )


def notice(**said: object) -> commands.NotifyDecision:
    usual = {"party_id": MOTHER, "notified_on": date(2016, 1, 7), "appeal_notice": True}
    return commands.NotifyDecision.model_validate({**usual, **said})


def appeal(**said: object) -> commands.LodgeAppeal:
    usual = {
        "decision_id": DECISION,
        "party_id": MOTHER,
        "lodged_on": date(2016, 1, 20),
        "words": "I want her to live with my sister.",
    }
    return commands.LodgeAppeal.model_validate({**usual, **said})


def reconsider(on: date = date(2016, 2, 3)) -> commands.ReconsiderAppeal:
    return commands.ReconsiderAppeal(reconsidered_on=on, outcome="upheld", words="Nothing new.")


def forward(on: date = date(2016, 2, 4)) -> commands.ForwardAppeal:
    return commands.ForwardAppeal(forwarded_on=on)


def decide(on: date = date(2016, 4, 11)) -> commands.DecideAppeal:
    return commands.DecideAppeal(decided_on=on, outcome="remitted")


def test_each_party_is_told_of_a_decision_with_how_to_appeal_it() -> None:
    told = decided().when(notice(), at=NOW, of=DECISION).the(events.DecisionNotified)
    assert (told.decision_id, told.party_id, told.appeal_notice) == (DECISION, MOTHER, True)
    child = notice(party_id=None, child=True)
    assert decided().when(child, at=NOW, of=DECISION).the(events.DecisionNotified).party_id is None


def test_nobody_is_told_of_a_decision_before_it_is_made_or_of_one_there_is_not() -> None:
    early = decided().when(notice(notified_on=date(2016, 1, 5)), at=NOW, of=DECISION)
    early.then_refused("notified-after-decision")
    ahead = decided().when(notice(notified_on=TOMORROW), at=NOW, of=DECISION)
    ahead.then_refused("not-in-the-future")
    decided().when(notice(), at=NOW, of=APPEAL).then_unknown()
    decided().when(notice(party_id=FATHER), at=NOW, of=DECISION).then_unknown()


def test_a_party_appeals_a_decision_in_words_that_stay_sealed() -> None:
    lodged = decided().when(appeal(), at=NOW).the(events.AppealLodged)
    assert (lodged.decision_id, lodged.party_id) == (DECISION, MOTHER)
    assert repr(lodged.words) == "Sealed(…)"
    assert "words" not in publish(lodged).model_dump_json()


def test_the_girl_appeals_herself_at_15() -> None:
    hers = decided().when(appeal(party_id=None, child=True), at=NOW).the(events.AppealLodged)
    assert hers.party_id is None


def test_only_a_decision_that_is_made_can_be_appealed_and_only_by_a_party() -> None:
    decided().when(appeal(decision_id=APPEAL), at=NOW).then_unknown()
    decided().when(appeal(party_id=FATHER), at=NOW).then_unknown()
    decided().when(appeal(party_id=None), at=NOW).then_refused("one-party-named")
    early = decided().when(appeal(lodged_on=date(2016, 1, 5)), at=NOW)
    early.then_refused("appealed-after-decision")


def test_a_child_under_12_does_not_appeal_under_serviceloven() -> None:
    young = decided(story.child(born_on=date(2004, 1, 21)))
    young.when(appeal(party_id=None, child=True), at=NOW).then_refused("child-may-appeal")


def test_a_child_of_12_appeals_under_serviceloven_though_it_is_no_party_yet() -> None:
    twelve = decided(story.child(born_on=date(2004, 1, 20)))
    lodged = twelve.when(appeal(party_id=None, child=True), at=NOW).the(events.AppealLodged)
    assert lodged.party_id is None


def test_a_refusal_is_told_with_how_to_appeal_it() -> None:
    refused = story.placement(kind="refusal")
    made = case(*story.ready()).when(refused, at=DECIDING, id=DECISION).after
    bare = notice(appeal_notice=False)
    made.when(bare, at=NOW, of=DECISION).then_refused("appeal-notice-given")
    made.when(notice(), at=NOW, of=DECISION).the(events.DecisionNotified)
    granted = decided().when(bare, at=NOW, of=DECISION).the(events.DecisionNotified)
    assert not granted.appeal_notice


def test_a_closed_case_is_still_open_to_appeal() -> None:
    closed = CaseClosed(id=CASE, closed_on=date(2016, 1, 10), reason="goals_met")
    lodged = decided(closed).when(appeal(), at=NOW).the(events.AppealLodged)
    assert lodged.decision_id == DECISION


def test_an_appeal_goes_from_reconsideration_to_the_board_and_is_decided() -> None:
    again = decided(LODGED).when(reconsider(), at=NOW, of=APPEAL)
    assert again.the(events.AppealReconsidered).outcome == "upheld"
    sent = again.after.when(forward(), at=NOW, of=APPEAL)
    assert sent.the(events.AppealForwarded) == FORWARDED
    ended = sent.after.when(decide(), at=NOW, of=APPEAL)
    assert ended.the(events.AppealDecided).outcome == "remitted"
    ended.after.when(decide(), at=NOW, of=APPEAL).then_refused("appeal-decided-once")


def test_an_appeal_is_forwarded_only_after_the_authority_has_reconsidered() -> None:
    decided(LODGED).when(forward(), at=NOW, of=APPEAL).then_refused(
        "forwarded-after-reconsideration"
    )
    early = decided(LODGED, reconsidered()).when(forward(date(2016, 2, 2)), at=NOW, of=APPEAL)
    early.then_refused("forwarded-after-reconsideration")


def test_an_appeal_is_reconsidered_and_forwarded_once() -> None:
    on_its_way = decided(LODGED, reconsidered(), FORWARDED)
    on_its_way.when(reconsider(), at=NOW, of=APPEAL).then_refused("appeal-reconsidered-once")
    on_its_way.when(forward(), at=NOW, of=APPEAL).then_refused("appeal-forwarded-once")


def test_once_withdrawn_there_is_nothing_to_forward_or_decide() -> None:
    over = decided(LODGED, reconsidered("withdrawn"))
    over.when(forward(), at=NOW, of=APPEAL).then_refused("appeal-still-stands")
    over.when(decide(), at=NOW, of=APPEAL).then_refused("appeal-still-stands")


def test_the_board_decides_no_earlier_than_it_was_sent_the_appeal() -> None:
    early = decided(LODGED, reconsidered(), FORWARDED).when(
        decide(date(2016, 2, 3)), at=NOW, of=APPEAL
    )
    early.then_refused("decided-after-forwarding")


def test_nothing_is_done_about_an_appeal_before_it_is_lodged_or_ahead_of_its_day() -> None:
    early = decided(LODGED).when(reconsider(date(2016, 1, 19)), at=NOW, of=APPEAL)
    early.then_refused("after-the-appeal")
    ahead = decided(LODGED).when(reconsider(TOMORROW), at=NOW, of=APPEAL)
    ahead.then_refused("not-in-the-future")


@pytest.mark.parametrize("command", [reconsider(), forward(), decide()])
def test_an_appeal_that_is_not_there_cannot_be_dealt_with(command: commands.AppealCommand) -> None:
    decided(LODGED).when(command, at=NOW, of=DECISION).then_unknown()
