"""What may be asked of a ladder. Commands are imperative, and are the request bodies.

Commands that begin with `Note` come from the case service's feed, never from a client.
"""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.commands import Code, Command, Day, Model, Name, Words
from shared.contracts.case import Regime
from shared.departures import Explained

EndReason = Literal[
    "goals_met", "needs_ended", "replaced", "consent_withdrawn", "does_not_work", "planned_end",
    "turned_18", "moved_municipality", "registered_in_error", "other",
]  # fmt: skip
Classification = Literal["complementary", "duplicate"]


class ExitPlan(Model):
    """How the child comes out of the measure again: the day aimed at, and the step after it."""

    target_on: Day = Field(examples=["2016-10-11"])
    next_step: Code = Field(examples=["T4"])
    how: Words = Field(examples=["Weekends with the aunt from June; moving there in October."])


class End(Model):
    """End one measure on the day the move takes effect: that day is the first without it."""

    measure_id: UUID
    reason: EndReason = Field(examples=["replaced"])


class Start(Model):
    """Start one measure on the day the move takes effect."""

    measure_type: Code = Field(examples=["residential_institution"])
    decision_id: UUID | None = Field(
        default=None, description="The decision it rests on; universal support needs none."
    )
    planned_end_on: Day = Field(examples=["2017-01-11"])
    site: Name | None = Field(default=None, examples=["Egelund"])
    coordinator: Code | None = Field(default=None, examples=["caseworker-1"])
    exit_plan: ExitPlan | None = None


class MakeMove(Explained):
    """End these measures and start those, on one day and for one stated reason.

    One call for a first measure, a step down, a step up, a swap and an end. Changes on one day
    are netted: kinship care in place of an institution is one step down. A legal impossibility is
    refused; a departure from good practice is recorded with the reason given in `explanations`.
    """

    effective_on: Day = Field(examples=["2016-01-11"])
    ends: list[End] = Field(default=[], max_length=20)
    starts: list[Start] = Field(default=[], max_length=20)
    rationale: Words = Field(examples=["She cannot stay at home now; the step fits her needs."])
    alternatives_considered: list[Words] = Field(default=[], max_length=20)


class RecordExitPlan(Command):
    """Record how and when a measure is to be left, and for which step."""

    recorded_on: Day = Field(examples=["2016-01-11"])
    target_on: Day = Field(examples=["2016-10-11"])
    next_step: Code = Field(examples=["T4"])
    how: Words = Field(examples=["Weekends with the aunt from June; moving there in October."])


class SetReturnOption(Command):
    """Keep a known place open for the child until, not including, a day."""

    measure_id: UUID = Field(description="The placement that the child may return to.")
    set_on: Day = Field(examples=["2017-03-06"])
    valid_until_on: Day = Field(examples=["2017-09-06"])
    conditions: Words = Field(examples=["In unrest at home she may come back for up to a month."])


class UseReturnOption(Command):
    """Let the child come back for a time to the place that was kept open for it.

    The stay rests on the decision of the placement the child left, and on its step; whatever else
    runs goes on. It ends by a move, like any other.
    """

    effective_on: Day = Field(examples=["2018-08-17"])
    planned_end_on: Day = Field(examples=["2018-09-14"])
    rationale: Words = Field(examples=["Unrest at home; some weeks of calm, as agreed."])


class ClassifyParallel(Command):
    """Judge measures running side by side: whether they complement or duplicate one another."""

    measure_ids: list[UUID] = Field(min_length=2, max_length=20)
    classified_on: Day = Field(examples=["2016-01-11"])
    classification: Classification = Field(examples=["complementary"])
    coordinator: Code = Field(examples=["caseworker-1"])


class NoteCase(Command):
    """The case service opened the child's case."""

    opened_on: date


class NoteCaseEnd(Command):
    closed_on: date


class NoteInvestigation(Command):
    id: UUID
    completed_on: date


class NoteNetworkMapping(Command):
    id: UUID
    mapped_on: date


class NoteDecision(Command):
    id: UUID
    decided_on: date
    regime: Regime
    section: str
    measure_types: tuple[str, ...]
    acute: bool


class NoteRetraction(Command):
    """What was heard of this kind and id counts no more."""

    id: UUID
    record_kind: str


Note = (
    NoteCase | NoteCaseEnd | NoteInvestigation | NoteNetworkMapping
    | NoteDecision | NoteRetraction
)  # fmt: skip
LadderCommand = (
    MakeMove | RecordExitPlan | SetReturnOption | UseReturnOption | ClassifyParallel | Note
)  # fmt: skip
