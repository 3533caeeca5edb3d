"""What follows when a placed child is visited, and its placement reported. Pure."""

from collections.abc import Sequence
from typing import Any, assert_never

from services.followup.placement import commands, events
from services.followup.placement.rules import of_report, of_visit
from services.followup.rules import departed, in_force, unmet
from services.followup.state import State
from shared.calendar import day_of
from shared.decider import Asked, require
from shared.sealing import sealed

Facts = Sequence[events.PlacementEvent]


def what_follows(asked: Asked[Any], command: commands.PlacementCommand, state: State) -> Facts:
    """Facts of following a placed child."""
    match command:
        case commands.HoldSupervisionVisit():
            return visited(asked, command, state)
        case commands.ReportStatistics():
            return reported(asked, command, state)
        case _:
            assert_never(command)


def visited(asked: Asked[Any], visit: commands.HoldSupervisionVisit, state: State) -> Facts:
    day = visit.visited_on
    found = [*of_visit(visit, state, day_of(asked.at))]
    require(unmet(found, day))
    return [
        events.SupervisionVisitHeld(
            id=asked.id,
            visited_on=day,
            with_conversation=visit.with_conversation,
            staff_present=visit.staff_present,
            no_conversation_because=visit.no_conversation_because,
            child_view=sealed(visit.child_view),
            observations=sealed(visit.observations),
            departures=departed(found, visit, day),
            edition=in_force(day).in_force,
        )
    ]


def reported(asked: Asked[Any], report: commands.ReportStatistics, state: State) -> Facts:
    require(unmet(of_report(report, state, day_of(asked.at)), report.reported_on))
    return [
        events.StatisticsReported(
            id=asked.id,
            measure_id=report.measure_id,
            event=report.event,
            reported_on=report.reported_on,
        )
    ]
