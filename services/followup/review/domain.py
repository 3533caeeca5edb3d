"""What follows when measures are followed up. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, assert_never
from uuid import UUID

from services.followup.review import commands, events
from services.followup.review.rules import of_correction, of_follow_up, of_schedule
from services.followup.rules import departed, in_force, unmet
from services.followup.state import State
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed, sealed

Facts = Sequence[events.ReviewEvent]
WORKS: Mapping[str, bool] = {"step_down": True, "end": True, "step_up": False}


def what_follows(asked: Asked[Any], command: commands.ReviewCommand, state: State) -> Facts:
    """Facts of following up.

    Raises:
        Unknown: when the follow-up to correct is not in the case.
    """
    match command:
        case commands.HoldFollowUp():
            return followed_up(asked, command, state)
        case commands.CorrectFollowUp():
            return corrected(asked, command, state)
        case commands.DecideFollowUpSchedule():
            return scheduled(asked, command, state)
        case _:
            assert_never(command)


def followed_up(asked: Asked[Any], follow_up: commands.HoldFollowUp, state: State) -> Facts:
    found = of_follow_up(follow_up, state, day_of(asked.at))
    require(unmet(found, follow_up.held_on))
    covered = tuple(dict.fromkeys(follow_up.measure_ids))
    held = events.FollowUpHeld(
        id=asked.id,
        held_on=follow_up.held_on,
        measure_ids=covered,
        outcome=follow_up.outcome,
        outcomes=outcomes(covered, follow_up.outcomes, follow_up.outcome),
        child_heard=follow_up.child_view is not None,
        child_view=sealed(follow_up.child_view),
        child_not_heard_reason=sealed(follow_up.child_not_heard_reason),
        goal_ids=tuple(dict.fromkeys(follow_up.goal_ids)),
        goal_status=Sealed(follow_up.goal_status),
        reasons=sealed(follow_up.reasons),
    )
    return [held]


def outcomes(
    measures: Sequence[UUID], said: Sequence[commands.OutcomeOfMeasure], otherwise: str
) -> tuple[events.MeasureOutcome, ...]:
    """What was concluded of each measure; what was said last of one holds."""
    named = {each.measure_id: each for each in said}
    return tuple(outcome(each, named.get(each), otherwise) for each in measures)


def outcome(
    measure: UUID, own: commands.OutcomeOfMeasure | None, otherwise: str
) -> events.MeasureOutcome:
    """Whether a measure works is as it was judged, or else as its outcome lets one think."""
    found = own.outcome if own else otherwise
    works = WORKS.get(found) if own is None or own.works is None else own.works
    return events.MeasureOutcome(measure_id=measure, outcome=found, works=works)


def corrected(asked: Asked[Any], correction: commands.CorrectFollowUp, state: State) -> Facts:
    held = state.one(events.FollowUpHeld, asked.of)
    if held is None:
        raise Unknown
    found = of_correction(correction, held.measure_ids, state, day_of(asked.at))
    require(unmet(found, correction.held_on))
    return [
        events.FollowUpCorrected(
            id=held.id, held_on=correction.held_on, reason=Sealed(correction.reason)
        )
    ]


def scheduled(asked: Asked[Any], schedule: commands.DecideFollowUpSchedule, state: State) -> Facts:
    day = schedule.decided_on
    found = [*of_schedule(schedule, state, day_of(asked.at))]
    require(unmet(found, day))
    return [
        events.FollowUpScheduleDecided(
            id=asked.id,
            decided_on=day,
            measure_ids=tuple(dict.fromkeys(schedule.measure_ids)),
            every_weeks=schedule.every_weeks,
            every_months=schedule.every_months,
            dates=tuple(sorted({*schedule.dates})),
            told_child_on=schedule.told_child_on,
            told_custodians_on=schedule.told_custodians_on,
            reasons=Sealed(schedule.reasons),
            departures=departed(found, schedule, day),
            edition=in_force(day).in_force,
        )
    ]
