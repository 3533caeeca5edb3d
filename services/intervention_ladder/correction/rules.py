"""What is required of a correction. What it says instead has the rules of its own kind."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from services.intervention_ladder.correction import commands
from services.intervention_ladder.correction.kinds import KINDS
from services.intervention_ladder.definitions import DEFINITIONS
from services.intervention_ladder.measures import Measure
from services.intervention_ladder.provision.rules import of_place
from services.intervention_ladder.provision.state import Provision
from services.intervention_ladder.rules import Judged, Judgements, started
from services.intervention_ladder.standing import of_measure
from services.intervention_ladder.state import Ladder

OF_MEASURE = {
    "MeasureStarted": commands.StartedOtherwise,
    "MeasureEnded": commands.EndedOtherwise,
}


def of_correction(correction: commands.CorrectLadder, today: date) -> Judgements:
    yield Judged("not-in-the-future", correction.corrected_on <= today)
    said = correction.instead
    yield Judged("corrected-or-retracted", correction.retracted == (said is None))
    kind = correction.record_kind
    wanted = OF_MEASURE[kind] if kind in OF_MEASURE else KINDS[kind].command
    yield Judged("corrected-in-its-own-kind", said is None or isinstance(said, wanted))


def of_measure_instead(
    measure: Measure, after: Ladder, today: date, provisions: Mapping[UUID, Provision]
) -> Judgements:
    """A measure as it should have been said, among everything else as it stands."""
    last = measure.ended_on or measure.started_on
    yield Judged("not-in-the-future", max(measure.started_on, last) <= today)
    ends = measure.ended_on is None or measure.started_on < measure.ended_on
    yield Judged("measure-ends-after-it-starts", ends, started(measure))
    yield from of_measure(after, measure)
    if provision := provisions.get(measure.said.provision_id or measure.id):
        kind = DEFINITIONS[measure.definition].known_type(measure.measure_type)
        day = measure.started_on
        yield from of_place(provision, kind, after.age_on(day), day)
