"""A girl's ladder, fact by fact and move by move. Nobody here exists."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from services.intervention_ladder.definitions import DEFINITIONS
from services.intervention_ladder.domain import LadderCommand, LadderDecider, Stream, on
from services.intervention_ladder.events import Event
from services.intervention_ladder.move import commands
from services.intervention_ladder.move.events import MeasureStarted, MoveMade
from services.intervention_ladder.news import events as news
from services.intervention_ladder.state import Ladder
from shared.contracts.case import Regime, regime_on
from shared.departures import Explanation
from tests.decider import Given, Outcome, given

CASE = UUID("00000000-0000-4000-8000-00000000000b")
DECISION, AT_HOME_DECISION, GOAL, LATER_GOAL = (
    uuid5(CASE, each) for each in ("decision", "at home", "goal", "later")
)
DEFINITION = DEFINITIONS["default@1"]
DECIDER: LadderDecider = on(DEFINITION)
PLACED = (
    "residential_institution", "kinship_care", "foster_general", "foster_municipal",
    "boarding_school",
)  # fmt: skip
AT_HOME = ("family_treatment", "contact_person_child", "respite", "family_residential")

LadderGiven = Given[LadderCommand, Stream, Event]
LadderOutcome = Outcome[LadderCommand, Stream, Event]


def day(text: str) -> date:
    return date.fromisoformat(text)


def datetime_of(text: str) -> datetime:
    """Noon in Copenhagen's winter, on a day."""
    return datetime.combine(day(text), time(11), UTC)


def opened(on_day: str = "2015-10-12") -> news.CaseHeard:
    return news.CaseHeard(id=CASE, opened_on=day(on_day))


def closed(on_day: str) -> news.CaseEndHeard:
    return news.CaseEndHeard(id=CASE, closed_on=day(on_day))


def born(on_day: str = "2000-04-03") -> news.ChildHeard:
    return news.ChildHeard(id=CASE, born_on=day(on_day))


def sibling() -> news.SiblingHeard:
    return news.SiblingHeard(id=uuid5(CASE, "sibling"))


def investigated(on_day: str = "2015-12-21") -> news.InvestigationHeard:
    return news.InvestigationHeard(id=uuid5(CASE, "investigated"), completed_on=day(on_day))


def mapped(on_day: str = "2015-12-15") -> news.NetworkMappingHeard:
    return news.NetworkMappingHeard(id=uuid5(CASE, "mapped"), mapped_on=day(on_day))


def goal(deadline_on: str | None = "2016-06-20", id: UUID = GOAL) -> news.GoalHeard:  # noqa: A002
    deadline = day(deadline_on) if deadline_on else None
    return news.GoalHeard(id=id, set_on=day("2016-01-05"), deadline_on=deadline)


def goals() -> Sequence[news.GoalHeard]:
    """One for the summer, and one for the spring after it."""
    return goal(), goal("2017-03-01", LATER_GOAL)


def decided(
    on_day: str = "2016-01-06",
    *types: str,
    id: UUID = DECISION,  # noqa: A002 - as in the fact
    regime: Regime | None = None,
    acute: bool = False,
    **more: Any,  # noqa: ANN401 - any other field of the fact
) -> news.DecisionHeard:
    """A decision that grants these measures (default: any placement), under a section of theirs."""
    law = regime or regime_on(day(on_day))
    covered = types or PLACED
    known = DEFINITION.measure_type(covered[0])
    sections = known.of(law) if known else ()
    usual = {"section": sections[0] if sections else "52", "kind": "grant"}
    return news.DecisionHeard(
        id=id,
        decided_on=day(on_day),
        regime=law,
        measure_types=covered,
        acute=acute,
        **{**usual, **more},
    )


def helped(on_day: str = "2016-01-06") -> news.DecisionHeard:
    """A decision on help at home."""
    return decided(on_day, *AT_HOME, id=AT_HOME_DECISION, section="52(3)6")


def held(
    on_day: str, *measures: UUID, works: bool | None, name: str = "held"
) -> news.FollowUpHeard:
    """A follow-up that found whether measures work."""
    found = (news.Verdict(measure_id=each, outcome="found", works=works) for each in measures)
    return news.FollowUpHeard(id=uuid5(CASE, name), held_on=day(on_day), verdicts=tuple(found))


def ladder(*facts: Event) -> LadderGiven:
    """A ladder on which these things have happened."""
    return given(DECIDER, *facts)


def ready() -> LadderGiven:
    """Everything that a first placement needs: case, network, investigation, decision, goal."""
    return ladder(opened(), mapped(), investigated(), decided(), helped(), *goals())


def known(ladder: LadderGiven | LadderOutcome) -> Ladder:
    """A child's ladder, as it stands."""
    assert isinstance(ladder.state, Ladder)
    return ladder.state


def and_then(ladder: LadderGiven, *facts: Event) -> LadderGiven:
    """The same, and these things have happened as well."""
    return given(ladder.decider, *ladder.past, *facts)


def out(target_on: str = "2016-10-11", next_step: str = "T4") -> commands.ExitPlan:
    return commands.ExitPlan(
        target_on=day(target_on), next_step=next_step, how="Weekends with the aunt from June."
    )


def start(measure_type: str, planned_end_on: str = "2030-01-01", **more: Any) -> commands.Start:  # noqa: ANN401
    usual = {
        "decision_id": AT_HOME_DECISION if measure_type in AT_HOME else DECISION,
        "exit_plan": out("2029-01-01"),
        "goal_ids": [GOAL, LATER_GOAL],
        "coordinator": "caseworker-1",
    }
    return commands.Start(
        measure_type=measure_type, planned_end_on=day(planned_end_on), **{**usual, **more}
    )


def light(measure_type: str = "open_counselling") -> commands.Start:
    """Universal support, which needs no decision and no way out."""
    return commands.Start(measure_type=measure_type, planned_end_on=day("2030-01-01"))


def end(measure_id: UUID, reason: commands.EndReason = "replaced") -> commands.End:
    return commands.End(measure_id=measure_id, reason=reason)


ALTERNATIVE = commands.Alternative(measure_type="kinship_care", reason="Her aunt cannot yet.")


def move(
    on_day: str,
    *starts: commands.Start,
    ends: Sequence[commands.End] = (),
    explanations: Sequence[Explanation] = (),
    alternatives: Sequence[commands.Alternative] = (ALTERNATIVE,),
    **more: Any,  # noqa: ANN401 - any other field of the command
) -> commands.MakeMove:
    return commands.MakeMove(
        effective_on=day(on_day),
        starts=[*starts],
        ends=[*ends],
        rationale="The step fits her needs.",
        alternatives_considered=[*alternatives],
        explanations=[*explanations],
        **more,
    )


def started(move_id: UUID, index: int = 0) -> UUID:
    """The id of what a move started."""
    return uuid5(move_id, f"measure:{index}")


def departed(outcome: LadderOutcome) -> list[str]:
    """The rules of good practice that a move departed from."""
    return [each.rule for each in outcome.the(MoveMade).departures]


def the_start(outcome: LadderOutcome) -> MeasureStarted:
    return outcome.the(MeasureStarted)


def way(of: LadderGiven | LadderOutcome) -> list[tuple[str, str, str | None]]:
    """Each step with its first day and the first day without it."""
    return [
        (each.step, each.from_on.isoformat(), each.to_on.isoformat() if each.to_on else None)
        for each in known(of).periods
    ]
