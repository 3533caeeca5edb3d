"""A child's story as follow-up lives it: news is heard, meetings are held, the clock passes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from services.followup import commands
from services.followup.domain import FollowUpDecider, by
from services.followup.obligations import Obligation
from services.followup.state import State
from services.followup.views import standing
from shared.calendar import WorkingDays
from shared.contracts.case import Regime
from tests.decider import Given, Outcome, given

CASE = UUID("00000000-0000-4000-8000-00000000000c")
INSTITUTION, TREATMENT, KINSHIP, CONTACT_PERSON = (
    uuid5(CASE, name) for name in ("institution", "treatment", "kinship", "contact person")
)
DECISION = uuid5(CASE, "decision")
DECIDER: FollowUpDecider = by(WorkingDays())


def day(text: str) -> date:
    return date.fromisoformat(text)


def noon(text: str) -> datetime:
    """Midday of a day, in UTC: late enough to have happened, and no near midnight."""
    return datetime.combine(day(text), datetime.min.time(), UTC).replace(hour=11)


def started(  # noqa: PLR0913 - a measure has this many sides
    id: UUID,  # noqa: A002 - as in the command
    on: str,
    *,
    measure_type: str = "family_treatment",
    step: str = "T3",
    regime: Regime = "SEL",
    decision: UUID | None = DECISION,
    under_return_option: bool = False,
) -> commands.NoteMeasure:
    return commands.NoteMeasure(
        id=id,
        measure_type=measure_type,
        step=step,
        decision_id=decision,
        regime=regime,
        started_on=day(on),
        under_return_option=under_return_option,
    )


def ended(id: UUID, on: str) -> commands.NoteMeasureEnd:  # noqa: A002 - as in the command
    return commands.NoteMeasureEnd(id=id, ended_on=day(on))


def follow_up(on: str, *measures: UUID, **more: Any) -> commands.HoldFollowUp:  # noqa: ANN401
    words = {"child_view": "It helps.", "goal_status": "Two of three goals are met."}
    return commands.HoldFollowUp(
        held_on=day(on), measure_ids=[*measures], **{"outcome": "continue", **words, **more}
    )


def minutes(on: str, **more: Any) -> commands.RecordMinutes:  # noqa: ANN401 - any of its fields
    people = {"private_participants": 3, "professional_participants": 2, "child_part": "present"}
    return commands.RecordMinutes(held_on=day(on), **{**people, **more})


REVIEW = {"fulfils_review": True, "child_view": "I want to go home.", "goal_status": "On the way."}


@dataclass
class Story:
    """One stream, told step by step. Every step must be allowed."""

    decider: FollowUpDecider = DECIDER
    stream: Given[commands.FollowUpCommand, State, Any] = field(init=False)
    steps: int = 0

    def __post_init__(self) -> None:
        self.stream = given(self.decider)

    @property
    def state(self) -> State:
        return self.stream.state

    def does(
        self, command: commands.FollowUpCommand, *, on: str | datetime, of: UUID | None = None
    ) -> Outcome[commands.FollowUpCommand, State, Any]:
        """Take a step at midday of a day or at a moment, and remember what followed."""
        self.steps += 1
        at = on if isinstance(on, datetime) else noon(on)
        step = uuid5(CASE, f"step {self.steps}")
        outcome = self.stream.when(command, at=at, id=step, of=of)
        assert not outcome.refused
        assert not outcome.unknown
        self.stream = outcome.after
        return outcome

    def opens(self, on: str) -> "Story":
        self.does(commands.NoteCase(id=CASE, opened_on=day(on)), on=on)
        return self

    def starts(self, id: UUID, on: str, **more: Any) -> None:  # noqa: A002, ANN401
        self.does(started(id, on, **more), on=on)

    def ends(self, id: UUID, on: str) -> None:  # noqa: A002 - as in the command
        self.does(ended(id, on), on=on)

    def follows_up(self, on: str, *measures: UUID, **more: Any) -> UUID:  # noqa: ANN401
        self.does(follow_up(on, *measures, **more), on=on)
        return uuid5(CASE, f"step {self.steps}")

    def meets(self, on: str, kind: commands.MeetingKind = "network", **more: Any) -> UUID:  # noqa: ANN401
        self.does(commands.PlanMeeting(meeting_kind=kind, planned_at=noon(on)), on=on)
        meeting = uuid5(CASE, f"step {self.steps}")
        self.does(minutes(on, **more), on=on, of=meeting)
        return meeting

    def passes(self, at: datetime) -> Sequence[object]:
        """The clock comes to a moment, and follow-up looks at everything that was ever owed."""
        notice = commands.NoticeOverdue(obligations=tuple(self.state.obligations))
        return self.does(notice, on=at).facts

    def owed(self, rule: str, subject: UUID | None = None) -> list[Obligation]:
        """What a rule asked, in the order in which it is due."""
        found = [
            each
            for each in self.state.obligations.values()
            if each.arose.rule == rule and subject in (None, each.arose.subject)
        ]
        return sorted(found, key=lambda each: each.due.due_on)

    def told(self, rule: str, subject: UUID | None = None, *, at: str = "2199-01-01") -> list[str]:
        """Each due day with how it stands, and the day on which it was met or lapsed."""
        return [line(each, noon(at)) for each in self.owed(rule, subject)]


def line(obligation: Obligation, at: datetime) -> str:
    outcome = obligation.outcome
    when = getattr(outcome, "met_on", None) or getattr(outcome, "lapsed_on", None)
    return " ".join(filter(None, [str(obligation.due.due_on), standing(obligation, at),
                                  str(when or "")]))  # fmt: skip
