"""What is required once a decision is made. A closed case's decisions can be appealed as well."""

from collections.abc import Iterator
from datetime import date

from services.case.appeal import commands
from services.case.decision.proposed import section_of
from services.case.decision.state import Decision
from services.case.rules import of_one_who_may_appeal, of_the_past
from services.case.state import Appeal, Case


def of_notice(
    notice: commands.NotifyDecision, decision: Decision, case: Case, today: date
) -> Iterator[str]:
    yield from of_the_past(notice.notified_on, today)
    yield from of_one_who_may_appeal(notice, case, notice.notified_on)
    if burdens(decision) and not notice.appeal_notice:
        yield "appeal-notice-given"
    if notice.notified_on < decision.decided_on:
        yield "notified-after-decision"


def burdens(decision: Decision) -> bool:
    """Whether it goes against somebody, or may: then they are told how to appeal it."""
    section = section_of(decision.regime, decision.section, decision.decided_on)
    return decision.may_burden or (section is not None and section.burdens)


def of_lodging(
    appeal: commands.LodgeAppeal, decision: Decision, case: Case, today: date
) -> Iterator[str]:
    yield from of_the_past(appeal.lodged_on, today)
    yield from of_one_who_may_appeal(appeal, case, appeal.lodged_on)
    if appeal.lodged_on < decision.decided_on:
        yield "appealed-after-decision"


def of_step(day: date, appeal: Appeal, today: date) -> Iterator[str]:
    """What is required of everything that is done about an appeal."""
    yield from of_the_past(day, today)
    if day < appeal.lodged_on:
        yield "after-the-appeal"
    if appeal.decided_on is not None:
        yield "appeal-decided-once"


def of_suspension(
    suspension: commands.SuspendDecision, appeal: Appeal, today: date
) -> Iterator[str]:
    yield from of_step(suspension.suspended_on, appeal, today)
    if appeal.suspended_on is not None:
        yield "decision-suspended-once"
    if appeal.withdrawn:
        yield "appeal-still-stands"


def of_reconsideration(
    reconsideration: commands.ReconsiderAppeal, appeal: Appeal, today: date
) -> Iterator[str]:
    yield from of_step(reconsideration.reconsidered_on, appeal, today)
    if appeal.reconsidered_on is not None:
        yield "appeal-reconsidered-once"


def of_forwarding(forwarding: commands.ForwardAppeal, appeal: Appeal, today: date) -> Iterator[str]:
    yield from of_step(forwarding.forwarded_on, appeal, today)
    if appeal.reconsidered_on is None or forwarding.forwarded_on < appeal.reconsidered_on:
        yield "forwarded-after-reconsideration"
    if appeal.forwarded_on is not None:
        yield "appeal-forwarded-once"
    if appeal.withdrawn:
        yield "appeal-still-stands"


def of_outcome(outcome: commands.DecideAppeal, appeal: Appeal, today: date) -> Iterator[str]:
    yield from of_step(outcome.decided_on, appeal, today)
    if appeal.withdrawn:
        yield "appeal-still-stands"
    elif appeal.forwarded_on is None or outcome.decided_on < appeal.forwarded_on:
        yield "decided-after-forwarding"
