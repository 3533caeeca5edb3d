"""What follows from what is asked of a provision. Pure: no clock, no database."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from services.intervention_ladder.provision import commands, events, rules
from services.intervention_ladder.provision.state import Provision
from services.intervention_ladder.rules import STATUTE, Judged, demand
from shared.calendar import day_of
from shared.decider import Asked, Unknown
from shared.sealing import Sealed

Facts = Sequence[events.ProvisionEvent]


def evolve(provision: Provision | None, fact: events.ProvisionEvent) -> Provision | None:
    """Remember a fact."""
    if isinstance(fact, events.ProvisionOpened):
        places = events.CapacityChanged(
            id=fact.id, capacity=fact.capacity, changed_on=fact.opened_on
        )
        return Provision(opened=fact, described=fact, capacities=(places,))
    return changed(provision, fact) if provision else None


def changed(provision: Provision, fact: events.ProvisionEvent) -> Provision:
    match fact:
        case events.ProvisionDescribed():
            return replace(provision, described=fact)
        case events.CapacityChanged():
            kept = [each for each in provision.capacities if each.changed_on != fact.changed_on]
            return replace(provision, capacities=(*kept, fact))
        case events.PriceSet():
            prices = [each for each in provision.prices if each.from_on != fact.from_on]
            return replace(provision, prices=(*prices, fact))
        case events.ProvisionClosed():
            return replace(provision, closed_on=fact.closed_on)
        case events.PlaceTaken() | events.PlaceGivenBack():
            others = tuple(each for each in provision.places if each.id != fact.id)
            taken = (fact,) if isinstance(fact, events.PlaceTaken) else ()
            return replace(provision, places=(*others, *taken))
        case _:
            return provision


def decide(asked: Asked[commands.ProvisionCommand], stream: Any) -> Facts:  # noqa: ANN401 - any stream
    match asked.command, stream:
        case commands.OpenProvision() as opening, None:
            return opened(asked, opening)
        case command, Provision() as provision:
            if provision.opened.unit not in {None, asked.unit}:
                raise Unknown
            return what_follows(asked, command, provision)
        case _:
            raise Unknown


def opened(asked: Asked[Any], opening: commands.OpenProvision) -> Facts:
    day = opening.opened_on
    demand(day, rules.of_opening(opening, asked.unit, day_of(asked.at)))
    said = events.ProvisionOpened(
        id=asked.id,
        kind=opening.kind,
        name=Sealed(opening.name),
        provider=opening.provider,
        unit=opening.unit,
        case_id=opening.case_id,
        capacity=opening.capacity,
        opened_on=day,
        edition=STATUTE.nearest(day).in_force,
        **described(opening),
    )
    return [said]


def described(said: commands.Description) -> dict[str, Any]:
    return {
        "measure_types": tuple(said.measure_types),
        "needs": tuple(said.needs),
        "methods": tuple(said.methods),
        "evidence_level": said.evidence_level,
        "age_from": said.age_from,
        "age_to": said.age_to,
    }


def what_follows(
    asked: Asked[Any], command: commands.ProvisionCommand, provision: Provision
) -> Facts:
    match command:
        case commands.DescribeProvision():
            return describe(asked, command, provision)
        case commands.ChangeCapacity(changed_on=day):
            demand(day, rules.of_change(provision, day))
            return [events.CapacityChanged(id=asked.id, **dict(command))]
        case commands.SetPrice(from_on=day):
            demand(day, rules.of_change(provision, day))
            return [events.PriceSet(id=asked.id, **dict(command))]
        case commands.CloseProvision(closed_on=day):
            demand(day, rules.of_closing(provision, day))
            return [events.ProvisionClosed(id=provision.id, closed_on=day)]
        case _:
            raise Unknown


def describe(asked: Asked[Any], said: commands.DescribeProvision, provision: Provision) -> Facts:
    day = said.described_on
    kind = rules.KINDS.nearest(day)[provision.opened.kind]
    judged: list[Judged] = [
        *rules.of_change(provision, day),
        *rules.of_description(said, kind, day),
    ]
    demand(day, judged)
    fact = events.ProvisionDescribed(
        id=asked.id,
        described_on=day,
        edition=STATUTE.nearest(day).in_force,
        **described(said),
    )
    return [fact]
