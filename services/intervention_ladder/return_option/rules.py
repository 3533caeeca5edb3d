"""What is required of a place kept open, and of coming back to it (R7)."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from services.intervention_ladder.measures import Measure
from services.intervention_ladder.move.basis import claim_of, of_claim
from services.intervention_ladder.provision.rules import of_place
from services.intervention_ladder.provision.state import Provision
from services.intervention_ladder.return_option import events
from services.intervention_ladder.rules import Judged, Judgements, Read, of_the_day, started
from services.intervention_ladder.state import Ladder


def of_option(said: events.ReturnOptionSet, ladder: Ladder, today: date) -> Judgements:
    """A place is kept open that the child has left, for a time ahead."""
    yield from of_the_day(ladder, said.set_on, today)
    yield after_placement(said, ladder.measure(said.measure_id))


def after_placement(said: events.ReturnOptionSet, measure: Measure | None) -> Judged:
    left = measure is not None and measure.placement and measure.left_by(said.set_on)
    ahead = said.set_on < said.valid_until_on
    return Judged("return-option-after-placement", left and ahead, started(measure))


def of_return(
    option: events.ReturnOptionSet,
    stay: Measure,
    ladder: Ladder,
    today: date,
    provisions: Mapping[UUID, Provision],
) -> Judgements:
    """The child comes back while the option holds, on a decision that still carries the stay."""
    day = stay.started_on
    yield from of_the_day(ladder, day, today)
    yield while_it_holds(option, day)
    claim = claim_of(stay)
    beside = [each for each in ladder.measures if each.runs_from(day)]
    yield from of_claim(claim, ladder, beside)
    if provision := provisions.get(stay.said.provision_id or option.id):
        yield from of_place(provision, claim.kind, ladder.age_on(day), day)


def while_it_holds(option: events.ReturnOptionSet, day: date) -> Judged:
    holds = option.set_on <= day < option.valid_until_on
    read = (Read("ReturnOptionSet", option.id, option.set_on),)
    return Judged("return-option-valid", holds, read)
