"""What follows from saying why siblings live together or apart."""

from collections.abc import Sequence
from typing import Any

from services.intervention_ladder.rules import demand
from services.intervention_ladder.sibling import commands, events, rules
from services.intervention_ladder.state import Ladder
from shared.calendar import day_of
from shared.decider import Asked, Unknown
from shared.sealing import Sealed


def evolve(ladder: Ladder, fact: events.SiblingEvent) -> Ladder:
    return ladder.with_(fact)


def what_follows(
    asked: Asked[Any], said: commands.SiblingCommand, ladder: Ladder
) -> Sequence[events.SiblingEvent]:
    measure = ladder.measure(asked.of)
    if measure is None:
        raise Unknown
    day = said.explained_on
    demand(day, rules.of_explanation(ladder, measure, day, day_of(asked.at)))
    fact = events.SiblingPlacementExplained(
        id=asked.id,
        measure_id=measure.id,
        explained_on=day,
        arrangement=said.arrangement,
        reasons=Sealed(said.reasons),
    )
    return [fact]
