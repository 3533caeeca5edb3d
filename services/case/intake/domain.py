"""What follows when something comes in to a case, or to light in it."""

from dataclasses import replace
from typing import Any, assert_never

from services.case.intake import commands, events, rules
from services.case.intake.state import Application, Breach, ErasureRequest
from services.case.rules import unmet
from services.case.state import Case
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed, sealed
from shared.things import changed, find

Facts = list[events.IntakeEvent]


def evolve(case: Case, fact: events.IntakeEvent) -> Case:
    """Remember what is not answered yet."""
    match fact:
        case events.ApplicationReceived():
            received = Application(
                id=fact.id, received_on=fact.received_on, application_kind=fact.application_kind
            )
            return replace(case, applications=(*case.applications, received))
        case events.ApplicationWithdrawn():
            gone = changed(case.applications, fact.id, withdrawn_on=fact.withdrawn_on)
            return replace(case, applications=gone)
        case events.BreachDiscovered():
            found = Breach(id=fact.id, discovered_at=fact.discovered_at)
            return replace(case, breaches=(*case.breaches, found))
        case events.ErasureRequestReceived():
            asked = ErasureRequest(id=fact.id, received_on=fact.received_on)
            return replace(case, erasure_requests=(*case.erasure_requests, asked))
        case events.ErasureRequestDecided():
            requests = changed(case.erasure_requests, fact.id, decided=True)
            return replace(case, erasure_requests=requests)
        case events.BreachReported() | events.BreachNotReported():
            return replace(case, breaches=changed(case.breaches, fact.id, settled=True))
        case _:
            return case


def what_follows(asked: Asked[Any], command: commands.IntakeCommand, case: Case) -> Facts:
    """Facts of what came in.

    Raises:
        Unknown: when the party, the application, the breach or the request is not in the case.
    """
    match command:
        case commands.ReceiveApplication():
            return applied(asked, command, case)
        case commands.WithdrawApplication():
            return withdrawn(asked, command, case)
        case commands.ReceivePoliceDocumentation():
            return documented(asked, command)
        case commands.DiscoverBreach():
            return discovered(asked, command)
        case commands.ReportBreach():
            return reported(asked, command, case)
        case commands.JudgeBreachHarmless():
            return harmless(asked, command, case)
        case commands.DiscloseBreach():
            return disclosed(asked, command, case)
        case commands.ReceiveErasureRequest():
            return asked_to_erase(asked, command, case)
        case commands.DecideErasureRequest():
            return erasure_decided(asked, command, case)
        case _:
            assert_never(command)


def applied(asked: Asked[Any], application: commands.ReceiveApplication, case: Case) -> Facts:
    if not case.knows(application.party_id):
        raise Unknown
    day = application.received_on
    require(unmet(day, rules.of_application(application, day_of(asked.at))))
    received = events.ApplicationReceived(
        id=asked.id,
        received_on=day,
        application_kind=application.application_kind,
        party_id=application.party_id,
        words=Sealed(application.words),
    )
    return [received]


def withdrawn(asked: Asked[Any], withdrawal: commands.WithdrawApplication, case: Case) -> Facts:
    application, day = find(case.applications, asked.of), withdrawal.withdrawn_on
    if application is None:
        raise Unknown
    found = rules.of_application_withdrawal(withdrawal, application, case, day_of(asked.at))
    require(unmet(day, found))
    return [events.ApplicationWithdrawn(id=application.id, withdrawn_on=day)]


def documented(asked: Asked[Any], documentation: commands.ReceivePoliceDocumentation) -> Facts:
    day = documentation.received_on
    require(unmet(day, rules.of_documentation(documentation, day_of(asked.at))))
    received = events.PoliceDocumentationReceived(
        id=asked.id,
        received_on=day,
        offence_class=documentation.offence_class,
        words=sealed(documentation.words),
    )
    return [received]


def discovered(asked: Asked[Any], discovery: commands.DiscoverBreach) -> Facts:
    at = discovery.discovered_at
    require(unmet(day_of(at), rules.of_discovery(discovery, asked.at)))
    found = events.BreachDiscovered(
        id=asked.id,
        discovered_at=at,
        breach_kind=discovery.breach_kind,
        words=Sealed(discovery.words),
    )
    return [found]


def breach_of(asked: Asked[Any], case: Case) -> Breach:
    breach = find(case.breaches, asked.of)
    if breach is None:
        raise Unknown
    return breach


def reported(asked: Asked[Any], report: commands.ReportBreach, case: Case) -> Facts:
    breach, at = breach_of(asked, case), report.reported_at
    require(unmet(day_of(at), rules.of_report(report, breach, asked.at)))
    told = events.BreachReported(
        id=breach.id,
        reported_at=at,
        reference=report.reference,
        late_because=sealed(report.late_because),
    )
    return [told]


def harmless(asked: Asked[Any], judged: commands.JudgeBreachHarmless, case: Case) -> Facts:
    breach, at = breach_of(asked, case), judged.judged_at
    require(unmet(day_of(at), rules.of_settling(at, breach, asked.at)))
    return [events.BreachNotReported(id=breach.id, judged_at=at, reason=Sealed(judged.reason))]


def disclosed(asked: Asked[Any], disclosure: commands.DiscloseBreach, case: Case) -> Facts:
    breach, day = breach_of(asked, case), disclosure.told_on
    if not case.knows(disclosure.party_id):
        raise Unknown
    require(unmet(day, rules.of_disclosure(disclosure, breach, day_of(asked.at))))
    told = events.BreachDisclosed(
        id=asked.id,
        breach_id=breach.id,
        party_id=disclosure.party_id,
        told_on=day,
        words=Sealed(disclosure.words),
    )
    return [told]


def asked_to_erase(asked: Asked[Any], request: commands.ReceiveErasureRequest, case: Case) -> Facts:
    if not case.knows(request.party_id):
        raise Unknown
    day = request.received_on
    require(unmet(day, rules.of_erasure(request, day_of(asked.at))))
    received = events.ErasureRequestReceived(
        id=asked.id, received_on=day, party_id=request.party_id, words=Sealed(request.words)
    )
    return [received]


def erasure_decided(asked: Asked[Any], answer: commands.DecideErasureRequest, case: Case) -> Facts:
    request, day = find(case.erasure_requests, asked.of), answer.decided_on
    if request is None:
        raise Unknown
    require(unmet(day, rules.of_erasure_answer(answer, request, day_of(asked.at))))
    decided = events.ErasureRequestDecided(
        id=request.id, decided_on=day, outcome=answer.outcome, basis=Sealed(answer.basis)
    )
    return [decided]
