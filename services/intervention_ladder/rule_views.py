"""Rules as clients see them: the words of the day, and the facts that were read."""

from datetime import date
from typing import Self
from uuid import UUID

from pydantic import Field

from services.intervention_ladder.rules import Finding
from shared.views import View


class ReadView(View):
    """A fact that was read: its kind, what it is about, and its day."""

    kind: str = Field(max_length=100, examples=["DecisionMade"])
    id: UUID
    on: date


class RuleView(View):
    """A rule, where it stands, and the facts that were read to judge it."""

    rule: str = Field(max_length=100)
    da: str = Field(max_length=1000)
    en: str = Field(max_length=1000)
    source: str = Field(max_length=300)
    confidence: str = Field(max_length=20, examples=["confirmed"])
    facts: list[ReadView] = Field(max_length=1000)

    @classmethod
    def told(cls, found: Finding) -> Self:
        facts = [ReadView.of(each) for each in found.read]
        return cls.of(found.rule, rule=found.rule.id, facts=facts)
