"""A child's story as follow-up lives it: news is heard, meetings are held, the clock passes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from services.followup.domain import FollowUpCommand, FollowUpDecider, by
from services.followup.heard import facts
from services.followup.heard.notes import Note
from services.followup.heard.steps import StepHeard
from services.followup.meeting import commands as meeting
from services.followup.obligation.commands import NoticePassed
from services.followup.obligation.events import ObligationOverdue
from services.followup.obligation.state import Obligation
from services.followup.reading import Reading
from services.followup.review import commands as review
from services.followup.state import State
from services.followup.views import standing
from shared.calendar import day_of
from shared.contracts.case import Regime
from tests.decider import Given, Outcome, given

CASE = UUID("00000000-0000-4000-8000-00000000000c")
INSTITUTION, TREATMENT, KINSHIP, CONTACT_PERSON, INVESTIGATION = (
    uuid5(CASE, name)
    for name in ("institution", "treatment", "kinship", "contact person", "investigation")
)
DECISION = uuid5(CASE, "decision")
DECIDER: FollowUpDecider = by(Reading())


def day(text: str) -> date:
    return date.fromisoformat(text)


def noon(text: str) -> datetime:
    """Midday of a day, in UTC: late enough to have happened, and no near midnight."""
    return datetime.combine(day(text), datetime.min.time(), UTC).replace(hour=11)


def opened(on: str, *, aware_on: str | None = None) -> Note:
    aware = day(aware_on or on)
    return Note((facts.CaseHeard(id=CASE, opened_on=day(on), aware_on=aware, unit="unit-1"),))


def closed(on: str, *, moved: bool = False) -> Note:
    return Note((facts.CaseEndHeard(id=CASE, closed_on=day(on), moved=moved),))


def born(on: str) -> Note:
    return Note((facts.ChildHeard(id=CASE, born_on=day(on)),))


def started(  # noqa: PLR0913 - a measure has this many sides
    id: UUID,  # noqa: A002 - as in the fact
    on: str,
    *,
    measure_type: str = "family_treatment",
    step: str = "T3",
    regime: Regime = "SEL",
    decision: UUID | None = DECISION,
    under_return_option: bool = False,
    placement: bool = False,
    aftercare: bool = False,
    decided_as: str = "",
) -> Note:
    begun = facts.MeasureHeard(
        id=id,
        move_id=uuid5(CASE, f"move {on}"),
        measure_type=measure_type,
        step=step,
        decision_id=decision,
        regime=regime,
        started_on=day(on),
        under_return_option=under_return_option,
        placement=placement,
        aftercare=aftercare,
        decided_as=decided_as,
    )
    return Note((begun,))


def ended(id: UUID, on: str) -> Note:  # noqa: A002 - as in the fact
    return Note((facts.MeasureEndHeard(id=id, ended_on=day(on)),))


def investigated(aware_on: str, regime: Regime = "BL", id: UUID = INVESTIGATION) -> Note:  # noqa: A002
    begun = facts.InvestigationHeard(
        id=id, started_on=day(aware_on), aware_on=day(aware_on), regime=regime
    )
    return Note((begun,))


def decided(  # noqa: PLR0913 - a decision has this many sides
    on: str,
    *types: str,
    regime: Regime = "BL",
    section: str = "",
    id: UUID | None = None,  # noqa: A002 - as in the fact
    acute: bool = False,
    provisional: bool = False,
    grants: bool = True,
    months: int | None = None,
    application: UUID | None = None,
    replaces: UUID | None = None,
) -> Note:
    made = facts.DecisionHeard(
        id=id or uuid5(CASE, on),
        decided_on=day(on),
        regime=regime,
        section=section,
        grants=grants,
        measure_types=types or ("family_treatment",),
        acute=acute,
        provisional=provisional,
        expected_months=months,
        application_id=application,
        replaces=replaces,
    )
    return Note((made,))


def taken(fact: str, on: str | datetime, of: UUID = CASE, **more: Any) -> Note:  # noqa: ANN401
    """A step of a name; its id follows from what it is of and when."""
    at = on if isinstance(on, datetime) else None
    when = day_of(at) if at else day(str(on))
    step = StepHeard(id=uuid5(of, f"{fact}{on}"), fact=fact, of=of, on=when, at=at, **more)
    return Note((step,))


def follow_up(on: str, *measures: UUID, **more: Any) -> review.HoldFollowUp:  # noqa: ANN401
    words = {"child_view": "It helps.", "goal_status": "Two of three goals are met."}
    return review.HoldFollowUp(
        held_on=day(on), measure_ids=[*measures], **{"outcome": "continue", **words, **more}
    )


def scheduled(on: str, *measures: UUID, **more: Any) -> review.DecideFollowUpSchedule:  # noqa: ANN401
    told = {"told_child_on": day(on), "told_custodians_on": day(on), "reasons": "It is new."}
    return review.DecideFollowUpSchedule(
        decided_on=day(on), measure_ids=[*measures], **{**told, **more}
    )


def minutes(on: str, **more: Any) -> meeting.RecordMinutes:  # noqa: ANN401 - any of its fields
    people = {"private_participants": 3, "professional_participants": 2, "child_part": "present"}
    return meeting.RecordMinutes(held_on=day(on), **{**people, **more})


REVIEW = {"fulfils_review": True, "child_view": "I want to go home.", "goal_status": "On the way."}


@dataclass
class Story:
    """One stream, told step by step. Every step must be allowed."""

    decider: FollowUpDecider = DECIDER
    stream: Given[FollowUpCommand, State, Any] = field(init=False)
    steps: int = 0

    def __post_init__(self) -> None:
        self.stream = given(self.decider)

    @property
    def state(self) -> State:
        return self.stream.state

    def does(
        self, command: FollowUpCommand, *, on: str | datetime, of: UUID | None = None
    ) -> Outcome[FollowUpCommand, State, Any]:
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
        self.does(opened(on), on=on)
        return self

    def starts(self, id: UUID, on: str, **more: Any) -> None:  # noqa: A002, ANN401
        self.does(started(id, on, **more), on=on)

    def ends(self, id: UUID, on: str) -> None:  # noqa: A002 - as in the command
        self.does(ended(id, on), on=on)

    def follows_up(self, on: str, *measures: UUID, **more: Any) -> UUID:  # noqa: ANN401
        self.does(follow_up(on, *measures, **more), on=on)
        return uuid5(CASE, f"step {self.steps}")

    def meets(self, on: str, kind: meeting.MeetingKind = "network", **more: Any) -> UUID:  # noqa: ANN401
        planned = self.plans(on, kind)
        self.does(minutes(on, **more), on=on, of=planned)
        return planned

    def plans(self, on: str, kind: meeting.MeetingKind = "network", **more: Any) -> UUID:  # noqa: ANN401
        self.does(meeting.PlanMeeting(meeting_kind=kind, planned_at=noon(on), **more), on=on)
        return uuid5(CASE, f"step {self.steps}")

    def passes(self, at: datetime) -> Sequence[object]:
        """The clock comes to a moment, and follow-up looks at everything that was ever owed."""
        notice = NoticePassed(obligations=tuple(self.state.obligations))
        return self.does(notice, on=at).facts

    def overdue(self, at: datetime) -> Sequence[ObligationOverdue]:
        """The same, and what was found to be overdue."""
        return [each for each in self.passes(at) if isinstance(each, ObligationOverdue)]

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
