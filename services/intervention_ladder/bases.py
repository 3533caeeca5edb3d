"""What a measure rests on in turn: the decision it was started on, then those that carry it on.

A measure keeps its basis until a new decision is made; that is no movement, and no new measure. A
decision carries a measure on when it takes the place of its basis. One made under the other law
does so even when it does not name what it replaces, unless a measure of its own began on it.
"""

from datetime import date
from uuid import UUID

from services.intervention_ladder.definitions import DEFINITIONS
from services.intervention_ladder.measures import Measure
from services.intervention_ladder.news.events import DecisionHeard
from services.intervention_ladder.readings import Basis
from services.intervention_ladder.state import Ladder


def bases(ladder: Ladder, measure: Measure) -> tuple[Basis, ...]:
    """All that a measure has rested on, oldest first; none when it needs no decision."""
    first = ladder.decision(measure.said.decision_id)
    if first is None:
        return ()
    read = [basis(first, measure.started_on)]
    started_on = {each.said.decision_id for each in ladder.measures}
    for each in sorted(ladder.all(DecisionHeard), key=lambda decision: decision.decided_on):
        named = each.replaces == read[-1].decision_id
        other_law = each.regime != read[-1].regime and each.id not in started_on
        if (named or other_law) and covers(each, measure, after=read[-1].from_on):
            read.append(basis(each, each.decided_on))
    return tuple(read)


def basis(decision: DecisionHeard, from_on: date) -> Basis:
    return Basis(
        from_on=from_on,
        decision_id=decision.id,
        regime=decision.regime,
        section=decision.section,
    )


def covers(decision: DecisionHeard, measure: Measure, *, after: date) -> bool:
    """Whether a grant that was made after a day covers a measure that ran when it was made."""
    kind = DEFINITIONS[measure.definition].known_type(measure.measure_type)
    runs = after < decision.decided_on and measure.runs_on(decision.decided_on)
    return runs and decision.kind == "grant" and kind.decided_as in decision.measure_types


def resting_on(ladder: Ladder, measure: Measure, day: date) -> UUID | None:
    """The decision that a measure rests on, on a day."""
    read = [each for each in bases(ladder, measure) if each.from_on <= day]
    return read[-1].decision_id if read else measure.said.decision_id
