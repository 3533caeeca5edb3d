"""Whose consent a decision needs, and whose it has, as clients see it."""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from pydantic import Field

from services.case.decision.proposed import Section, asked_by
from services.case.purposes import covers
from services.case.rules import in_force
from services.case.state import Case, Consent
from shared.views import Label, View

CONSENT_RULES = ("custodians-consent", "child-consents-from-15")


class RequiredRule(View):
    """Why the consent is required, in the words of the day."""

    rule: str = Field(max_length=64)
    da: str = Field(max_length=500)
    en: str = Field(max_length=500)
    source: str = Field(max_length=200)
    confidence: str = Field(max_length=20)


class RequiredConsent(View):
    """A party who must consent: a custodian, or the child itself (`partyId` is null)."""

    party_id: UUID | None
    relation: str | None = Field(max_length=64, examples=["mother"])
    given: bool = Field(
        description="Consents cover the measure type and the purposes asked about, and hold on "
        "the day. One that names no purpose is judged by a person."
    )
    consent_ids: list[UUID] = Field(max_length=1000)
    withdrawn_on: date | None = Field(description="When one that covered it was last withdrawn.")
    because: RequiredRule


class RequiredConsents(View):
    """Everyone whose consent one section requires on a day; nobody, when it needs none."""

    case_id: UUID
    decided_on: date
    section: Label
    items: list[RequiredConsent] = Field(max_length=1000)


def required_consents(
    case_id: UUID,
    case: Case,
    section: Section,
    measure_type: str,
    day: date,
    *,
    purposes: Collection[str] = (),
) -> RequiredConsents:
    found = [
        required(rule, party, case, (measure_type, day, {*purposes}))
        for rule in CONSENT_RULES
        if rule in section.requires
        for party in asked_by(rule, case, day)
    ]
    called = Label(code=section.id, da=section.da, en=section.en)
    return RequiredConsents(case_id=case_id, decided_on=day, section=called, items=found)


def required(
    rule: str, party: UUID | None, case: Case, decision: tuple[str, date, set[str]]
) -> RequiredConsent:
    measure_type, day, purposes = decision
    words, person = in_force(day)[rule], case.person(party)
    covering = [*covering_consents(party, case, measure_type, day)]
    holding = [each for each in covering if each.holds_on(day)]
    withdrawn = [each.withdrawn_on for each in covering if each.withdrawn_on]
    return RequiredConsent(
        party_id=party,
        relation=person.relation if person else None,
        given=bool(holding) and covers(holding, purposes),
        consent_ids=[each.id for each in holding],
        withdrawn_on=max(withdrawn, default=None),
        because=RequiredRule.of(words, rule=words.id),
    )


def covering_consents(
    party: UUID | None, case: Case, measure_type: str, day: date
) -> Iterator[Consent]:
    """A party's consents to a measure type that were given by a day, withdrawn or not."""
    return (
        each
        for each in case.consents
        if each.party_id == party and measure_type in each.measure_types and each.given_on <= day
    )
