"""A case's own opening put right, and which of several records holds after a correction."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from services.case.charge.events import HandoverProposed
from services.case.child.commands import MapNetwork, RecordIdentity, StateOpening
from services.case.child.events import CaseOpened, ChildIdentified, NetworkMapped
from services.case.correction.events import EventCorrected, EventRestated, EventRetracted
from services.case.events import Event
from services.case.investigation.events import InvestigationStarted
from services.case.people.events import CustodyChanged
from services.case.plan.commands import SetGoal, SetGoalStatus
from services.case.plan.events import GoalSet, GoalStatusSet
from services.case.state import Case
from shared.sealing import Sealed
from tests.case import story
from tests.case.story import CASE, INVESTIGATION, MOTHER, OPENED, PLAN, case, ready
from tests.case.test_corrections import correction, retraction
from tests.decider import NEW, Outcome

AT = datetime(2016, 3, 15, 9, tzinfo=UTC)
EARLIER, LATER = date(2015, 11, 20), date(2015, 12, 10)
GOAL = uuid5(CASE, "goal")


def opening(opened_on: date = OPENED, aware_on: date = EARLIER) -> StateOpening:
    return StateOpening(opened_on=opened_on, aware_on=aware_on, reasons=["school_absence"])


def corrected(said: StateOpening, *facts: Event) -> Outcome[object, object, Event]:
    told: Outcome[object, object, Event]
    told = case(*(facts or ready())).when(correction(story.opened(), said), at=AT, id=NEW)  # type: ignore[assignment]
    return told


def test_the_opening_is_said_anew_and_who_has_the_case_stays() -> None:
    [first, anew, *_] = corrected(opening()).facts
    assert isinstance(first, EventCorrected)
    assert (first.record_kind, first.record_id) == ("CaseOpened", CASE)
    assert isinstance(anew, CaseOpened)
    assert (anew.opened_on, anew.aware_on, anew.reasons) == (OPENED, EARLIER, ("school_absence",))
    assert (anew.unit, anew.caseworker) == (story.opened().unit, story.opened().caseworker)
    assert anew.corrected


def test_the_case_then_is_as_if_it_had_been_opened_so() -> None:
    after = corrected(opening()).state
    assert isinstance(after, Case)
    assert after.aware_on == EARLIER
    assert [each.aware_on for each in after.investigations] == [story.started().aware_on]
    assert after.identity == story.child()
    assert after.correcting is None


def test_an_investigation_that_took_its_day_from_the_opening_is_put_right_with_it() -> None:
    took_it = replace(story.started(), aware_on=OPENED)
    facts = [took_it if each == story.started() else each for each in ready()]
    told = corrected(opening(), *facts).facts
    assert [type(each).__name__ for each in told] == [
        "EventCorrected",
        "CaseOpened",
        "EventCorrected",
        "InvestigationStarted",
    ]
    again = told[3]
    assert isinstance(again, InvestigationStarted)
    assert (again.id, again.aware_on) == (INVESTIGATION, EARLIER)


def test_no_opening_is_moved_to_after_what_was_done_in_the_case() -> None:
    offer = HandoverProposed(
        id=UUID(int=8), proposed_on=date(2015, 12, 5), from_unit="a", to_unit="b", reason=Sealed("")
    )
    late = corrected(opening(LATER, LATER), *ready(), offer)
    late.then_refused("nothing-later-rests-on-it")
    assert "HandoverProposed" in late.unmet[0].en
    corrected(opening(LATER, date(2015, 12, 11))).then_refused("aware-before-acting")


def test_an_investigation_does_not_begin_before_anybody_was_aware() -> None:
    took_it = replace(story.started(), aware_on=OPENED)
    facts = [took_it if each == story.started() else each for each in ready()]
    late = corrected(opening(LATER, LATER), *facts)
    late.then_refused("nothing-later-rests-on-it")
    assert "InvestigationStarted" in late.unmet[0].en


def test_an_opening_can_be_put_right_and_never_taken_back() -> None:
    case(*ready()).when(retraction(story.opened()), at=AT).then_refused("beginning-stands")


def mapped(on: date, number: int) -> NetworkMapped:
    return NetworkMapped(
        id=UUID(int=number), mapped_on=on, persons_count=3, kin_available=True, findings=Sealed("x")
    )


def test_the_earlier_mapping_holds_when_the_later_is_taken_back() -> None:
    first, second = mapped(date(2015, 12, 15), 1), mapped(date(2016, 2, 1), 2)
    gone, holds, again = case(*ready(first, second)).when(retraction(second), at=AT).facts
    assert isinstance(gone, EventRetracted)
    assert isinstance(holds, EventRestated)
    assert (holds.record_kind, holds.record_id) == ("NetworkMapped", first.id)
    assert again == first


def test_the_later_mapping_still_holds_when_the_earlier_is_put_right() -> None:
    first, second = mapped(date(2015, 12, 15), 1), mapped(date(2016, 2, 1), 2)
    right = MapNetwork(mapped_on=date(2015, 12, 14), persons_count=4, kin_available=False)
    told = case(*ready(first, second)).when(correction(first, right), at=AT)
    assert [type(each).__name__ for each in told.facts][2:] == ["EventRestated", "NetworkMapped"]
    assert told.facts[3] == second
    kept = told.state
    assert isinstance(kept, Case)
    held = [each for each in kept.said if isinstance(each, NetworkMapped)]
    assert [each.mapped_on for each in held] == [date(2015, 12, 14), date(2016, 2, 1)]


def test_the_last_of_a_matter_needs_no_saying_again() -> None:
    only = mapped(date(2015, 12, 15), 1)
    right = MapNetwork(mapped_on=date(2015, 12, 14), persons_count=4, kin_available=False)
    assert len(case(*ready(only)).when(correction(only, right), at=AT).facts) == 2
    assert len(case(*ready(only)).when(retraction(only), at=AT).facts) == 1


def test_who_the_child_is_falls_back_to_what_was_recorded_before() -> None:
    wrong = replace(story.child(), id=UUID(int=9), born_on=date(2000, 4, 4))
    told = case(*ready(wrong)).when(retraction(wrong), at=AT)
    assert told.facts[2] == story.child()
    assert told.the(EventRestated).record_id == story.child().id
    right = RecordIdentity(name="Freja Lind", born_on=date(2000, 4, 5), sex="female")
    anew = case(*ready(wrong)).when(correction(story.child(), right), at=AT)
    assert anew.facts[3] == wrong
    state = anew.state
    assert isinstance(state, Case)
    assert isinstance(state.identity, ChildIdentified)
    assert state.identity.born_on == date(2000, 4, 4)


def planned() -> tuple[Event, ...]:
    aim = GoalSet(
        id=GOAL,
        plan_id=PLAN,
        parent_goal_id=None,
        set_on=date(2016, 1, 5),
        deadline_on=None,
        goal=Sealed("words"),
    )
    return (*ready(), aim)


def come(status: str, on: date) -> GoalStatusSet:
    return GoalStatusSet(
        id=uuid5(GOAL, status), goal_id=GOAL, status=status, status_on=on, reason=None
    )


def test_a_goals_status_is_put_right_or_taken_back_and_the_one_before_holds() -> None:
    begun, partly = come("in_progress", date(2016, 2, 1)), come("partly", date(2016, 3, 1))
    given = case(*planned(), begun, partly)
    back = given.when(retraction(partly), at=AT)
    assert back.facts[2] == begun
    assert isinstance(back.state, Case)
    assert [each.status for each in back.state.goals] == ["in_progress"]
    right = SetGoalStatus(status="reached", status_on=date(2016, 3, 2))
    anew = given.when(correction(partly, right), at=AT).the(GoalStatusSet)
    assert (anew.id, anew.status, anew.status_on) == (partly.id, "reached", date(2016, 3, 2))
    late = SetGoalStatus(status="in_progress", status_on=date(2016, 3, 3))
    given.when(correction(begun, late), at=AT).then_refused("nothing-later-rests-on-it")


def test_a_goal_without_a_status_is_as_it_was_set() -> None:
    begun = come("in_progress", date(2016, 2, 1))
    back = case(*planned(), begun).when(retraction(begun), at=AT)
    assert isinstance(back.facts[2], GoalSet)
    right = SetGoal(plan_id=PLAN, set_on=date(2016, 1, 6), goal="School every day.")
    goal = next(each for each in planned() if isinstance(each, GoalSet))
    anew = case(*planned(), begun).when(correction(goal, right), at=AT)
    assert anew.facts[3] == begun


def test_nobody_leaves_the_case_whose_custody_was_spoken_of_since() -> None:
    father = story.custodian(story.FATHER)
    spoken = CustodyChanged(
        id=UUID(int=11),
        party_id=story.FATHER,
        custodian=False,
        valid_from=date(2016, 2, 1),
        valid_to=None,
    )
    refused = case(*ready(father, spoken)).when(retraction(father), at=AT)
    refused.then_refused("nothing-later-rests-on-it")
    assert "CustodyChanged" in refused.unmet[0].en
    case(*ready()).when(retraction(story.custodian(MOTHER)), at=AT).the(EventRetracted)
