"""What is required of what comes in to a case. A closed case receives applications, too."""

from collections.abc import Iterator
from datetime import date, datetime

from services.case.following.rules import of_codes
from services.case.intake import commands
from services.case.intake.state import Application, Breach, ErasureRequest
from services.case.rules import number, of_one, of_the_past
from services.case.state import Case
from shared.calendar import add_elapsed_hours, day_of
from shared.contracts.case import regime_on


def of_application(application: commands.ReceiveApplication, today: date) -> Iterator[str]:
    yield from of_the_past(application.received_on, today)
    yield from of_one(application)
    if application.application_kind == "placement_by_child":
        if not application.child:
            yield "placement-asked-by-the-child"
        if regime_on(application.received_on) != "BL":
            yield "placement-by-child-from-barnets-lov"


def of_application_withdrawal(
    withdrawal: commands.WithdrawApplication, application: Application, case: Case, today: date
) -> Iterator[str]:
    yield from of_the_past(withdrawal.withdrawn_on, today)
    if withdrawal.withdrawn_on < application.received_on:
        yield "withdrawn-after-application"
    decided = any(each.application_id == application.id for each in case.decisions)
    if application.withdrawn_on is not None or decided:
        yield "application-open"


def of_documentation(
    documentation: commands.ReceivePoliceDocumentation, today: date
) -> Iterator[str]:
    day = documentation.received_on
    yield from of_the_past(day, today)
    yield from of_codes(day, offence_class=documentation.offence_class)


def of_erasure(request: commands.ReceiveErasureRequest, today: date) -> Iterator[str]:
    yield from of_the_past(request.received_on, today)
    yield from of_one(request)


def of_erasure_answer(
    answer: commands.DecideErasureRequest, request: ErasureRequest, today: date
) -> Iterator[str]:
    yield from of_the_past(answer.decided_on, today)
    if request.decided:
        yield "erasure-decided-once"
    if answer.decided_on < request.received_on:
        yield "erasure-decided-after-request"


def of_discovery(discovery: commands.DiscoverBreach, now: datetime) -> Iterator[str]:
    if discovery.discovered_at > now:
        yield "not-in-the-future"


def of_settling(at: datetime, breach: Breach, now: datetime) -> Iterator[str]:
    if at > now:
        yield "not-in-the-future"
    if breach.settled:
        yield "breach-settled-once"
    if at < breach.discovered_at:
        yield "settled-after-discovery"


def of_report(report: commands.ReportBreach, breach: Breach, now: datetime) -> Iterator[str]:
    yield from of_settling(report.reported_at, breach, now)
    hours = number("breach_hours", day_of(breach.discovered_at))
    late = report.reported_at > add_elapsed_hours(breach.discovered_at, hours)
    if late and report.late_because is None:
        yield "delay-explained"


def of_disclosure(
    disclosure: commands.DiscloseBreach, breach: Breach, today: date
) -> Iterator[str]:
    yield from of_the_past(disclosure.told_on, today)
    yield from of_one(disclosure)
    if disclosure.told_on < day_of(breach.discovered_at):
        yield "settled-after-discovery"
