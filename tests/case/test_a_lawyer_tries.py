"""Stories that a lawyer would try: what must be possible, and what must never be.

Each begins with a case in which everything stands ready but what the story is about.
"""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid5

import pytest

from services.case.appeal import commands as appeal
from services.case.appeal.events import AppealDecided, AppealLodged, AppealSuspended
from services.case.charge.commands import CloseCase
from services.case.charge.events import CaseClosed
from services.case.child.events import ChildExpected, PersonAdded
from services.case.decision.commands import MakeDecision
from services.case.decision.events import DecisionMade
from services.case.events import Event
from services.case.intake.events import ApplicationReceived, BreachDiscovered
from services.case.investigation import commands as finding
from services.case.investigation.events import ConsentGiven
from services.case.panel.events import PanelItemRaised
from services.case.provisional_decision import commands as provisional
from services.case.record.commands import HoldPartyHearing
from services.case.rules import warned
from services.case.transfer import commands as transfer
from services.case.transfer.events import ResponsibilityTransferred
from shared.contracts.case import regime_on
from tests.case import story
from tests.case.story import CASE, FATHER, MOTHER, WORDS, CaseGiven, case, consent
from tests.case.test_corrections import retraction
from tests.decider import Outcome

DAY = date(2024, 9, 2)
DECISION, APPEAL, TEACHER = (uuid5(CASE, each) for each in ("decision", "appeal", "teacher"))
KINSHIP = ("kinship_care",)
COMMITTEE: dict[str, Any] = {
    "section": "47", "body": "cy_committee", "members_present": 5, "members_for": 4,
    "grounds": ["other_behaviour"], "lawyer_offered": True,
}  # fmt: skip
CHAIR: dict[str, Any] = {**COMMITTEE, "body": "chair", "acute": True}


