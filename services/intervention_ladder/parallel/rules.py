"""What is required of a judgement of parallel measures (R10)."""

from datetime import date

from services.intervention_ladder.parallel import events
from services.intervention_ladder.rules import Judged, Judgements, of_the_day, started
from services.intervention_ladder.state import Ladder


def of_judgement(said: events.ParallelClassified, ladder: Ladder, today: date) -> Judgements:
    """At least two different measures are judged, all of which run on the day."""
    yield from of_the_day(ladder, said.classified_on, today)
    running = {each.id: each for each in ladder.running(said.classified_on)}
    named = {*said.measure_ids}
    met = len(named) > 1 and running.keys() >= named
    yield Judged("parallel-measures-run", met, started(*map(running.get, named)))
