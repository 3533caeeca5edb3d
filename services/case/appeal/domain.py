"""What follows once a decision is made."""

from dataclasses import replace
from typing import Any, assert_never
from uuid import UUID

from services.case.appeal import commands, events
from services.case.appeal.rules import (
    of_forwarding,
    of_lodging,
    of_notice,
    of_outcome,
    of_reconsideration,
    of_suspension,
)
from services.case.rules import unmet
from services.case.state import Appeal, Case
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed
from shared.things import changed

Facts = list[events.AppealEvent]


def evolve(case: Case, fact: events.AppealEvent) -> Case:
    """Remember appeals, and how far they have come; no rule asks who was notified."""
    match fact:
        case events.DecisionNotified():
            return case
        case events.AppealLodged():
            lodged = Appeal(id=fact.id, lodged_on=fact.lodged_on)
            return replace(case, appeals=(*case.appeals, lodged))
        case events.AppealReconsidered():
            withdrawn = fact.outcome == "withdrawn"
            return with_appeal(
                case, fact.id, reconsidered_on=fact.reconsidered_on, withdrawn=withdrawn
            )
        case events.AppealSuspended():
            return with_appeal(case, fact.id, suspended_on=fact.suspended_on)
        case events.AppealForwarded():
            return with_appeal(case, fact.id, forwarded_on=fact.forwarded_on)
        case events.AppealDecided():
            return with_appeal(case, fact.id, decided_on=fact.decided_on)


def with_appeal(case: Case, appeal: UUID, **changes: object) -> Case:
    return replace(case, appeals=changed(case.appeals, appeal, **changes))


def what_follows(asked: Asked[Any], command: commands.AppealCommand, case: Case) -> Facts:
    """Facts of what became of a decision.

    Raises:
        Unknown: when the decision, the appeal or the party is not in the case.
    """
    match command:
        case commands.NotifyDecision():
            return notified(asked, command, case)
        case commands.LodgeAppeal():
            return lodged(asked, command, case)
        case commands.SuspendDecision():
            return suspended(asked, command, case)
        case commands.ReconsiderAppeal():
            return reconsidered(asked, command, case)
        case commands.ForwardAppeal():
            return forwarded(asked, command, case)
        case commands.DecideAppeal():
            return decided(asked, command, case)
        case _:
            assert_never(command)


def notified(asked: Asked[Any], notice: commands.NotifyDecision, case: Case) -> Facts:
    decision = case.decision(asked.of)
    if decision is None or not case.knows(notice.party_id):
        raise Unknown
    day = notice.notified_on
    require(unmet(day, of_notice(notice, decision, case, day_of(asked.at))))
    told = events.DecisionNotified(
        id=asked.id,
        decision_id=decision.id,
        party_id=notice.party_id,
        notified_on=day,
        appeal_notice=notice.appeal_notice,
    )
    return [told]


def lodged(asked: Asked[Any], appeal: commands.LodgeAppeal, case: Case) -> Facts:
    decision = case.decision(appeal.decision_id)
    if decision is None or not case.knows(appeal.party_id):
        raise Unknown
    day = appeal.lodged_on
    require(unmet(day, of_lodging(appeal, decision, case, day_of(asked.at))))
    received = events.AppealLodged(
        id=asked.id,
        decision_id=decision.id,
        party_id=appeal.party_id,
        lodged_on=day,
        words=Sealed(appeal.words),
    )
    return [received]


def suspended(asked: Asked[Any], suspension: commands.SuspendDecision, case: Case) -> Facts:
    appeal, day = appeal_of(asked, case), suspension.suspended_on
    require(unmet(day, of_suspension(suspension, appeal, day_of(asked.at))))
    put_off = events.AppealSuspended(
        id=appeal.id,
        suspended_on=day,
        granted_by=suspension.granted_by,
        words=Sealed(suspension.words),
    )
    return [put_off]


def reconsidered(asked: Asked[Any], again: commands.ReconsiderAppeal, case: Case) -> Facts:
    appeal, day = appeal_of(asked, case), again.reconsidered_on
    require(unmet(day, of_reconsideration(again, appeal, day_of(asked.at))))
    looked_at = events.AppealReconsidered(
        id=appeal.id, reconsidered_on=day, outcome=again.outcome, words=Sealed(again.words)
    )
    return [looked_at]


def forwarded(asked: Asked[Any], forwarding: commands.ForwardAppeal, case: Case) -> Facts:
    appeal, day = appeal_of(asked, case), forwarding.forwarded_on
    require(unmet(day, of_forwarding(forwarding, appeal, day_of(asked.at))))
    return [events.AppealForwarded(id=appeal.id, forwarded_on=day)]


def decided(asked: Asked[Any], outcome: commands.DecideAppeal, case: Case) -> Facts:
    appeal, day = appeal_of(asked, case), outcome.decided_on
    require(unmet(day, of_outcome(outcome, appeal, day_of(asked.at))))
    return [events.AppealDecided(id=appeal.id, decided_on=day, outcome=outcome.outcome)]


def appeal_of(asked: Asked[Any], case: Case) -> Appeal:
    """The appeal that the command is about.

    Raises:
        Unknown: when it is not in the case.
    """
    appeal = case.appeal(asked.of)
    if appeal is None:
        raise Unknown
    return appeal
