"""What follows from what is asked of a ladder or a provision. Pure: no clock, no database."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any
from uuid import UUID

from services.intervention_ladder import defining
from services.intervention_ladder.bases import bases
from services.intervention_ladder.correction import domain as correction
from services.intervention_ladder.correction.commands import CorrectionCommand
from services.intervention_ladder.correction.events import CorrectionEvent, MeasureCorrected
from services.intervention_ladder.definitions import LadderDefinition
from services.intervention_ladder.events import Event
from services.intervention_ladder.exit_plan import domain as exit_plan
from services.intervention_ladder.exit_plan.commands import ExitPlanCommand
from services.intervention_ladder.exit_plan.events import ExitPlanEvent
from services.intervention_ladder.measure import domain as measure
from services.intervention_ladder.measure.commands import MeasureCommand
from services.intervention_ladder.measure.events import MeasureEvent
from services.intervention_ladder.move import domain as move
from services.intervention_ladder.move.commands import MoveCommand
from services.intervention_ladder.move.events import MoveEvent
from services.intervention_ladder.news import domain as news
from services.intervention_ladder.news.commands import NewsCommand
from services.intervention_ladder.news.events import NewsEvent
from services.intervention_ladder.parallel import domain as parallel
from services.intervention_ladder.parallel.commands import ParallelCommand
from services.intervention_ladder.parallel.events import ParallelEvent
from services.intervention_ladder.provision import domain as provision
from services.intervention_ladder.provision.commands import ProvisionCommand
from services.intervention_ladder.provision.events import (
    PlaceGivenBack,
    PlaceTaken,
    ProvisionEvent,
)
from services.intervention_ladder.provision.state import Provision
from services.intervention_ladder.readings import (
    BasisChanged,
    ReadingEvent,
    StepsChanged,
)
from services.intervention_ladder.return_option import domain as return_option
from services.intervention_ladder.return_option.commands import ReturnOptionCommand
from services.intervention_ladder.return_option.events import ReturnOptionEvent
from services.intervention_ladder.safety_plan import domain as safety_plan
from services.intervention_ladder.safety_plan.commands import SafetyPlanCommand
from services.intervention_ladder.safety_plan.events import SafetyPlanEvent
from services.intervention_ladder.sibling import domain as sibling
from services.intervention_ladder.sibling.commands import SiblingCommand
from services.intervention_ladder.sibling.events import SiblingEvent
from services.intervention_ladder.state import Ladder
from services.intervention_ladder.terms import terms, terms_told
from services.intervention_ladder.way import stays, stretches
from shared.decider import Asked, Beside, Decider, Unknown

LadderCommand = (
    NewsCommand | MoveCommand | MeasureCommand | ExitPlanCommand | ReturnOptionCommand
    | ParallelCommand | SiblingCommand | SafetyPlanCommand | CorrectionCommand
)  # fmt: skip
Stream = Ladder | Provision | defining.LadderDefined | None
Facts = Sequence[Event | Beside]
LadderDecider = Decider[LadderCommand, Stream, Event]


@dataclass(frozen=True, slots=True)
class Slice:
    """A noun's part of the ladder: which facts it remembers, and which commands it answers."""

    facts: Any
    commands: Any
    evolve: Callable[[Ladder, Any], Ladder]
    what_follows: Callable[[Asked[Any], Any, Ladder, LadderDefinition], Sequence[Any]]


def plain(decide: Callable[[Asked[Any], Any, Ladder], Sequence[Any]]) -> Any:  # noqa: ANN401 - a slice's own
    """What follows on whichever definition."""
    return lambda asked, command, ladder, _: decide(asked, command, ladder)


def corrected(
    asked: Asked[Any], command: CorrectionCommand, ladder: Ladder, definition: LadderDefinition
) -> Sequence[Any]:
    telling = correction.Telling(
        evolve_ladder, lambda again, before: what_follows(again, before, definition)
    )
    return correction.what_follows(asked, command, ladder, telling)


