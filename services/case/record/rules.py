"""What is required of the record. Only hearings need an open case: the duty to record goes on."""

from collections.abc import Iterator
from datetime import date

from services.case.record import commands
from services.case.rules import of_any_fact, of_one_party, of_the_past
from services.case.state import AccessRequest, Case

PUT_OFF = {"delayed": "party", "extended": "gdpr"}  # outcomes that are none, of whose requests

PREVENTION = frozenset({"sel_49a", "bl_ch20"})  # exchanges between school, health and authority


def of_hearing(hearing: commands.HoldPartyHearing, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, hearing.replied_on or hearing.sent_on, today)
    yield from of_the_past(hearing.sent_on, today)
    yield from of_one_party(hearing, case, hearing.sent_on)
    if hearing.reply_due_on is not None and hearing.reply_due_on < hearing.sent_on:
        yield "reply-due-after-hearing"
    if hearing.replied_on is not None and hearing.replied_on < hearing.sent_on:
        yield "replied-after-hearing"


def of_disclosure(disclosure: commands.RecordDisclosure, case: Case, today: date) -> Iterator[str]:
    yield from of_the_past(disclosure.disclosed_on, today)
    if disclosure.legal_basis in PREVENTION and case.exchanged:
        yield "exchanged-once-to-prevent"


def of_answer(
    answer: commands.DecideAccessRequest, request: AccessRequest, today: date
) -> Iterator[str]:
    yield from of_the_past(answer.decided_on, today)
    if request.decided:
        yield "access-decided-once"
    if answer.decided_on < request.received_on:
        yield "access-decided-after-request"
    if PUT_OFF.get(answer.outcome, request.access_kind) != request.access_kind:
        yield "put-off-as-the-request-allows"
    if answer.outcome != "granted" and answer.basis is None:
        yield "access-basis-stated"
