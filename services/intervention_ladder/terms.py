"""How long a measure is to run: its planned end, its way out, and the return that is kept open."""

from services.intervention_ladder.measures import Measure
from services.intervention_ladder.readings import TermsChanged
from services.intervention_ladder.return_option.events import ReturnOptionSet
from services.intervention_ladder.state import Ladder


def terms(ladder: Ladder, measure: Measure) -> TermsChanged:
    """As it now reads, from all that was said and not taken back."""
    plan = ladder.exit_plan_of(measure.id)
    kept = [each for each in ladder.all(ReturnOptionSet) if each.measure_id == measure.id]
    return TermsChanged(
        id=measure.id,
        planned_end_on=measure.planned_end_on,
        exit_target_on=plan.target_on if plan else None,
        exit_step=plan.next_step if plan else None,
        return_until_on=max((each.valid_until_on for each in kept), default=None),
    )


def terms_told(before: Ladder, measure: Measure, *, said_anew: bool) -> TermsChanged | None:
    """As it was read last; else as its start says, which is told again when it is said anew."""
    told = before.one(TermsChanged, measure.id)
    if told is None:
        return TermsChanged(id=measure.id, planned_end_on=measure.said.planned_end_on)
    return None if said_anew else told
