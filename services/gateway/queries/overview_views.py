"""The overview as clients see it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal, Self
from uuid import UUID

import sqlalchemy as sa
from pydantic import Field

from services.gateway.labels import label
from services.gateway.queries.agenda_views import ObligationLine
from services.gateway.queries.ladder_board import PeriodLine
from services.gateway.times import Times
from shared.views import Label, View


class PersonLine(View):
    id: UUID
    name: str | None = Field(default=None, max_length=200, description="None when erased.")
    relation: Label
    custodian: bool = Field(description="Holds custody today.")
    person_kind: Label
    case_id: UUID | None = Field(description="A sibling's own case.")
    address_protected: bool = Field(default=False, description="Today.")
    valid_from: date | None
    valid_to: date | None = Field(description="The first day without them.")


class InvestigationLine(View):
    id: UUID
    started_on: date
    aware_on: date = Field(description="The four months run from this day.")
    completed_on: date | None
    conclusion: Label | None


class PlanLine(View):
    id: UUID
    plan_kind: Label
    drafted_on: date
    approved_on: date | None
    revised_on: date | None = Field(
        default=None, description="When this is later than `approvedOn`, approval is awaited."
    )
    supersedes: UUID | None = Field(
        default=None, description="The plan whose place it takes once approved."
    )


class GoalLine(View):
    id: UUID
    plan_id: UUID
    set_on: date
    deadline_on: date | None
    parent_goal_id: UUID | None = Field(default=None, description="The goal that it is part of.")
    status: Label
    status_on: date


class ScoredLine(View):
    """A dimension's code and what it was scored; `/v1/instruments` has its words and scale."""

    dimension: str = Field(max_length=64)
    value: int


class LatestScoreLine(View):
    """The latest scores of one version of an instrument by one respondent."""

    id: UUID
    instrument: str = Field(max_length=41, examples=["SDQ@1"])
    respondent: str = Field(max_length=64)
    scored_on: date
    scores: list[ScoredLine] = Field(max_length=100)
    totals: list[ScoredLine] = Field(max_length=20)


class DecisionLine(View):
    """A decision. Its regime and section follow it for as long as measures rest on it.

    A chair's is provisional: the committee is to have it by `committeeDueOn`, and once approved it
    carries nothing from `lapsesOn`. From `consentWithdrawnOn` a consent that it rests on is gone.
    """

    id: UUID
    decided_on: date
    regime: Label
    section: str = Field(max_length=64)
    kind: Label
    body: Label
    measure_types: list[str] = Field(max_length=100)
    expected_months: int | None
    purpose_codes: list[Label] = Field(max_length=20)
    ends_on: date | None = Field(description="Its first day without effect, as it says itself.")
    committee_due_on: date | None
    committee_outcome: Label | None
    lapses_on: date | None
    consent_withdrawn_on: date | None


class MeasureLine(View):
    """A measure, running or ended; `endedOn` is the first day without it."""

    id: UUID
    measure_type: str = Field(max_length=64)
    da: str = Field(max_length=200)
    en: str = Field(max_length=200)
    definition: str = Field(max_length=60)
    step: str = Field(max_length=10)
    placement: bool
    decision_id: UUID | None
    regime: Label
    started_on: date
    planned_end_on: date
    ended_on: date | None
    end_reason: Label | None
    exit_target_on: date | None
    exit_step: str | None = Field(max_length=10)
    return_until_on: date | None


class ClassificationLine(View):
    id: UUID
    classified_on: date
    classification: Label
    measure_ids: list[UUID] = Field(max_length=100)


class MeetingLine(View):
    id: UUID
    meeting_kind: Label
    planned_at: datetime | None
    held_on: date | None
    private_participants: int | None
    professional_participants: int | None
    child_part: Label | None


class FollowUpLine(View):
    id: UUID
    held_on: date
    outcome: Label
    measure_ids: list[UUID] = Field(max_length=100)
    child_heard: bool


