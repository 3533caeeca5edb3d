"""What a move would take is said by the very rules that would decide it, and by what they read."""

from datetime import timedelta
from uuid import uuid5

from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from services.intervention_ladder.definitions import DEFINITIONS, UNDER_ASSESSMENT
from services.intervention_ladder.domain import on
from services.intervention_ladder.events import Event
from services.intervention_ladder.explanation import Option, option, options
from services.intervention_ladder.move.commands import MakeMove
from services.intervention_ladder.news.events import CommitteeHeard, ConsentEndHeard
from services.intervention_ladder.rules import Finding, Read
from services.intervention_ladder.state import Ladder
from tests.decider import NEW, given
from tests.ladder import story
from tests.ladder.story import (
    CASE,
    DECISION,
    DEFINITION,
    LadderGiven,
    day,
    decided,
    ladder,
    mapped,
    move,
    opened,
    start,
)

TODAY = day("2016-10-03")
NOON = story.datetime_of("2016-10-03")
FACTS = [
    opened(),
    mapped(),
    story.investigated(),
    decided(),
    decided("2016-03-01", "kinship_care", id=uuid5(CASE, "other"), acute=True),
    decided("2016-09-01", id=uuid5(CASE, "ending"), kind="ending", replaces=DECISION),
    decided("2016-01-06", "foster_general", id=uuid5(CASE, "old"), expected_months=6),
    CommitteeHeard(
        id=uuid5(CASE, "other"), considered_on=day("2016-03-05"), outcome="refused", lapses_on=None
    ),
    ConsentEndHeard(
        id=CASE, withdrawn_on=day("2016-05-01"), party_id=None, measure_types=(),
        decision_ids=(DECISION,),
    ),
    story.born("2003-02-03"),
    story.sibling(),
    story.helped(),
    *story.goals(),
    story.closed("2016-09-01"),
]  # fmt: skip


def explained(known: LadderGiven, measure_type: str) -> Option:
    kind = DEFINITION.known_type(measure_type)
    return option(story.known(known), DEFINITION, kind, kind.step, TODAY)


def ids(found: Option) -> tuple[set[str], set[str], set[str]]:
    met, unmet, warnings = (
        {each.rule.id for each in some} for some in (found.met, found.unmet, found.warnings)
    )
    return met, unmet, warnings


def the(found: Option, rule: str) -> Finding:
    return next(each for each in found.found if each.rule.id == rule)


def test_what_a_placement_lacks_is_said_beside_what_it_has() -> None:
    met, unmet, warnings = ids(explained(ladder(opened(), decided()), "kinship_care"))
    assert unmet == {"investigation-before-placement"}
    assert warnings == {
        "network-mapped-before-placement", "exit-plan-from-day-one", "alternatives-considered",
        "goals-answered",
    }  # fmt: skip
    assert {"case-open", "decision-made", "decision-covers-measure"} <= met


def test_every_judgement_names_the_facts_that_it_read() -> None:
    found = explained(story.ready(), "kinship_care")
    made = Read("DecisionMade", DECISION, day("2016-01-06"))
    assert the(found, "decision-covers-measure").read == (made,)
    done = story.investigated()
    assert the(found, "investigation-before-placement").read == (
        Read("InvestigationCompleted", done.id, done.completed_on),
    )
    assert the(found, "case-open").read == (Read("CaseOpened", CASE, day("2015-10-12")),)


def test_what_stands_in_the_way_is_named_by_the_fact_that_does() -> None:
    placed = story.ready().when(move("2016-01-11", start("residential_institution"))).after
    swap = move("2016-10-03", start("kinship_care"))
    refused = placed.when(swap, id=CASE)
    assert refused.refused == ("one-active-placement",)
    found = explained(placed, "kinship_care")
    assert [each.id for each in found.ends] == [story.started(NEW)]


def test_without_a_decision_nothing_is_said_of_what_it_covers() -> None:
    met, unmet, _ = ids(explained(ladder(opened()), "family_treatment"))
    assert unmet == {"decision-made"}
    assert "decision-covers-measure" not in met


def test_what_the_child_would_leave_gives_way() -> None:
    both = start("residential_institution"), start("family_treatment")
    placed = story.ready().when(move("2016-01-11", *both)).after
    found = explained(placed, "kinship_care")
    assert [each.measure_type for each in found.ends] == ["residential_institution"]
    assert not found.unmet


def test_universal_support_takes_an_open_case_and_no_decision() -> None:
    met, unmet, warnings = ids(explained(ladder(opened()), "professional_network"))
    assert {"case-open", "measure-type-on-ladder"} <= met
    assert (unmet, warnings) == (set(), set())


