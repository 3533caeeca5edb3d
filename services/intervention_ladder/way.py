"""What follows from a ladder as it stands: what ran when, and the places that were taken by it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from uuid import UUID

from services.intervention_ladder.definitions import DEFINITIONS
from services.intervention_ladder.measures import Measure
from services.intervention_ladder.readings import SAFETY_PLAN, Running, Stretch
from services.intervention_ladder.safety_plan.events import SafetyPlanActivated, SafetyPlanEnded
from services.intervention_ladder.state import Ladder


@dataclass(frozen=True, slots=True)
class Span:
    """Something that runs from a day until another."""

    running: Running
    from_on: date
    to_on: date | None

    def holds(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


def stretches(ladder: Ladder) -> tuple[Stretch, ...]:
    """What ran when, from the day the case opened; the last has no end while it is open."""
    if ladder.opened_on is None:
        return ()
    spans = [*spans_of(ladder)]
    edges = {ladder.opened_on}
    for each in spans:
        edges |= {each.from_on, each.to_on or each.from_on}
    found: list[Stretch] = []
    for day in sorted(edge for edge in edges if ladder.open_on(edge)):
        running = tuple(each.running for each in spans if each.holds(day))
        if found and found[-1].running == running:
            continue
        if found:
            found[-1] = replace(found[-1], to_on=day)
        found.append(Stretch(from_on=day, to_on=None, running=running))
    if found and ladder.closed_on is not None:
        found[-1] = replace(found[-1], to_on=ladder.closed_on)
    return tuple(found)


def spans_of(ladder: Ladder) -> Iterator[Span]:
    """Measures, and safety plans: those are a step on some ladders."""
    for each in ladder.measures:
        running = Running(
            measure_type=each.measure_type,
            definition=each.definition,
            step=each.step,
            planned_return=each.under_return_option,
        )
        yield Span(running, each.started_on, each.ended_on)
    for plan in ladder.all(SafetyPlanActivated):
        step = DEFINITIONS[plan.definition].safety_step
        running = Running(
            measure_type=SAFETY_PLAN, definition=plan.definition, step=step.code if step else ""
        )
        end = ladder.one(SafetyPlanEnded, plan.id)
        yield Span(running, plan.started_on, end.ended_on if end else None)


@dataclass(frozen=True, slots=True)
class Stay:
    """A place that is taken at a provision, from a day until another."""

    id: UUID
    provision_id: UUID
    measure_id: UUID
    from_on: date
    until_on: date | None


def stays(ladder: Ladder) -> Mapping[UUID, Stay]:
    """Every place that the child's measures take, by the id of what took it."""
    return {stay.id: stay for each in ladder.measures for stay in stays_of(each)}


def stays_of(measure: Measure) -> Iterator[Stay]:
    """A measure's stays: where it began, and every place that it moved on to."""
    said = measure.said
    begun = [(said.id, said.provision_id, said.started_on)]
    begun += [(each.id, each.provision_id, each.changed_on) for each in measure.sites]
    last = (said.id, None, measure.ended_on)
    for (stay, provision, from_on), (_, _, until_on) in pairwise([*begun, last]):
        if provision and from_on is not None and from_on != until_on:
            yield Stay(stay, provision, measure.id, from_on, until_on)
