"""Decisions in the overview: what was decided, and what became of it."""

from collections.abc import Iterator
from typing import Any

from services.gateway import tables
from services.gateway.projection import Put
from shared.contracts import case, provisional_decision

DECISION = (
    "decided_on", "regime", "section", "kind", "body", "expected_months", "committee_due_on",
)  # fmt: skip


def decided(news: case.DecisionMade) -> dict[str, Any]:
    """What a decision says of itself."""
    return news.model_dump(include={*DECISION}) | {
        "measure_types": list(news.measure_types),
        "purpose_codes": list(news.purpose_codes),
        "ends_on": news.lapses_on,
    }


def of_decisions(news: case.CasePublished | None) -> Iterator[Put]:
    """What became of decisions: the committee's answer, and consents that are gone."""
    match news:
        case case.ConsentWithdrawn():
            gone = {"consent_withdrawn_on": news.withdrawn_on}
            yield from (Put(tables.decisions, (each,), gone) for each in news.decision_ids)
        case provisional_decision.ProvisionalDecisionConsidered():
            row = {"committee_outcome": news.outcome, "lapses_on": news.lapses_on}
            yield Put(tables.decisions, (news.id,), row)
        case provisional_decision.ProvisionalDecisionExtended():
            yield Put(tables.decisions, (news.id,), {"lapses_on": news.lapses_on})
        case _:
            return
