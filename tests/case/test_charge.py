"""Who is in charge: assignment, handover between units, closing a case and opening it again."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid5

import pytest

from services.case.appeal.events import AppealLodged
from services.case.assessment.events import TargetedAssessmentCompleted, TargetedAssessmentStarted
from services.case.charge import commands, events
from services.case.charge.rules import CLOSING_REASONS
from services.case.events import Event
from services.case.record.events import AccessRequestReceived
from services.case.rules import warned
from services.case.state import Case
from shared.departures import Departure
from shared.sealing import Sealed
from tests.case import story
from tests.case.story import CASE, WORDS, case, opened
from tests.decider import NEW

NOW = datetime(2016, 9, 12, 9, tzinfo=UTC)
TODAY, TOMORROW, YESTERDAY = date(2016, 9, 12), date(2016, 9, 13), date(2016, 9, 11)
NORTH, SOUTH, EAST = "family-unit-north", "family-unit-south", "family-unit-east"
OFFERED = uuid5(CASE, "handover")
OFFER = events.HandoverProposed(
    id=OFFERED, proposed_on=date(2016, 9, 1), from_unit=NORTH, to_unit=SOUTH, reason=WORDS
)


def assignment(unit: str = NORTH, on: date = TODAY) -> commands.AssignCaseworker:
    return commands.AssignCaseworker(assigned_on=on, unit=unit, caseworker="caseworker-2")


def closure(reason: str = "goals_met", **said: object) -> commands.CloseCase:
    return commands.CloseCase.model_validate({"closed_on": TODAY, "reason": reason, **said})


def reopening(on: date = TODAY) -> commands.ReopenCase:
    return commands.ReopenCase(reopened_on=on, reason="Her school is worried again.")


def proposal(unit: str = SOUTH, on: date = TODAY) -> commands.ProposeHandover:
    return commands.ProposeHandover(proposed_on=on, to_unit=unit, reason="They have moved.")


def acceptance(**said: object) -> commands.AcceptHandover:
    usual = {"accepted_on": TODAY, "caseworker": "caseworker-9", "meeting_held_on": YESTERDAY}
    return commands.AcceptHandover.model_validate({**usual, **said})


def refusal(on: date = TODAY) -> commands.RefuseHandover:
    return commands.RefuseHandover(refused_on=on, reason="They are about to move back.")


def test_a_caseworker_is_assigned_within_the_unit_that_has_the_case() -> None:
    charge = case(opened()).when(assignment(), at=NOW, unit=NORTH)
    assert charge.the(events.CaseworkerAssigned).caseworker == "caseworker-2"
    elsewhere = case(opened()).when(assignment(SOUTH), at=NOW, unit=NORTH)
    elsewhere.then_refused("unit-changes-by-handover")


def test_the_unit_that_is_asked_to_take_over_assigns_nobody_yet() -> None:
    asked = case(opened(), OFFER).when(assignment(), at=NOW, unit=SOUTH)
    asked.then_refused("assigned-by-the-unit-in-charge")


@pytest.mark.parametrize(
    "begun",
    [
        story.started(),
        TargetedAssessmentStarted(
            id=uuid5(CASE, "assessment"), started_on=date(2016, 3, 1), matters=("school",)
        ),
    ],
    ids=["investigation", "targeted assessment"],
)
def test_what_is_begun_is_finished_before_the_case_is_closed(
    begun: Event,
) -> None:
    asked = case(opened(), begun).when(closure(), at=NOW)
    asked.then_refused("inquiry-finished-before-closing")
    gone = case(opened(), begun).when(closure("deceased"), at=NOW)
    assert gone.the(events.CaseClosed).reason == "deceased"


def test_a_case_is_closed_once_everything_is_finished() -> None:
    assessment = uuid5(CASE, "assessment")
    finished = (
        story.heard(),
        story.started(),
        story.completed(),
        TargetedAssessmentStarted(id=assessment, started_on=date(2016, 3, 1), matters=("school",)),
        TargetedAssessmentCompleted(id=assessment, completed_on=date(2016, 4, 1), conclusion=WORDS),
    )
    end = case(opened(), *finished).when(closure(), at=NOW)
    assert end.the(events.CaseClosed).departures == ()


def test_a_request_for_access_and_an_appeal_may_outlive_the_case_but_are_told_of() -> None:
    asked = AccessRequestReceived(
        access_kind="party", id=UUID(int=1), received_on=TODAY, by="child", scope=WORDS
    )
    appealed = AppealLodged(
        id=UUID(int=2), decision_id=UUID(int=3), party_id=None, lodged_on=TODAY, words=WORDS
    )
    why = [{"rule": "appeal-settled-before-closing", "reason": "It goes on without us."}]
    end = case(opened(), asked, appealed).when(closure(explanations=why), at=NOW)
    assert [each.rule for each in warned(end.facts)] == [
        "access-answered-before-closing",
        "appeal-settled-before-closing",
    ]
    [_, kept] = end.the(events.CaseClosed).departures
    assert kept == Departure(rule=kept.rule, reason=Sealed("It goes on without us."))


def test_a_family_that_moves_is_followed_by_a_notification() -> None:
    end = case(opened()).when(closure("moved_municipality"), at=NOW)
    assert [each.rule for each in warned(end.facts)] == ["municipality-told-before-closing"]


def test_every_closing_reason_is_on_the_list_of_the_day() -> None:
    listed = CLOSING_REASONS.nearest(TODAY)
    reasons = commands.CloseCase.model_fields["reason"].annotation
    assert all(listed.get(each) for each in reasons.__args__)  # type: ignore[union-attr]


def test_a_closed_case_is_opened_again_and_takes_facts_again() -> None:
    closed = story.closed(date(2016, 6, 30))
    again = case(opened(), closed).when(reopening(), at=NOW)
    assert again.the(events.CaseReopened).reopened_on == TODAY
    assert again.after.when(assignment(), at=NOW).the(events.CaseworkerAssigned).unit == NORTH


def test_only_a_closed_case_is_opened_again_and_not_before_it_was_closed() -> None:
    case(opened()).when(reopening(), at=NOW).then_refused("case-closed")
    closed = case(opened(), story.closed(date(2016, 6, 30)))
    closed.when(reopening(date(2016, 6, 29)), at=NOW).then_refused("reopened-after-closing")
    closed.when(reopening(TOMORROW), at=NOW).then_refused("not-in-the-future")


def test_the_charge_stays_where_it_is_while_a_handover_is_only_proposed() -> None:
    offer = case(opened()).when(proposal(), at=NOW, id=OFFERED)
    assert offer.the(events.HandoverProposed).from_unit == NORTH
    assert isinstance(offer.state, Case)
    assert offer.state.unit == NORTH


def test_the_receiving_unit_takes_the_case_over_after_meeting_the_family() -> None:
    taken = case(opened(), OFFER).when(acceptance(), at=NOW, of=OFFERED, unit=SOUTH)
    assert taken.the(events.HandoverAccepted).meeting_held_on == YESTERDAY
    charge = taken.the(events.CaseworkerAssigned)
    assert (charge.unit, charge.caseworker) == (SOUTH, "caseworker-9")
    assert taken.after.when(assignment(SOUTH), at=NOW, unit=SOUTH).facts


@pytest.mark.parametrize(
    "met", [{"meeting_held_on": None}, {"without_meeting": "They did not want to come."}]
)
def test_the_family_is_met_or_it_is_said_why_not(met: dict[str, object]) -> None:
    asked = case(opened(), OFFER).when(acceptance(**met), at=NOW, of=OFFERED, unit=SOUTH)
    asked.then_refused("family-met-or-reason")


def test_a_family_that_declines_to_meet_does_not_stop_a_handover() -> None:
    declined = acceptance(meeting_held_on=None, without_meeting="They did not want to come.")
    taken = case(opened(), OFFER).when(declined, at=NOW, of=OFFERED, unit=SOUTH)
    assert repr(taken.the(events.HandoverAccepted).without_meeting) == "Sealed(…)"


def test_a_meeting_has_been_held_when_it_is_recorded() -> None:
    ahead = acceptance(meeting_held_on=TOMORROW)
    asked = case(opened(), OFFER).when(ahead, at=NOW, of=OFFERED, unit=SOUTH)
    asked.then_refused("not-in-the-future")


@pytest.mark.parametrize("unit", [NORTH, EAST, None])
@pytest.mark.parametrize("answer", [acceptance(), refusal()])
def test_only_the_receiving_unit_answers(answer: commands.ChargeCommand, unit: str | None) -> None:
    asked = case(opened(), OFFER).when(answer, at=NOW, of=OFFERED, unit=unit)
    asked.then_refused("answered-by-the-receiving-unit")


def test_a_refused_handover_leaves_the_charge_and_can_be_proposed_again() -> None:
    refused = case(opened(), OFFER).when(refusal(), at=NOW, of=OFFERED, unit=SOUTH)
    assert refused.the(events.HandoverRefused).refused_on == TODAY
    assert isinstance(refused.state, Case)
    assert refused.state.unit == NORTH
    assert refused.after.when(proposal(EAST), at=NOW, id=NEW).the(events.HandoverProposed).id == NEW


def test_a_handover_is_answered_once_and_not_before_it_was_proposed() -> None:
    early = acceptance(accepted_on=date(2016, 8, 31))
    case(opened(), OFFER).when(early, at=NOW, of=OFFERED, unit=SOUTH).then_refused(
        "answered-after-proposal"
    )
    answered = case(opened(), OFFER).when(refusal(), at=NOW, of=OFFERED, unit=SOUTH).after
    again = answered.when(acceptance(), at=NOW, of=OFFERED, unit=SOUTH)
    again.then_refused("handover-answered-once")


def test_a_case_is_offered_to_one_other_unit_at_a_time() -> None:
    case(opened()).when(proposal(NORTH), at=NOW).then_refused("handed-to-another-unit")
    case(opened(), OFFER).when(proposal(EAST), at=NOW).then_refused("one-open-handover")
    case(opened()).when(proposal(on=date(2015, 11, 30)), at=NOW).then_refused("after-opening")


def test_a_handover_that_was_never_proposed_cannot_be_answered() -> None:
    case(opened()).when(acceptance(), at=NOW, of=OFFERED, unit=SOUTH).then_unknown()
    case(opened()).when(refusal(), at=NOW, of=OFFERED, unit=SOUTH).then_unknown()
