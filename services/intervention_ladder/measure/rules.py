"""What is required of what is done to a measure while it runs."""

from datetime import date

from services.intervention_ladder.definitions import DEFINITIONS
from services.intervention_ladder.measures import Measure
from services.intervention_ladder.provision.rules import of_place
from services.intervention_ladder.provision.state import Provision
from services.intervention_ladder.rules import (
    Judged,
    Judgements,
    of_the_day,
    while_it_runs,
)
from services.intervention_ladder.state import Ladder


def of_what_is_done(ladder: Ladder, measure: Measure, day: date, today: date) -> Judgements:
    """It is done in an open case, by today, to a measure that runs."""
    yield from of_the_day(ladder, day, today)
    yield while_it_runs(measure, day)


def of_planned_end(measure: Measure, planned_end_on: date | None, day: date) -> Judgements:
    if planned_end_on is not None:
        later = measure.started_on < planned_end_on and day <= planned_end_on
        yield Judged("planned-end-after-start", later)


def of_site(ladder: Ladder, measure: Measure, provision: Provision | None, day: date) -> Judgements:
    """A child changes places while it is placed, and to a place that takes it."""
    after = measure.placement and measure.started_on < day
    days = {each.changed_on for each in measure.sites}
    yield Judged("another-place-while-placed", after and day not in days)
    if provision:
        kind = DEFINITIONS[measure.definition].known_type(measure.measure_type)
        yield from of_place(provision, kind, ladder.age_on(day), day)