def on(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def ready(*more: Event, born_on: date = date(2010, 4, 3), day: date = DAY) -> tuple[Event, ...]:
    """Two parents with custody; the child heard, the investigation and the plan done."""
    return (
        story.opened(day), story.child(born_on), story.custodian(MOTHER, born_on),
        story.custodian(FATHER, born_on), story.heard(day), story.started(day),
        story.completed(day), story.drafted(day), story.approved(day), *more,
    )  # fmt: skip


def decision(day: date = DAY, **said: Any) -> MakeDecision:  # noqa: ANN401
    usual: dict[str, Any] = {
        "decided_on": day,
        "regime": regime_on(day),
        "section": "46",
        "measure_types": KINSHIP,
    }
    whole = {**usual, **said}
    return story.placement(**whole | {"measure_types": [*whole["measure_types"]]})


def decided(*facts: Event, day: date = DAY, **said: Any) -> Outcome[Any, Any, Any]:  # noqa: ANN401
    return case(*facts).when(decision(day, **said), at=on(day), id=DECISION)


def agreed(party: UUID | None, day: date = DAY, types: tuple[str, ...] = KINSHIP) -> ConsentGiven:
    return consent(party, day, types)


BOTH = (agreed(MOTHER), agreed(FATHER))


def placed(*more: Event) -> CaseGiven:
    """A child of 14 that is placed, with the consent of both parents."""
    return case(*decided(*ready(*BOTH)).after.past, *more)


# What must be possible


def test_a_girl_of_15_who_says_no_is_placed_by_the_committee_alone() -> None:
    facts = ready(*BOTH, born_on=date(2009, 9, 2))
    decided(*facts).then_refused("child-consents-from-15")
    made = decided(*facts, **COMMITTEE).the(DecisionMade)
    assert (made.body, made.kind, made.members_for) == ("cy_committee", "grant", 4)
    assert decided(*ready(*BOTH, born_on=date(2009, 9, 3))).the(DecisionMade).section == "46"


def test_when_one_parent_says_no_the_other_s_yes_is_not_enough_and_the_committee_decides() -> None:
    facts = ready(agreed(MOTHER))
    decided(*facts).then_refused("custodians-consent")
    assert decided(*facts, **COMMITTEE).the(DecisionMade).section == "47"


def test_a_chairs_decision_is_approved_extended_in_time_and_lapses_else() -> None:
    facts = decided(*ready(), **CHAIR).after
    considered = provisional.ConsiderProvisionalDecision(
        considered_on=date(2024, 9, 9), outcome="approved", members_present=5, members_for=4
    )
    approved = facts.when(considered, at=on(date(2024, 9, 9)), of=DECISION).after

    def longer(day: date) -> Outcome[Any, Any, Any]:
        extension = provisional.ExtendProvisionalDecision(
            extended_on=day, lapses_on=date(2024, 11, 9), reasons="A statement is awaited."
        )
        return approved.when(extension, at=on(day), of=DECISION)

    assert longer(date(2024, 10, 8)).facts
    longer(date(2024, 10, 9)).then_refused("extended-before-lapse")


def test_an_appeal_puts_a_decision_off_until_the_board_has_decided() -> None:
    lodged = AppealLodged(
        id=APPEAL, decision_id=DECISION, party_id=MOTHER, lodged_on=DAY, words=WORDS
    )
    suspend = appeal.SuspendDecision(suspended_on=DAY, granted_by="authority", words="She stays.")
    put_off = placed(lodged).when(suspend, at=on(DAY), of=APPEAL)
    assert put_off.the(AppealSuspended).granted_by == "authority"
    again = appeal.ReconsiderAppeal(reconsidered_on=DAY, outcome="upheld", words="Nothing new.")
    upheld = put_off.after.when(again, at=on(DAY), of=APPEAL).after
    sent = upheld.when(appeal.ForwardAppeal(forwarded_on=DAY), at=on(DAY), of=APPEAL).after
    over = sent.when(appeal.DecideAppeal(decided_on=DAY, outcome="annulled"), at=on(DAY), of=APPEAL)
    assert over.the(AppealDecided).outcome == "annulled"
    over.after.when(suspend, at=on(DAY), of=APPEAL).then_refused(
        "appeal-decided-once", "decision-suspended-once"
    )


def test_a_case_goes_to_another_municipality_in_the_middle_of_an_investigation() -> None:
    begun = case(story.opened(DAY), story.child(date(2010, 4, 3)), story.started(DAY))
    move = transfer.ReportMove(reported_on=DAY, moves_on=DAY, municipality="999")
    told = begun.when(move, at=on(DAY), id=APPEAL).after
    steps = (
        transfer.NotifyMunicipality(sent_on=DAY, message_id="m-1", fields=["plan"], reason="Help."),
        transfer.AcknowledgeTransfer(acknowledged_on=DAY, message_id="m-2"),
    )
    for step in steps:
        told = told.when(step, at=on(DAY), of=APPEAL).after
    over = transfer.TransferResponsibility(transferred_on=DAY, meeting_held_on=DAY)
    gone = told.when(over, at=on(DAY), of=APPEAL)
    assert gone.the(ResponsibilityTransferred).municipality == "999"
    assert gone.the(CaseClosed).reason == "moved_municipality"


def test_a_young_person_of_18_agrees_to_aftercare_alone_and_no_parent_is_heard() -> None:
    """Support ends with custody; what follows is between the young person and the municipality."""
    day, kind = date(2028, 4, 3), ("aftercare_contact_person",)
    after: dict[str, Any] = {"section": "115", "measure_types": kind}
    facts = ready(agreed(None, day, kind), day=day)
    made = decided(*facts, day=day, **after).the(DecisionMade)
    assert made.consent_ids == (agreed(None, day, kind).id,)
    refused = decided(*facts, day=day, **after, kind="refusal").the(DecisionMade)
    assert [each.rule for each in refused.departures] == ["parties-heard"]
    heard = HoldPartyHearing(child=True, sent_on=day, replied_on=day, words="No aftercare.")
    said = case(*facts).when(heard, at=on(day)).after
    fair = said.when(decision(day, **after, kind="refusal"), at=on(day))
    assert fair.the(DecisionMade).departures == ()


def test_parents_to_be_get_a_stay_before_the_birth_and_the_reason_nobody_was_heard() -> None:
    kind = ("family_residential",)
    facts = (
        story.opened(DAY), story.custodian(MOTHER, DAY), agreed(MOTHER, types=kind),
        ChildExpected(id=APPEAL, party_id=MOTHER, expected_on=date(2024, 11, 1)),
    )  # fmt: skip
    said: dict[str, Any] = {"section": "32(1)6", "measure_types": kind}
    decided(*facts, **said).then_refused("child-heard")
    waiver = finding.WaiveChildConversation(
        waived_on=DAY, reason="unborn", views_otherwise="There is nobody to ask yet."
    )
    waived = case(*facts).when(waiver, at=on(DAY)).after
    assert waived.when(decision(**said), at=on(DAY)).the(DecisionMade).section == "32(1)6"


# What must never be


def test_nobody_is_placed_from_the_day_they_turn_18() -> None:
    day = date(2028, 4, 3)
    for section in ("46", "47"):
        said = {**COMMITTEE, "section": section}
        assert "section-fits-age" in decided(*ready(*BOTH, day=day), day=day, **said).refused
    eve = date(2028, 4, 2)
    consents = (agreed(MOTHER, eve), agreed(FATHER, eve), agreed(None, eve))
    assert decided(*ready(*consents, day=eve), day=eve).the(DecisionMade).decided_on == eve
    ending = decided(*ready(day=day), day=day, kind="ending")
    assert ending.the(DecisionMade).kind == "ending"


@pytest.mark.parametrize(
    ("born_on", "last"),
    [(date(2006, 11, 9), date(2029, 11, 8)), (date(2004, 2, 29), date(2027, 2, 28))],
)
def test_aftercare_is_granted_until_the_23rd_birthday(born_on: date, last: date) -> None:
    """One born on a leap day is a year older on 1 March (open question U19)."""
    kind = ("aftercare_contact_person",)
    after: dict[str, Any] = {"section": "115", "measure_types": kind}
    facts = ready(agreed(None, last, kind), born_on=born_on, day=last)
    assert decided(*facts, day=last, **after).the(DecisionMade).decided_on == last
    birthday = date.fromordinal(last.toordinal() + 1)
    late = ready(agreed(None, birthday, kind), born_on=born_on, day=birthday)
    decided(*late, day=birthday, **after).then_refused("section-fits-age")


def test_the_chair_decides_nothing_that_is_not_the_committees() -> None:
    types = ("contact_person_child",)
    facts = ready(agreed(MOTHER, types=types), agreed(FATHER, types=types))
    said: dict[str, Any] = {"section": "32(1)3", "measure_types": types}
    by_the_chair = decided(*facts, **said, body="chair", acute=True)
    by_the_chair.then_refused("chair-in-the-place-of-the-committee")
    assert decided(*facts, **said).the(DecisionMade).body == "authority"
    moved = decided(*ready(), section="98", body="chair", acute=True)
    assert moved.the(DecisionMade).committee_due_on == date(2024, 9, 9)


def test_nine_members_are_no_committee() -> None:
    crowd = {**COMMITTEE, "members_present": 9, "members_for": 4}
    decided(*ready(), **crowd).then_refused("votes-add-up")
    made = decided(*ready(), **CHAIR).after
    approval = provisional.ConsiderProvisionalDecision(
        considered_on=DAY, outcome="approved", members_present=6, members_for=6
    )
    made.when(approval, at=on(DAY), of=DECISION).then_refused("votes-add-up")


def test_parents_do_not_consent_for_someone_of_age() -> None:
    given = finding.GiveConsent(
        party_id=MOTHER, given_on=date(2028, 4, 3), measure_types=["aftercare_contact_person"],
        purpose="That he gets somebody to talk to.",
    )  # fmt: skip
    told = case(*ready()).when(given, at=on(date(2028, 4, 3)))
    told.then_refused("consent-from-a-custodian")
    earlier = given.model_copy(update={"given_on": date(2028, 4, 2)})
    assert (
        case(*ready()).when(earlier, at=on(date(2028, 4, 3))).the(ConsentGiven).party_id == MOTHER
    )


def test_a_consent_is_not_taken_back_as_if_it_had_never_been_under_a_decision() -> None:
    gone = placed().when(retraction(agreed(FATHER), corrected_on=DAY), at=on(DAY))
    gone.then_refused("nothing-later-rests-on-it")
    withdrawal = finding.WithdrawConsent(withdrawn_on=DAY)
    withdrawn = placed().when(withdrawal, at=on(DAY), of=agreed(FATHER).id)
    assert [each.rule for each in warned(withdrawn.facts)] == ["nothing-rests-on-the-consent"]
    withdrawn.after.when(decision(), at=on(DAY)).then_refused("custodians-consent")


def test_the_board_decides_nothing_that_was_never_sent_to_it() -> None:
    lodged = AppealLodged(
        id=APPEAL, decision_id=DECISION, party_id=MOTHER, lodged_on=DAY, words=WORDS
    )
    outcome = appeal.DecideAppeal(decided_on=DAY, outcome="changed")
    placed(lodged).when(outcome, at=on(DAY), of=APPEAL).then_refused("decided-after-forwarding")


def test_a_professional_on_the_case_is_no_party_to_it() -> None:
    teacher = PersonAdded(
        id=TEACHER, relation="professional", custodian=False, name=WORDS, cpr=None, contact=None,
        valid_from=DAY,
    )  # fmt: skip
    hers: dict[str, Any] = {"party_id": TEACHER}
    asked: tuple[tuple[Any, UUID | None], ...] = (
        (appeal.LodgeAppeal(decision_id=DECISION, lodged_on=DAY, words="No.", **hers), None),
        (appeal.NotifyDecision(notified_on=DAY, appeal_notice=True, **hers), DECISION),
        (HoldPartyHearing(sent_on=DAY, words="The plan.", **hers), None),
    )
    for command, of in asked:
        told = placed(teacher).when(command, at=on(DAY), of=of)
        told.then_refused("party-has-a-stake")


def closing(reason: str, *facts: Event, day: date = DAY) -> Outcome[Any, Any, Any]:
    known = (story.opened(DAY), story.child(date(2010, 4, 3)), *facts)
    return case(*known).when(
        CloseCase.model_validate({"closed_on": day, "reason": reason}), at=on(day)
    )


@pytest.mark.parametrize(
    ("reason", "birthday"),
    [("turned_18_no_aftercare", date(2028, 4, 3)), ("turned_23", date(2033, 4, 3))],
)
def test_a_case_is_not_closed_for_an_age_that_the_child_has_not(
    reason: str, birthday: date
) -> None:
    eve = date.fromordinal(birthday.toordinal() - 1)
    closing(reason, day=eve).then_refused("closing-reason-fits-age")
    assert closing(reason, day=birthday).the(CaseClosed).reason == reason


def test_a_case_is_not_closed_over_a_chairs_decision_that_the_committee_has_not_seen() -> None:
    made = decided(*ready(), **CHAIR).after
    over = made.when(CloseCase(closed_on=DAY, reason="needs_ended"), at=on(DAY))
    over.then_refused("provisional-decision-considered-before-closing")
    dead = made.when(CloseCase(closed_on=DAY, reason="deceased"), at=on(DAY))
    assert dead.the(CaseClosed).reason == "deceased"


@pytest.mark.parametrize(
    "waiting",
    [
        ApplicationReceived(
            id=APPEAL, received_on=DAY, application_kind="support", party_id=MOTHER, words=WORDS
        ),
        BreachDiscovered(id=APPEAL, discovered_at=on(DAY), breach_kind="lost", words=WORDS),
        PanelItemRaised(id=APPEAL, raised_on=DAY, measure_types=(), question=WORDS),
    ],
    ids=["application", "breach", "panel"],
)
def test_whoever_closes_a_case_is_told_of_who_waits_for_an_answer(waiting: Event) -> None:
    end = closing("goals_met", waiting)
    assert [each.rule for each in warned(end.facts)] == ["nothing-unanswered-at-closing"]
    assert warned(closing("goals_met").facts) == []