SLICES = (
    Slice(NewsEvent, NewsCommand, news.evolve, plain(news.what_follows)),
    Slice(MoveEvent, MoveCommand, move.evolve, move.what_follows),
    Slice(MeasureEvent, MeasureCommand, measure.evolve, plain(measure.what_follows)),
    Slice(ExitPlanEvent, ExitPlanCommand, exit_plan.evolve, exit_plan.what_follows),
    Slice(
        ReturnOptionEvent,
        ReturnOptionCommand,
        return_option.evolve,
        plain(return_option.what_follows),
    ),
    Slice(ParallelEvent, ParallelCommand, parallel.evolve, plain(parallel.what_follows)),
    Slice(SiblingEvent, SiblingCommand, sibling.evolve, plain(sibling.what_follows)),
    Slice(SafetyPlanEvent, SafetyPlanCommand, safety_plan.evolve, safety_plan.what_follows),
    Slice(CorrectionEvent, CorrectionCommand, correction.evolve, corrected),
)


def evolve(stream: Stream, fact: Event) -> Stream:
    """Remember a fact."""
    if isinstance(fact, ProvisionEvent):
        return provision.evolve(stream if isinstance(stream, Provision) else None, fact)
    if isinstance(fact, defining.LadderDefined):
        return fact
    return evolve_ladder(stream if isinstance(stream, Ladder) else Ladder(), fact)


def evolve_ladder(ladder: Ladder, fact: Any) -> Ladder:  # noqa: ANN401 - any fact of a ladder
    if isinstance(fact, StepsChanged):
        return ladder.read(fact.stretches)
    if isinstance(fact, ReadingEvent):
        return ladder.with_(fact)
    return next(each for each in SLICES if isinstance(fact, each.facts)).evolve(ladder, fact)


def on(definition: LadderDefinition) -> LadderDecider:
    """A decider whose new measures stand on this definition."""

    def decide(asked: Asked[LadderCommand], stream: Stream) -> Facts:
        if stream is not None and not isinstance(stream, Ladder):
            raise Unknown
        ladder = stream or Ladder()
        facts = what_follows(asked, ladder, definition)
        after = reduce(evolve_ladder, facts, ladder)
        anew = {each.id for each in facts if isinstance(each, MeasureCorrected)}
        return [*facts, *consequences(asked.id, ladder, after, anew)]

    return Decider(None, evolve, decide)


def what_follows(
    asked: Asked[Any], ladder: Ladder, definition: LadderDefinition
) -> Sequence[Event]:
    chosen = next(each for each in SLICES if isinstance(asked.command, each.commands))
    return chosen.what_follows(asked, asked.command, ladder, definition)


def consequences(
    because: UUID, before: Ladder, after: Ladder, anew: Collection[UUID]
) -> Iterator[Event | Beside]:
    """What all of it amounts to now, where it amounted to something else before.

    Of a measure that is said `anew`, so is what it has rested on, and how long it is to run.
    """
    way = stretches(after)
    if way != before.stretches:
        yield StepsChanged(id=because, stretches=way)
    for each in after.measures:
        resting = bases(after, each)
        known = before.bases(each.id)
        if (resting != known or each.id in anew) and (known or len(resting) > 1):
            yield BasisChanged(id=each.id, bases=resting)
        if (now := terms(after, each)) != terms_told(before, each, said_anew=each.id in anew):
            yield now
    yield from places(before, after)


def places(before: Ladder, after: Ladder) -> Iterator[Beside]:
    """Places that were taken, given up or given back, each in its provision's own stream."""
    known, now = stays(before), stays(after)
    for stay in now.values():
        if known.get(stay.id) != stay:
            taken = PlaceTaken(
                id=stay.id,
                measure_id=stay.measure_id,
                from_on=stay.from_on,
                until_on=stay.until_on,
            )
            yield Beside(stay.provision_id, taken)
    for stay in known.values():
        moved = now.get(stay.id)
        if moved is None or moved.provision_id != stay.provision_id:
            yield Beside(stay.provision_id, PlaceGivenBack(id=stay.id))


provisions: Decider[ProvisionCommand, Stream, Event] = Decider(None, evolve, provision.decide)
