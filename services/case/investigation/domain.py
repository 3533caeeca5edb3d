"""What follows while finding out what a child needs."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, assert_never

from services.case.investigation import commands, events
from services.case.investigation.rules import (
    WAIVER_REASONS,
    of_completion,
    of_consent,
    of_start,
    of_waiver,
    of_withdrawal,
)
from services.case.investigation.state import Heard
from services.case.notification.domain import acted_on
from services.case.rules import departed, in_force, of_any_fact, unmet
from services.case.state import Case, Consent, Investigation
from shared.calendar import day_of
from shared.contracts.case import regime_on
from shared.decider import Asked, Beside, Unknown, require
from shared.sealing import Sealed
from shared.things import changed

Facts = list[events.InvestigationEvent]
AndBeside = Sequence[events.InvestigationEvent | Beside]


def evolve(case: Case, fact: events.InvestigationEvent) -> Case:
    """Remember investigations, when the child was heard, and consents."""
    match fact:
        case events.InvestigationStarted():
            begun = Investigation(id=fact.id, started_on=fact.started_on, aware_on=fact.aware_on)
            return replace(case, investigations=(*case.investigations, begun))
        case events.InvestigationCompleted():
            return replace(
                case,
                investigations=changed(
                    case.investigations, fact.id, completed_on=fact.completed_on
                ),
            )
        case events.ChildConversationHeld():
            return with_heard(case, Heard(on=fact.held_on, purpose=fact.purpose))
        case events.ChildConversationWaived():
            return with_heard(case, Heard(on=fact.waived_on, purpose=None))
        case events.ConsentGiven():
            return replace(case, consents=(*case.consents, consent_of(fact)))
        case events.ConsentWithdrawn():
            return replace(
                case, consents=changed(case.consents, fact.id, withdrawn_on=fact.withdrawn_on)
            )


def with_heard(case: Case, heard: Heard) -> Case:
    return replace(case, heard=(*case.heard, heard))


def consent_of(fact: events.ConsentGiven) -> Consent:
    return Consent(
        id=fact.id,
        party_id=fact.party_id,
        given_on=fact.given_on,
        measure_types=fact.measure_types,
        purpose_codes=frozenset(fact.purpose_codes),
    )


def what_follows(
    asked: Asked[Any], command: commands.InvestigationCommand, case: Case
) -> AndBeside:
    """Facts of finding out.

    Raises:
        Unknown: when the investigation, the consent or the party is not in the case.
    """
    match command:
        case commands.StartInvestigation():
            return started(asked, command, case)
        case commands.CompleteInvestigation():
            return completed(asked, command, case)
        case commands.HoldChildConversation():
            return held(asked, command, case)
        case commands.WaiveChildConversation():
            return waived(asked, command, case)
        case commands.GiveConsent():
            return consented(asked, command, case)
        case commands.WithdrawConsent():
            return withdrawn(asked, command, case)
        case _:
            assert_never(command)


def started(asked: Asked[Any], start: commands.StartInvestigation, case: Case) -> AndBeside:
    """An investigation begins, and the notifications that the case is about are told."""
    require(unmet(start.started_on, of_start(start, case, day_of(asked.at))))
    begun = events.InvestigationStarted(
        id=asked.id,
        started_on=start.started_on,
        aware_on=start.aware_on or case.aware_on,
        regime=regime_on(start.started_on),
        reasons=tuple(start.reasons),
    )
    worries = [each.id for each in case.worries]
    return [begun, *acted_on(asked, worries, case.id, "investigation", start.started_on)]


def completed(asked: Asked[Any], completion: commands.CompleteInvestigation, case: Case) -> Facts:
    begun = case.investigation(asked.of)
    if begun is None:
        raise Unknown
    day = completion.completed_on
    found = [*of_completion(completion, begun, case, day_of(asked.at))]
    require(unmet(day, found))
    concluded = events.InvestigationCompleted(
        id=begun.id,
        completed_on=day,
        conclusion=completion.conclusion,
        focus_points=found_out(completion.focus_points),
        departures=departed(day, found, completion),
        edition=in_force(day).in_force,
    )
    return [concluded]


def found_out(points: commands.FocusPoints) -> events.FocusPoints:
    return events.FocusPoints(
        development_and_behaviour=Sealed(points.development_and_behaviour),
        family=Sealed(points.family),
        school=Sealed(points.school),
        health=Sealed(points.health),
        leisure_and_friendships=Sealed(points.leisure_and_friendships),
        other=Sealed(points.other),
    )


def held(asked: Asked[Any], conversation: commands.HoldChildConversation, case: Case) -> Facts:
    day = conversation.held_on
    require(unmet(day, of_any_fact(case, day, day_of(asked.at))))
    spoken = events.ChildConversationHeld(
        id=asked.id,
        held_on=day,
        purpose=conversation.purpose,
        without_custodian=conversation.without_custodian,
        companion=conversation.companion,
        views=Sealed(conversation.views),
    )
    return [spoken]


def waived(asked: Asked[Any], waiver: commands.WaiveChildConversation, case: Case) -> Facts:
    day = waiver.waived_on
    require(unmet(day, of_waiver(waiver, case, day_of(asked.at))))
    unspoken = events.ChildConversationWaived(
        id=asked.id,
        waived_on=day,
        reason=waiver.reason,
        catch_up=WAIVER_REASONS.nearest(day)[waiver.reason].catch_up,
        views_otherwise=Sealed(waiver.views_otherwise),
    )
    return [unspoken]


def consented(asked: Asked[Any], consent: commands.GiveConsent, case: Case) -> Facts:
    if consent.party_id is not None and case.person(consent.party_id) is None:
        raise Unknown
    require(unmet(consent.given_on, of_consent(consent, case, day_of(asked.at))))
    given = events.ConsentGiven(
        id=asked.id,
        party_id=consent.party_id,
        given_on=consent.given_on,
        measure_types=tuple(consent.measure_types),
        purpose=Sealed(consent.purpose),
        purpose_codes=tuple(dict.fromkeys(consent.purpose_codes)),
        matters=tuple(dict.fromkeys(consent.matters)),
    )
    return [given]


def withdrawn(asked: Asked[Any], withdrawal: commands.WithdrawConsent, case: Case) -> Facts:
    given = case.consent(asked.of)
    if given is None:
        raise Unknown
    day = withdrawal.withdrawn_on
    found = [*of_withdrawal(withdrawal, given, case, day_of(asked.at))]
    require(unmet(day, found))
    taken_back = events.ConsentWithdrawn(
        id=given.id,
        party_id=given.party_id,
        withdrawn_on=day,
        measure_types=given.measure_types,
        decision_ids=tuple(each.id for each in case.resting_on(given.id, day)),
        departures=departed(day, found, withdrawal),
        edition=in_force(day).in_force,
    )
    return [taken_back]
