"""D19: a party may appeal. D20: the decision is looked at again, then sent on if upheld.

Parties' rights outlive the case: a closed one is still answered for, and appealed.
"""

from collections.abc import Iterator

from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import End, Known, first_step, trigger
from services.followup.owed.met_by import MET_BY

UPHELD = "upheld"


def owed(known: Known) -> Iterator[Obligation]:
    for told in known.state.taken("DecisionNotified"):
        answer = first_step(known.steps(MET_BY["D19"], told.of, told.party_id), told.on)
        yield from known.owed(Duty(rule="D19", subject=told.of), trigger(told), answer)
    for lodged in {each.id: each for each in known.state.taken("AppealLodged")}.values():
        again = known.steps(MET_BY["D20"], lodged.id)
        decided = first_step(known.steps(("AppealDecided",), lodged.id), lodged.on)
        end = End(decided.on, "appeal_decided") if decided else None
        answer = first_step(again, lodged.on)
        yield from known.owed(Duty(rule="D20", subject=lodged.id), trigger(lodged), answer, end)
        if any(step.code == UPHELD for step in again):
            rule = "D20-forwarding"
            answer = first_step(known.steps(MET_BY[rule], lodged.id), lodged.on)
            yield from known.owed(Duty(rule=rule, subject=lodged.id), trigger(lodged), answer, end)
