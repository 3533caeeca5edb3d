"""Whatever has happened to a child, what is said of a move is what would be decided of it."""

from datetime import UTC, date, datetime, time

from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from services.intervention_ladder.definitions import DEFINITIONS, UNDER_ASSESSMENT, Named, Step
from services.intervention_ladder.domain import on
from services.intervention_ladder.explanation import options
from services.intervention_ladder.move.commands import MakeMove
from services.intervention_ladder.move.rules import Proposed, judged
from services.intervention_ladder.rules import departed, unmet
from shared.calendar import day_of
from tests.decider import NEW, NOW, given
from tests.ladder import story
from tests.ladder.histories import Wish, days, facts_of, histories, lived, moves
from tests.ladder.story import known

names = st.sampled_from([*DEFINITIONS])


def noon(day: date) -> datetime:
    return datetime.combine(day, time(11), UTC)


@settings(max_examples=80)
@forall(histories(), names, names, days)
def test_a_step_is_explained_as_the_move_to_it_would_be_decided(
    wanted: list[Wish], pinned: str, current: str, today: date
) -> None:
    """By every way to every step, also when what runs had pinned another ladder."""
    definition = DEFINITIONS[current]
    ladder = given(on(definition), *facts_of(lived(wanted, DEFINITIONS[pinned])))
    targets: list[Step | Named] = [*definition.steps, UNDER_ASSESSMENT]
    for target in targets:
        for found in options(known(ladder), definition, target, today):
            outcomes = [ladder.when(each, id=NEW, at=noon(today)) for each in found.asked]
            unmet_rules = {each.rule.id for each in found.unmet}
            assert {rule for each in outcomes for rule in each.refused} == unmet_rules
            assert all(each.facts for each in outcomes) == (not unmet_rules)
            if isinstance(found.asked[0], MakeMove) and not unmet_rules:
                warned = [each.rule.id for each in found.warnings]
                assert story.departed(outcomes[0]) == warned


@settings(max_examples=200)
@forall(histories(), moves, names)
def test_any_change_set_is_judged_as_it_would_be_decided(
    wanted: list[Wish], wish: Wish, name: str
) -> None:
    definition = DEFINITIONS[name]
    ladder = lived(wanted, definition)[-1]
    move, _ = wish(known(ladder))
    assert isinstance(move, MakeMove)
    found = [*judged(Proposed(move, known(ladder), definition, day_of(NOW)))]
    refusing = {each.rule for each in unmet(move.effective_on, found)}
    outcome = ladder.when(move, id=NEW)
    assert set(outcome.refused) == refusing
    assert bool(outcome.facts) == (not refusing)
    if not refusing:
        assert story.departed(outcome) == [*departed(move.effective_on, found)]
