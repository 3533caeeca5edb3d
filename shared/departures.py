"""Comply or explain: a departure from good practice is recorded, with the reason given for it.

An impossibility is refused. What a professional may judge otherwise is not: the fact says which
rule was departed from, and why, and whoever asked is told in the rule's own words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import Field

from shared.commands import Code, Command, Model, Words
from shared.sealing import Sealed, sealed


class Explanation(Model):
    """Why a rule of good practice is departed from (comply or explain)."""

    rule: Code = Field(examples=["exit-plan-from-day-one"])
    reason: Words = Field(examples=["The plan is made with the family next week."])


class Explained(Command):
    """A command that may depart from good practice and say why."""

    explanations: list[Explanation] = Field(default=[], max_length=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A departure from good practice, and the reason given for it, if one was."""

    rule: str
    reason: Sealed | None


def departures(rules: Iterable[str], explanations: Sequence[Explanation]) -> tuple[Departure, ...]:
    """The rules departed from, each once, with the reasons that were given."""
    reasons = {each.rule: each.reason for each in explanations}
    return tuple(
        Departure(rule=rule, reason=sealed(reasons.get(rule))) for rule in dict.fromkeys(rules)
    )
