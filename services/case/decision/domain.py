"""What follows from deciding."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, assert_never
from uuid import UUID

from services.case.decision import commands, events
from services.case.decision.proposed import Proposed
from services.case.decision.rules import departed_decision, unmet_decision
from services.case.decision.state import Decision
from services.case.notification.domain import acted_on
from services.case.rules import in_force, number
from services.case.state import Case
from shared.calendar import day_of
from shared.decider import Asked, Beside, Unknown, require
from shared.sealing import Sealed, sealed

Facts = Sequence[events.DecisionEvent | Beside]


def evolve(case: Case, fact: events.DecisionEvent) -> Case:
    """Remember decisions."""
    match fact:
        case events.DecisionMade():
            return replace(case, decisions=(*case.decisions, made_of(fact)))
        case _:
            assert_never(fact)


def made_of(fact: events.DecisionMade) -> Decision:
    return Decision(
        id=fact.id,
        decided_on=fact.decided_on,
        regime=fact.regime,
        section=fact.section,
        kind=fact.kind,
        body=fact.body,
        measure_types=fact.measure_types,
        consent_ids=fact.consent_ids,
        replaces=fact.replaces_decision_id,
        application_id=fact.application_id,
        committee_due_on=fact.committee_due_on,
        lapses_on=fact.lapses_on,
    )


def what_follows(asked: Asked[Any], command: commands.DecisionCommand, case: Case) -> Facts:
    """Facts of deciding.

    Raises:
        Unknown: when a named consent, the decision to be replaced, or the application to be
            answered is not in the case.
    """
    match command:
        case commands.MakeDecision():
            return decided(asked, command, case)
        case _:
            assert_never(command)


def decided(asked: Asked[Any], decision: commands.MakeDecision, case: Case) -> Facts:
    """A decision under the law of its day, with the consents and the edition it rests on.

    What grants support acts on the notifications that the case is about.
    """
    proposed = Proposed(decision, case, day_of(asked.at))
    if not all_known(proposed):
        raise Unknown
    require(unmet_decision(proposed))
    made = made_on(asked.id, proposed)
    if decision.kind != "grant":
        return [made]
    worries = [each.id for each in case.worries]
    return [made, *acted_on(asked, worries, case.id, "measure", decision.decided_on)]


def made_on(decision_id: UUID, proposed: Proposed) -> events.DecisionMade:
    """The decision as it stands from now on."""
    decision = proposed.decision
    return events.DecisionMade(
        id=decision_id,
        decided_on=decision.decided_on,
        regime=decision.regime,
        section=decision.section,
        kind=decision.kind,
        body=decision.body,
        measure_types=tuple(decision.measure_types),
        expected_months=decision.expected_months,
        acute=decision.acute,
        consent_ids=rests_on(proposed),
        edition=in_force(decision.decided_on).in_force,
        purpose=sealed(decision.purpose),
        purpose_codes=tuple(dict.fromkeys(decision.purpose_codes)),
        lapses_on=decision.lapses_on,
        reasons=Sealed(decision.reasons),
        grounds=tuple(decision.grounds),
        members_present=decision.members_present,
        members_for=decision.members_for,
        lawyer_offered=decision.lawyer_offered,
        siblings_assessed=decision.siblings_assessed,
        committee_due_on=committee_due_on(decision),
        replaces_decision_id=decision.replaces_decision_id,
        application_id=decision.application_id,
        departures=departed_decision(proposed),
    )


def all_known(proposed: Proposed) -> bool:
    """Whether everything that the decision names is in the case."""
    case, decision = proposed.case, proposed.decision
    return (
        all(case.consent(each) for each in decision.consent_ids or ())
        and (proposed.replaced is None) == (decision.replaces_decision_id is None)
        and (proposed.application is None) == (decision.application_id is None)
    )


def rests_on(proposed: Proposed) -> tuple[UUID, ...]:
    """The consents that cover any of what is decided."""
    wanted = set(proposed.decision.measure_types)
    return tuple(each.id for each in proposed.consents if wanted & {*each.measure_types})


def committee_due_on(decision: commands.MakeDecision) -> date | None:
    """The last day to put a chair's decision before the committee; other decisions have none."""
    if decision.body != "chair":
        return None
    return decision.decided_on + timedelta(days=number("committee_days", decision.decided_on))
