"""A girl's ladder, fact by fact and move by move. Nobody here exists."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from services.intervention_ladder import commands, events
from services.intervention_ladder.definitions import DEFINITIONS
from services.intervention_ladder.domain import LadderDecider, on
from services.intervention_ladder.state import Ladder
from shared.contracts.case import Regime, regime_on
from shared.departures import Explanation
from tests.decider import Given, Outcome, given

CASE = UUID("00000000-0000-4000-8000-00000000000b")
DECISION = uuid5(CASE, "decision")
DECIDER: LadderDecider = on(DEFINITIONS["default@1"])
PLACED = ("residential_institution", "kinship_care", "foster_general", "foster_municipal")
AT_HOME = ("family_treatment", "contact_person_child", "respite")

LadderGiven = Given[commands.LadderCommand, Ladder, events.LadderEvent]
LadderOutcome = Outcome[commands.LadderCommand, Ladder, events.LadderEvent]


def day(text: str) -> date:
    return date.fromisoformat(text)


def opened(on_day: str = "2015-10-12") -> events.CaseHeard:
    return events.CaseHeard(id=CASE, opened_on=day(on_day))


def closed(on_day: str) -> events.CaseEndHeard:
    return events.CaseEndHeard(id=uuid5(CASE, "closed"), closed_on=day(on_day))


def investigated(on_day: str = "2015-12-21") -> events.InvestigationHeard:
    return events.InvestigationHeard(id=uuid5(CASE, "investigated"), completed_on=day(on_day))


def mapped(on_day: str = "2015-12-15") -> events.NetworkMappingHeard:
    return events.NetworkMappingHeard(id=uuid5(CASE, "mapped"), mapped_on=day(on_day))


def decided(
    on_day: str = "2016-01-06",
    *types: str,
    id: UUID = DECISION,  # noqa: A002 - as in the fact
    regime: Regime | None = None,
    acute: bool = False,
) -> events.DecisionHeard:
    return events.DecisionHeard(
        id=id,
        decided_on=day(on_day),
        regime=regime or regime_on(day(on_day)),
        section="52(3)7",
        measure_types=types or (*PLACED, *AT_HOME),
        acute=acute,
    )


def ladder(*facts: events.LadderEvent) -> LadderGiven:
    """A ladder on which these things have happened."""
    return given(DECIDER, *facts)


def ready() -> LadderGiven:
    """Everything that a first placement needs: case, network, investigation, decision."""
    return ladder(opened(), mapped(), investigated(), decided())


def out(target_on: str = "2016-10-11", next_step: str = "T4") -> commands.ExitPlan:
    return commands.ExitPlan(
        target_on=day(target_on), next_step=next_step, how="Weekends with the aunt from June."
    )


def start(measure_type: str, planned_end_on: str = "2030-01-01", **more: Any) -> commands.Start:  # noqa: ANN401
    usual = {"decision_id": DECISION, "exit_plan": out("2029-01-01")}
    return commands.Start(
        measure_type=measure_type, planned_end_on=day(planned_end_on), **{**usual, **more}
    )


def end(measure_id: UUID, reason: commands.EndReason = "replaced") -> commands.End:
    return commands.End(measure_id=measure_id, reason=reason)


def move(
    on_day: str,
    *starts: commands.Start,
    ends: Sequence[commands.End] = (),
    explanations: Sequence[Explanation] = (),
) -> commands.MakeMove:
    return commands.MakeMove(
        effective_on=day(on_day),
        starts=[*starts],
        ends=[*ends],
        rationale="The step fits her needs.",
        explanations=[*explanations],
    )


def started(move_id: UUID, index: int = 0) -> UUID:
    """The id of what a move started."""
    return uuid5(move_id, f"measure:{index}")


def way(outcome: LadderOutcome) -> list[tuple[str, str, str | None]]:
    """Each step with its first day and the first day without it."""
    return [
        (each.step, each.from_on.isoformat(), each.to_on.isoformat() if each.to_on else None)
        for each in outcome.state.periods
    ]