def test_a_type_that_may_stand_on_several_steps_is_explained_on_each() -> None:
    known = story.known(story.ready())
    for code in ("T2", "T3"):
        step = DEFINITION.known_step(code)
        found = {each.measure_type.code for each in options(known, DEFINITION, step, TODAY)
                 if each.measure_type}  # fmt: skip
        assert "contact_person_child" in found


def test_keeping_ones_place_in_aftercare_is_a_way_to_the_step_that_it_is_on() -> None:
    """S14: she lives with a foster family, and turned eighteen."""
    aftercare = uuid5(CASE, "aftercare")
    granted = decided("2016-09-01", "aftercare_residential", id=aftercare, section="76(3)1")
    young = story.and_then(story.ready(), story.born("1998-02-03"), granted)
    placed = young.when(move("2016-01-11", start("foster_municipal"))).after
    step = DEFINITION.known_step("T5")
    found = {each.measure_type.code: each
             for each in options(story.known(placed), DEFINITION, step, TODAY)
             if each.measure_type}  # fmt: skip
    assert not found["aftercare_residential"].unmet
    kept = placed.when(found["aftercare_residential"].asked[0], id=CASE, at=NOON)
    assert story.way(kept)[-1] == ("T5", "2016-01-11", None)
    assert [each.measure_type for each in story.known(kept).running(TODAY)] == [
        "aftercare_residential"
    ]
    at_home = options(story.known(young), DEFINITION, step, TODAY)
    assert "aftercare_residential" not in {e.measure_type.code for e in at_home if e.measure_type}


def test_leaving_the_ladder_takes_no_more_than_an_open_case() -> None:
    helped = story.ready().when(move("2016-01-11", start("family_treatment"))).after
    [leaving] = options(story.known(helped), DEFINITION, UNDER_ASSESSMENT, TODAY)
    assert leaving.measure_type is None
    assert [each.measure_type for each in leaving.ends] == ["family_treatment"]
    assert not leaving.unmet
    gone = helped.when(leaving.asked[0], id=CASE, at=NOON)
    assert story.way(gone)[-1] == ("T0", "2016-10-03", None)


@settings(max_examples=150)
@forall(
    st.lists(st.sampled_from(FACTS), unique_by=id, max_size=len(FACTS)),
    st.lists(st.sampled_from(["residential_institution", "family_treatment", "kinship_care"])),
    st.sampled_from([*(step.code for step in DEFINITION.steps), "T0"]),
    st.sampled_from([*DEFINITIONS]),
)
def test_explanation_and_decision_never_disagree(
    facts: list[Event], running: list[str], target: str, name: str
) -> None:
    """Nothing is unmet, exactly when the move would be recorded; and the warnings are the same."""
    definition = DEFINITIONS[name]
    known = given(on(definition), *facts)
    for number, kind in enumerate(running):
        first = move("2016-04-01", start(kind, planned_end_on="2017-04-01"))
        known = known.when(first, id=uuid5(CASE, str(number))).after
    step = definition.step(target) or UNDER_ASSESSMENT
    before = story.known(known) if known.past else Ladder()
    for found in options(before, definition, step, TODAY):
        if len(found.asked) > 1 or not isinstance(found.asked[0], MakeMove):
            continue  # a safety plan, which is no move
        outcome = known.when(found.asked[0], id=NEW, at=NOON)
        assert set(outcome.refused) == {each.rule.id for each in found.unmet}
        if not found.unmet:
            assert story.departed(outcome) == [each.rule.id for each in found.warnings]


def test_a_safety_plan_is_a_way_to_its_step_where_it_is_one() -> None:
    copenhagen = DEFINITIONS["copenhagen@1"]
    placed = given(on(copenhagen), *story.ready().past)
    placed = placed.when(move("2016-01-11", start("kinship_care"))).after
    step = copenhagen.known_step("T3S")
    [found] = options(story.known(placed), copenhagen, step, TODAY)
    assert [each.measure_type for each in found.ends] == ["kinship_care"]
    assert not found.unmet
    safe = placed
    for asked in found.asked:
        safe = safe.when(asked, id=NEW, at=NOON).after
    assert story.way(safe)[-1] == ("T3S", "2016-10-03", None)
    [refused] = options(Ladder(), copenhagen, step, TODAY)
    assert [each.rule.id for each in refused.unmet] == ["case-open"]


def test_a_proposed_stay_in_aftercare_ends_by_the_23rd_birthday() -> None:
    young = story.and_then(story.ready(), story.born("1994-02-03"))
    found = explained(young, "aftercare_contact_person")
    [asked] = found.asked
    assert isinstance(asked, MakeMove)
    [begun] = asked.starts
    assert begun.planned_end_on == day("2017-02-03")
    assert begun.planned_end_on < TODAY + timedelta(days=365)
