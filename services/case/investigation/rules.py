"""What is required of investigations, and of consents."""

from collections.abc import Iterator
from datetime import date

from services.case.investigation import commands
from services.case.purposes import of_purposes
from services.case.rules import STATUTE_FOLDER, custodians_on, heard_lately, of_any_fact
from services.case.state import Case, Consent, Investigation
from shared.editions import Editions, Row


class WaiverReason(Row):
    """Why no conversation is held; `catch_up` when it is to be held later all the same."""

    catch_up: bool = False


WAIVER_REASONS = Editions.read(STATUTE_FOLDER, "waiver_reason", WaiverReason)


def of_start(start: commands.StartInvestigation, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, start.started_on, today)
    if (start.aware_on or case.aware_on) > start.started_on:
        yield "aware-before-acting"
    if any(each.completed_on is None for each in case.investigations):
        yield "one-open-investigation"


def of_completion(
    completion: commands.CompleteInvestigation, begun: Investigation, case: Case, today: date
) -> Iterator[str]:
    yield from of_any_fact(case, completion.completed_on, today)
    if begun.completed_on is not None:
        yield "investigation-completed-once"
    if completion.completed_on < begun.started_on:
        yield "completed-after-start"
    day = completion.completed_on
    if not heard_lately(case, day) and not case.heard_between(begun.started_on, day):
        yield "child-heard"
    if not begun.consulted:
        yield "other-professions-consulted"


def of_waiver(waiver: commands.WaiveChildConversation, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, waiver.waived_on, today)
    if WAIVER_REASONS.nearest(waiver.waived_on).get(waiver.reason) is None:
        yield "waiver-reason-on-the-list"


def of_consent(consent: commands.GiveConsent, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, consent.given_on, today)
    yield from of_purposes(consent.purpose_codes, consent.given_on)
    if not consent.measure_types and not consent.matters:
        yield "consent-to-something"
    if consent.child == (consent.party_id is not None):
        yield "consent-from-one-party"
        return
    custodians = {each.id for each in custodians_on(case, consent.given_on)}
    if not consent.child and consent.party_id not in custodians:
        yield "consent-from-a-custodian"


def of_withdrawal(
    withdrawal: commands.WithdrawConsent, given: Consent, case: Case, today: date
) -> Iterator[str]:
    yield from of_any_fact(case, withdrawal.withdrawn_on, today)
    if given.withdrawn_on is not None:
        yield "consent-withdrawn-once"
    if withdrawal.withdrawn_on < given.given_on:
        yield "withdrawn-after-given"
    if case.resting_on(given.id, withdrawal.withdrawn_on):
        yield "nothing-rests-on-the-consent"
