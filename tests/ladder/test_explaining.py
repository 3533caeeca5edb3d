"""What a move would take is said by the very rules that would decide it."""

from uuid import uuid5

from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from services.intervention_ladder import commands
from services.intervention_ladder.definitions import DEFINITIONS
from services.intervention_ladder.explanation import A_YEAR, Option, option
from tests.decider import NEW
from tests.ladder import story
from tests.ladder.story import CASE, LadderGiven, day, decided, ladder, mapped, move, opened, start

DEFINITION = DEFINITIONS["default@1"]
TODAY = day("2016-10-03")
FACTS = [
    opened(),
    mapped(),
    story.investigated(),
    decided(),
    decided("2016-03-01", "kinship_care", id=uuid5(CASE, "other"), acute=True),
    story.closed("2016-09-01"),
]


def explained(known: LadderGiven, measure_type: str) -> Option:
    return option(known.state, DEFINITION, DEFINITION.known_type(measure_type), TODAY)


def rules(found: Option) -> tuple[set[str], set[str], set[str]]:
    met, unmet, warnings = (
        {rule.id for rule in each} for each in (found.met, found.unmet, found.warnings)
    )
    return met, unmet, warnings


def test_what_a_placement_lacks_is_said_beside_what_it_has() -> None:
    met, unmet, warnings = rules(explained(ladder(opened(), decided()), "kinship_care"))
    assert unmet == {"investigation-before-placement"}
    assert warnings == {"network-mapped-before-placement", "exit-plan-from-day-one"}
    assert {"case-open", "decision-made", "decision-covers-measure"} <= met


def test_without_a_decision_nothing_is_said_of_what_it_covers() -> None:
    met, unmet, _ = rules(explained(ladder(opened()), "family_treatment"))
    assert unmet == {"decision-made"}
    assert "decision-covers-measure" not in met


def test_what_the_child_would_leave_gives_way() -> None:
    both = start("residential_institution"), start("family_treatment")
    placed = story.ready().when(move("2016-01-11", *both)).after
    found = explained(placed, "kinship_care")
    assert [each.measure_type for each in found.ends] == ["residential_institution"]
    assert not found.unmet


def test_universal_support_takes_an_open_case_and_no_decision() -> None:
    met, unmet, _ = rules(explained(ladder(opened()), "professional_network"))
    assert (met, unmet) == ({"case-open"}, set())


@settings(max_examples=60)
@forall(
    st.lists(st.sampled_from(FACTS), unique_by=id, max_size=6),
    st.sampled_from([kind.code for kind in DEFINITION.measure_types]),
)
def test_explanation_and_decision_never_disagree(facts: list[object], code: str) -> None:
    known = ladder(*facts)  # type: ignore[arg-type]
    found = explained(known, code)
    asked = commands.MakeMove(
        effective_on=TODAY,
        starts=[
            commands.Start(
                measure_type=code,
                decision_id=found.decision_id
                if DEFINITION.known_type(code).needs_decision
                else None,
                planned_end_on=TODAY + A_YEAR,
            )
        ],
        ends=[commands.End(measure_id=each.id, reason="replaced") for each in found.ends],
        rationale="The step fits her needs.",
    )
    decision = known.when(asked, id=NEW)
    assert set(decision.refused) == {rule.id for rule in found.unmet}
