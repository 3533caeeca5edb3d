"""Putting right what was recorded wrongly: the history is told again, and must still be one."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import get_args
from uuid import UUID, uuid5

import pytest

from services.case.child import commands as child
from services.case.child import events as known
from services.case.correction import events
from services.case.correction.commands import CorrectRecord, NotificationRecordKind, RecordKind
from services.case.correction.kinds import KINDS, OTHERS
from services.case.cpr import Cpr
from services.case.decision.events import DecisionMade
from services.case.events import CaseEvent, Event
from services.case.investigation import commands as finding
from services.case.investigation import events as found
from services.case.notification.events import NotificationEvent
from services.case.people.domain import arrived
from services.case.plan.commands import SetGoal
from services.case.record import commands as record
from services.case.record.events import NoteRecorded
from services.case.state import Case
from shared.sealing import Sealed
from tests.case import story
from tests.case.story import CASE, DECIDED, DECIDING, INVESTIGATION, MOTHER, PLAN, case, ready
from tests.case.telling import publish
from tests.decider import NEW

AT = datetime(2016, 3, 15, 9, tzinfo=UTC)
TODAY = date(2016, 3, 15)
GIVEN = story.consent(MOTHER)
OWN = story.consent(None)
NOTE = UUID(int=7)
WORDS_AND_SUCH = {  # what no rule asks again of a record
    "reason", "words", "sex", "content_level", "caseworker",
}  # fmt: skip


def conversation(on: date) -> finding.HoldChildConversation:
    return finding.HoldChildConversation(held_on=on, purpose="decision", views="I like school.")


def correction(of: object, instead: object = None, **said: object) -> CorrectRecord:
    usual = {
        "record_kind": type(of).__name__,
        "record_id": getattr(of, "id", None),
        "corrected_on": TODAY,
        "reason": "It was the wrong day.",
        "instead": instead,
    }
    return CorrectRecord.model_validate({**usual, **said})


def retraction(of: object, **said: object) -> CorrectRecord:
    return correction(of, retracted=True, **said)


def decided() -> tuple[Event, ...]:
    """A case in which a placement was decided on the mother's and the girl's consents."""
    before = ready(GIVEN, OWN)
    return (*before, *case(*before).when(story.placement(), at=DECIDING, id=PLAN_DECISION).facts)


PLAN_DECISION = uuid5(CASE, "decision")


def folded(*facts: Event) -> Case:
    state = case(*facts).state
    assert isinstance(state, Case)
    return state


def test_a_corrected_record_is_said_anew_under_its_own_id_and_the_old_one_stays() -> None:
    heard = story.heard(date(2015, 12, 18))
    asked = case(*ready()).when(correction(heard, conversation(date(2015, 12, 17))), at=AT, id=NEW)
    corrected, anew = asked.facts
    assert isinstance(corrected, events.EventCorrected)
    assert (corrected.record_kind, corrected.record_id) == ("ChildConversationHeld", heard.id)
    assert repr(corrected.reason) == "Sealed(…)"
    assert isinstance(anew, found.ChildConversationHeld)
    assert (anew.id, anew.held_on) == (heard.id, date(2015, 12, 17))
    assert heard in asked.after.past


def test_state_is_as_if_the_corrected_value_had_been_said() -> None:
    heard = story.heard(date(2015, 12, 18))
    wanted = replace(heard, held_on=date(2015, 12, 17))
    asked = case(*ready()).when(correction(heard, conversation(date(2015, 12, 17))), at=AT)
    right = [wanted if each == heard else each for each in ready()]
    after, straight = asked.state, folded(*right)
    assert isinstance(after, Case)
    assert replace(after, said=()) == replace(straight, said=())


def test_state_is_as_if_what_was_retracted_had_never_been_said() -> None:
    network = known.NetworkMapped(
        id=NOTE, mapped_on=TODAY, persons_count=3, kin_available=True, findings=None
    )
    spoken = story.heard(date(2016, 2, 1))
    asked = case(*ready(network, spoken)).when(retraction(spoken), at=AT)
    [gone] = asked.facts
    assert isinstance(gone, events.EventRetracted)
    assert asked.state == folded(*ready(network))


def test_a_correction_can_be_corrected_in_its_turn() -> None:
    heard = story.heard(date(2015, 12, 18))
    once = case(*ready()).when(correction(heard, conversation(date(2015, 12, 17))), at=AT).after
    twice = once.when(correction(heard, conversation(date(2015, 12, 16))), at=AT)
    assert isinstance(twice.state, Case)
    assert [each.on for each in twice.state.heard] == [date(2015, 12, 16)]


def test_what_was_retracted_is_there_no_more_to_be_corrected() -> None:
    spoken = story.heard(date(2016, 2, 1))
    gone = case(*ready(spoken)).when(retraction(spoken), at=AT).after
    gone.when(retraction(spoken), at=AT).then_unknown()
    case(*ready()).when(retraction(spoken), at=AT).then_unknown()


def test_words_stay_sealed_and_those_that_a_case_shows_outlive_a_correction() -> None:
    heard = story.heard(date(2015, 12, 18))
    after = case(*ready()).when(correction(heard, conversation(date(2015, 12, 17))), at=AT).state
    assert isinstance(after, Case)
    assert after.identity == story.child()
    assert after.people == (arrived(story.custodian(MOTHER)),)
    kept = [each for each in after.said if isinstance(each, found.ChildConversationHeld)]
    assert [each.views for each in kept] == [Sealed()]


def test_a_correction_is_judged_by_the_rules_of_what_it_says() -> None:
    early = finding.CompleteInvestigation(
        completed_on=date(2015, 12, 1),
        conclusion="placement",
        focus_points=finding.FocusPoints(
            development_and_behaviour="a", family="b", school="c", health="d",
            leisure_and_friendships="e", other="f",
        ),
    )  # fmt: skip
    asked = case(*ready()).when(correction(story.completed(), early), at=AT)
    asked.then_refused("completed-after-start", "child-heard")


def test_a_correction_says_what_was_or_that_it_never_was_and_never_lies_ahead() -> None:
    heard = story.heard()
    both = correction(heard, conversation(date(2015, 12, 17)), retracted=True)
    case(*ready()).when(both, at=AT).then_refused("corrected-or-retracted")
    case(*ready()).when(correction(heard), at=AT).then_refused("corrected-or-retracted")
    ahead = retraction(heard, corrected_on=date(2016, 3, 16))
    case(*ready()).when(ahead, at=AT).then_refused("not-in-the-future")


def test_what_is_said_instead_is_of_the_same_kind() -> None:
    note = record.RecordNote(happened_on=TODAY, kind="other", words="Nothing.")
    asked = case(*ready()).when(correction(story.heard(), note), at=AT)
    asked.then_refused("corrected-in-its-own-kind")


@pytest.mark.parametrize(
    ("record", "resting"),
    [
        (story.started(), "InvestigationCompleted"),
        (story.child(), "DecisionMade"),
        (story.custodian(MOTHER), "ConsentGiven"),
        (story.heard(), "InvestigationCompleted"),
        (story.completed(), "DecisionMade"),
        (story.drafted(), "PlanApproved"),
        (story.approved(), "DecisionMade"),
        (GIVEN, "DecisionMade"),
    ],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_nothing_is_retracted_that_something_later_rests_on(record: object, resting: str) -> None:
    refused = case(*decided()).when(retraction(record), at=AT)
    refused.then_refused("nothing-later-rests-on-it")
    assert resting in refused.unmet[0].en
    assert resting in refused.unmet[0].da


def test_the_refusal_names_what_rests_on_it_by_its_id() -> None:
    refused = case(*decided()).when(retraction(story.started()), at=AT)
    assert f"InvestigationCompleted {INVESTIGATION}" in refused.unmet[0].en


def test_what_rested_on_it_is_put_right_first() -> None:
    decision = next(each for each in decided() if isinstance(each, DecisionMade))
    undecided = case(*decided()).when(retraction(decision), at=AT).after
    gone = undecided.when(retraction(GIVEN), at=AT).the(events.EventRetracted)
    assert gone.record_id == GIVEN.id


def test_a_conversation_is_not_moved_to_after_the_decision_that_rests_on_it() -> None:
    moved = correction(story.heard(), conversation(date(2016, 2, 1)))
    case(*decided()).when(moved, at=AT).then_refused("nothing-later-rests-on-it")
    kept = correction(story.heard(), conversation(date(2015, 12, 20)))
    moved_back = case(*decided()).when(kept, at=AT).the(found.ChildConversationHeld)
    assert moved_back.held_on == date(2015, 12, 20)


def test_a_decision_is_corrected_under_the_law_of_its_own_day() -> None:
    decision = next(each for each in decided() if isinstance(each, DecisionMade))
    later = story.placement(decided_on=date(2016, 1, 7))
    asked = case(*decided()).when(correction(decision, later), at=AT)
    assert asked.the(DecisionMade).decided_on == date(2016, 1, 7)
    ahead = story.placement(decided_on=date(2016, 1, 4))
    refused = case(*decided()).when(correction(decision, ahead), at=AT)
    assert {"custodians-consent", "child-consents-from-15", "plan-approved"} <= {*refused.refused}


def test_what_could_not_be_said_today_is_no_hindrance_when_the_record_has_no_part_in_it() -> None:
    unheard = [each for each in ready() if not isinstance(each, found.ChildConversationHeld)]
    network = known.NetworkMapped(
        id=NOTE, mapped_on=TODAY, persons_count=3, kin_available=True, findings=None
    )
    asked = case(*unheard, network).when(retraction(network), at=AT)
    assert asked.the(events.EventRetracted).record_id == NOTE


def test_a_goal_rests_on_its_plan() -> None:
    drafted = (story.opened(), story.drafted())
    goal = SetGoal(plan_id=PLAN, set_on=date(2016, 1, 5), goal="School every day.")
    aimed = case(*drafted).when(goal, at=AT).after
    aimed.when(retraction(story.drafted()), at=AT).then_refused("nothing-later-rests-on-it")


def test_who_the_child_is_can_be_corrected_under_a_decision() -> None:
    right = child.RecordIdentity(
        name="Freja Lind", cpr=Cpr("6304001234"), born_on=date(2000, 4, 3), sex="unknown"
    )
    asked = case(*decided()).when(correction(story.child(), right), at=AT)
    assert asked.the(known.ChildIdentified).sex == "unknown"
    younger = right.model_copy(update={"born_on": date(2000, 4, 4), "cpr": None})
    assert case(*decided()).when(correction(story.child(), younger), at=AT).facts


def test_a_record_of_a_closed_case_can_be_corrected() -> None:
    note = NoteRecorded(id=NOTE, happened_on=DECIDED, kind="other", words=Sealed("words"))
    closed = story.closed(date(2016, 2, 1))
    right = record.RecordNote(happened_on=date(2016, 1, 5), kind="other", words="He rang.")
    asked = case(*ready(note, closed)).when(correction(note, right), at=AT)
    assert asked.the(NoteRecorded).happened_on == date(2016, 1, 5)


def test_neighbours_learn_what_was_corrected_and_no_words() -> None:
    heard = story.heard()
    asked = case(*ready()).when(correction(heard, conversation(date(2015, 12, 17))), at=AT)
    told = [publish(each).model_dump_json(by_alias=True) for each in asked.facts]
    assert '"recordKind":"ChildConversationHeld"' in told[0]
    assert '"heldOn":"2015-12-17"' in told[1]
    assert all("wrong day" not in each and "school" not in each for each in told)


def test_every_kind_that_can_be_corrected_is_a_fact_and_can_be_said_again() -> None:
    facts = {kind.__name__: kind for kind in (*get_args(CaseEvent), *get_args(NotificationEvent))}
    assert {*get_args(RecordKind), *get_args(NotificationRecordKind)} == {*KINDS}
    assert {*KINDS, *OTHERS} <= {*facts}
    assert not {*KINDS} & {*OTHERS}
    for name, kind in {**KINDS, **OTHERS}.items():
        fields = set(facts[name].__dataclass_fields__)
        commanded = kind.command.model_fields.items()
        needed = {kind.named.get(each, each) for each, info in commanded if info.is_required()}
        assert needed - fields <= WORDS_AND_SUCH, name
