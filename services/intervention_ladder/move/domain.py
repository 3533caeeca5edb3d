"""What follows from a move. Pure: no clock, no database, no neighbour."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from services.intervention_ladder.definitions import LadderDefinition
from services.intervention_ladder.exit_plan.events import ExitPlanRecorded
from services.intervention_ladder.move import commands, events
from services.intervention_ladder.move.practice import Starting
from services.intervention_ladder.move.rules import Proposed, judged
from services.intervention_ladder.provision.state import Provision
from services.intervention_ladder.rules import STATUTE, demand, departed
from services.intervention_ladder.sibling.events import SiblingPlacementExplained
from services.intervention_ladder.state import Ladder
from shared.calendar import day_of
from shared.contracts.case import regime_on
from shared.decider import Asked, Unknown
from shared.departures import departures
from shared.sealing import Sealed, sealed

Started = events.MeasureStarted | ExitPlanRecorded | SiblingPlacementExplained


def evolve(ladder: Ladder, fact: events.MoveEvent) -> Ladder:
    return ladder.with_(fact)


def provisions_of(
    asked: Asked[Any], ids: Sequence[UUID | None], ladder: Ladder
) -> Mapping[UUID, Provision]:
    """The provisions that are named.

    Raises:
        Unknown: when one is not there, or is not the asker's to know of.
    """
    found: dict[UUID, Provision] = {}
    for each in filter(None, ids):
        provision = asked.others.get(each)
        case = ladder.case.id if ladder.case else each
        if not isinstance(provision, Provision) or not provision.known_to(asked.unit, case):
            raise Unknown
        found[each] = provision
    return found


def what_follows(
    asked: Asked[Any], move: commands.MakeMove, ladder: Ladder, definition: LadderDefinition
) -> Sequence[events.MoveEvent | Started]:
    """A change set, netted on its day: these measures end, those start, the rest runs on."""
    provisions = provisions_of(asked, [each.provision_id for each in move.starts], ladder)
    proposed = Proposed(move, ladder, definition, day_of(asked.at), provisions)
    found = [*judged(proposed)]
    demand(proposed.day, found)
    ends = [
        events.MeasureEnded(
            id=end.measure_id, move_id=asked.id, ended_on=proposed.day, reason=end.reason
        )
        for end in move.ends
    ]
    starts = [
        fact
        for index, start in enumerate(proposed.starting())
        for fact in started(asked, proposed, index, start)
    ]
    made = events.MoveMade(
        id=asked.id,
        effective_on=proposed.day,
        ended=tuple(end.id for end in ends),
        started=tuple(each.id for each in starts if isinstance(each, events.MeasureStarted)),
        rationale=Sealed(move.rationale),
        alternatives=tuple(map(alternative, move.alternatives_considered)),
        departures=departures(departed(proposed.day, found), move.explanations),
        edition=STATUTE.nearest(proposed.day).in_force,
        planned=move.planned,
    )
    return [made, *ends, *starts]


def alternative(each: commands.Alternative) -> events.Alternative:
    return events.Alternative(measure_type=each.measure_type, reason=Sealed(each.reason))


def started(
    asked: Asked[Any], proposed: Proposed, index: int, start: Starting
) -> Iterator[Started]:
    """A measure that starts, and what is said with it; ids follow from the move's."""
    measure = measure_started(asked, proposed, uuid5(asked.id, f"measure:{index}"), start)
    yield measure
    if plan := start.asked.exit_plan:
        yield ExitPlanRecorded(
            id=uuid5(asked.id, f"exit-plan:{index}"),
            measure_id=measure.id,
            recorded_on=proposed.day,
            target_on=plan.target_on,
            next_step=plan.next_step,
            how=Sealed(plan.how),
        )
    siblings = proposed.move.siblings
    if siblings and measure.placement:
        yield SiblingPlacementExplained(
            id=uuid5(asked.id, f"siblings:{index}"),
            measure_id=measure.id,
            explained_on=proposed.day,
            arrangement=siblings.arrangement,
            reasons=Sealed(siblings.reasons),
        )


def measure_started(
    asked: Asked[Any], proposed: Proposed, id_: UUID, start: Starting
) -> events.MeasureStarted:
    said, step = start.asked, start.step
    decision = proposed.ladder.decision(said.decision_id)
    provision = proposed.provisions.get(said.provision_id) if said.provision_id else None
    kept = proposed.kept_by(start.kind)
    return events.MeasureStarted(
        id=id_,
        move_id=asked.id,
        measure_type=start.kind.code,
        definition=proposed.definition.name,
        step=step.code,
        order=step.order,
        band=step.band,
        placement=step.placement,
        category=start.kind.category,
        decision_id=said.decision_id,
        regime=decision.regime if decision else regime_on(proposed.day),
        started_on=proposed.day,
        planned_end_on=said.planned_end_on,
        site=sealed(said.site),
        provision_id=said.provision_id,
        provider=provision.opened.provider if provision else said.provider,
        site_type=site_type(provision, start.kind.code if step.placement else None),
        coordinator=said.coordinator,
        goal_ids=tuple(said.goal_ids),
        purpose_codes=tuple(said.purpose_codes),
        aftercare=start.kind.aftercare,
        continues=kept.id if kept else None,
    )


def site_type(provision: Provision | None, measure_type: str | None) -> str | None:
    """Of what kind a place is: as the portfolio says, else as the placement's type does."""
    return provision.opened.kind if provision else measure_type
