"""What is required of what is said of siblings."""

from datetime import date

from services.intervention_ladder.measures import Measure
from services.intervention_ladder.rules import Judged, Judgements, of_the_day, while_it_runs
from services.intervention_ladder.state import Ladder


def of_explanation(ladder: Ladder, measure: Measure, day: date, today: date) -> Judgements:
    """It is said of a placement that runs."""
    yield from of_the_day(ladder, day, today)
    yield while_it_runs(measure, day)
    yield Judged("siblings-of-a-placed-child", measure.placement)
