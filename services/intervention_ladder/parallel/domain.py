"""What follows from judging measures side by side."""

from collections.abc import Sequence
from typing import Any

from services.intervention_ladder.parallel import commands, events, rules
from services.intervention_ladder.rules import demand
from services.intervention_ladder.state import Ladder
from shared.calendar import day_of
from shared.decider import Asked
from shared.sealing import sealed


def evolve(ladder: Ladder, fact: events.ParallelEvent) -> Ladder:
    return ladder.with_(fact)


def what_follows(
    asked: Asked[Any], judged: commands.ParallelCommand, ladder: Ladder
) -> Sequence[events.ParallelEvent]:
    fact = events.ParallelClassified(
        id=asked.id,
        measure_ids=tuple(judged.measure_ids),
        classified_on=judged.classified_on,
        classification=judged.classification,
        coordinator=judged.coordinator,
        change_theory=sealed(judged.change_theory),
    )
    demand(judged.classified_on, rules.of_judgement(fact, ladder, day_of(asked.at)))
    return [fact]