class Versions(View):
    """The versions of the case's three streams: what an If-Match must name."""

    case: int
    ladder: int
    followup: int


class Overview(View):
    """A case at a glance, on a day and as known at a moment."""

    case_id: UUID
    valid_at: date = Field(description="The day that is looked at.")
    as_of: datetime | None = Field(description="The moment of knowledge; None is now.")
    unit: str | None = Field(max_length=64)
    caseworker: str | None = Field(max_length=100)
    phase: Label
    opened_on: date
    aware_on: date
    closed_on: date | None
    merged_into: UUID | None = Field(
        default=None, description="The case that goes on, when the caller may see it."
    )
    address_protected: bool = Field(default=False, description="The child's, today.")
    child: str | None = Field(default=None, max_length=200, description="The child's name.")
    born_on: date | None
    sex: Label | None
    network_mapped_on: date | None
    step: PeriodLine | None
    versions: Versions
    awaiting_repair: list[str] = Field(
        max_length=50, description="Read models that could not take news of the case yet."
    )
    missing: list[Literal["names"]] = Field(
        max_length=10, description="What could not be had just now; ask again later."
    )
    people: list[PersonLine] = Field(max_length=1000)
    investigations: list[InvestigationLine] = Field(max_length=1000)
    plans: list[PlanLine] = Field(max_length=1000)
    goals: list[GoalLine] = Field(max_length=1000)
    latest_scores: list[LatestScoreLine] = Field(max_length=1000)
    decisions: list[DecisionLine] = Field(max_length=1000)
    measures: list[MeasureLine] = Field(max_length=1000)
    classifications: list[ClassificationLine] = Field(max_length=1000)
    meetings: list[MeetingLine] = Field(max_length=10_000)
    follow_ups: list[FollowUpLine] = Field(max_length=10_000)
    obligations: list[ObligationLine] = Field(max_length=10_000)

    @classmethod
    def told(cls, row: sa.Row[Any], times: Times, **lists: Any) -> Self:  # noqa: ANN401 - lists of views by name
        """A case's row and its lists, put together."""
        return cls.of(
            row,
            case_id=row.stream,
            valid_at=times.day,
            as_of=times.as_of,
            phase=label("phase", phase(row, times.day)),
            sex=label("sex", row.sex) if row.sex else None,
            child=None,
            merged_into=None,
            address_protected=False,
            awaiting_repair=row.awaiting_repair or [],
            missing=[],
            versions=Versions(
                case=row.case or 0, ladder=row.ladder or 0, followup=row.followup or 0
            ),
            **lists,
        )


def phase(row: sa.Row[Any], on: date) -> str:
    """How far the case has come on a day: the latest of the phases that it is in."""
    if row.closed_on and row.closed_on <= on:
        return "closed"
    day = on.isoformat()
    if any(each["ended_on"] is None or day < each["ended_on"] for each in row.measures or []):
        return "measure_running"
    if row.decisions:
        return "decided"
    return "investigation" if row.investigations else "assessment"


LISTS: Mapping[str, tuple[type[View], Mapping[str, str]]] = {  # columns and their code lists
    "people": (PersonLine, {"relation": "relation", "person_kind": "person_kind"}),
    "investigations": (InvestigationLine, {"conclusion": "conclusion"}),
    "plans": (PlanLine, {"plan_kind": "plan_kind"}),
    "goals": (GoalLine, {"status": "goal_status"}),
    "latest_scores": (LatestScoreLine, {}),
    "decisions": (
        DecisionLine,
        {
            "regime": "regime",
            "kind": "decision_kind",
            "body": "body",
            "committee_outcome": "committee_outcome",
            "purpose_codes": "purpose",
        },
    ),
    "measures": (MeasureLine, {"regime": "regime", "end_reason": "end_reason"}),
    "classifications": (ClassificationLine, {"classification": "classification"}),
    "meetings": (MeetingLine, {"meeting_kind": "meeting_kind", "child_part": "child_part"}),
    "follow_ups": (FollowUpLine, {"outcome": "outcome"}),
}
