"""What follows from deciding."""

from dataclasses import replace
from typing import Any, assert_never

from services.case.decision import commands, events
from services.case.decision.rules import Proposed, unmet_decision
from services.case.rules import in_force
from services.case.state import Case, Decision
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed, sealed

Facts = list[events.DecisionEvent]


def evolve(case: Case, fact: events.DecisionEvent) -> Case:
    """Remember decisions."""
    match fact:
        case events.DecisionMade():
            made = Decision(
                id=fact.id,
                decided_on=fact.decided_on,
                regime=fact.regime,
                section=fact.section,
            )
            return replace(case, decisions=(*case.decisions, made))
        case _:
            assert_never(fact)


def what_follows(asked: Asked[Any], command: commands.DecisionCommand, case: Case) -> Facts:
    """Facts of deciding.

    Raises:
        Unknown: when a named consent is not in the case.
    """
    match command:
        case commands.MakeDecision():
            return decided(asked, command, case)
        case _:
            assert_never(command)


def decided(asked: Asked[Any], decision: commands.MakeDecision, case: Case) -> Facts:
    """A decision under the law of its day, with the consents and the edition it rests on."""
    if any(case.consent(each) is None for each in decision.consent_ids or ()):
        raise Unknown
    proposed = Proposed(decision, case, day_of(asked.at))
    require(unmet_decision(proposed))
    wanted = set(decision.measure_types)
    made = events.DecisionMade(
        id=asked.id,
        decided_on=decision.decided_on,
        regime=decision.regime,
        section=decision.section,
        kind=decision.kind,
        body=decision.body,
        measure_types=tuple(decision.measure_types),
        expected_months=decision.expected_months,
        acute=decision.acute,
        consent_ids=tuple(each.id for each in proposed.consents if wanted & {*each.measure_types}),
        edition=in_force(decision.decided_on).in_force,
        purpose=sealed(decision.purpose),
        reasons=Sealed(decision.reasons),
    )
    return [made]
