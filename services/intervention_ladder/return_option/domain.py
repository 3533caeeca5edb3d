"""What follows from keeping a place open, from coming back to it, and from time passing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid5

from services.intervention_ladder.bases import resting_on
from services.intervention_ladder.measures import Measure
from services.intervention_ladder.move.domain import provisions_of
from services.intervention_ladder.move.events import MeasureStarted, MoveMade
from services.intervention_ladder.return_option import commands, events, rules
from services.intervention_ladder.rules import STATUTE, demand, departed
from services.intervention_ladder.state import Ladder
from shared.calendar import day_of
from shared.decider import Asked, Unknown
from shared.departures import departures
from shared.sealing import Sealed

Facts = Sequence[events.ReturnOptionEvent | MoveMade | MeasureStarted]


def evolve(ladder: Ladder, fact: events.ReturnOptionEvent) -> Ladder:
    return ladder.with_(fact)


def what_follows(asked: Asked[Any], command: commands.ReturnOptionCommand, ladder: Ladder) -> Facts:
    match command:
        case commands.SetReturnOption():
            return kept_open(asked, command, ladder)
        case commands.UseReturnOption():
            return came_back(asked, command, ladder)
        case commands.NoticeExpiry():
            return [*expired(command, ladder, day_of(asked.at))]


def kept_open(asked: Asked[Any], option: commands.SetReturnOption, ladder: Ladder) -> Facts:
    measure = ladder.measure(option.measure_id)
    basis = resting_on(ladder, measure, option.set_on) if measure else None
    kept = events.ReturnOptionSet(
        id=asked.id,
        measure_id=option.measure_id,
        set_on=option.set_on,
        valid_until_on=option.valid_until_on,
        conditions=Sealed(option.conditions),
        decision_id=option.decision_id or basis,
    )
    demand(option.set_on, rules.of_option(kept, ladder, day_of(asked.at)))
    return [kept]


def came_back(asked: Asked[Any], use: commands.UseReturnOption, ladder: Ladder) -> Facts:
    """A planned return: a stay of its own, on the step of the placement that was left."""
    option = ladder.return_option(asked.of)
    left = ladder.measure(option.measure_id) if option else None
    if option is None or left is None:
        raise Unknown
    stay = stay_of(asked, use, option, left, ladder)
    provisions = provisions_of(asked, [stay.provision_id], ladder)
    day = use.effective_on
    found = [*rules.of_return(option, Measure(said=stay), ladder, day_of(asked.at), provisions)]
    demand(day, found)
    made = MoveMade(
        id=asked.id,
        effective_on=day,
        ended=(),
        started=(stay.id,),
        rationale=Sealed(use.rationale),
        alternatives=(),
        departures=departures(departed(day, found), use.explanations),
        edition=STATUTE.nearest(day).in_force,
    )
    activated = events.ReturnActivated(
        id=uuid5(asked.id, "return"),
        option_id=option.id,
        measure_id=stay.id,
        activated_on=day,
    )
    return [made, stay, activated]


def stay_of(
    asked: Asked[Any],
    use: commands.UseReturnOption,
    option: events.ReturnOptionSet,
    left: Measure,
    ladder: Ladder,
) -> MeasureStarted:
    """The stay as it would be: where the child last lived in the placement that it left."""
    last = left.sites[-1] if left.sites else left.said
    decision = ladder.decision(option.decision_id)
    return replace(
        left.said,
        id=uuid5(asked.id, "stay"),
        move_id=asked.id,
        decision_id=option.decision_id,
        regime=decision.regime if decision else left.said.regime,
        started_on=use.effective_on,
        planned_end_on=use.planned_end_on,
        site=None,  # sealed where it was said; `continues` leads there
        provision_id=last.provision_id,
        provider=last.provider,
        site_type=last.site_type,
        under_return_option=True,
        continues=left.id,
    )


def expired(
    command: commands.NoticeExpiry, ladder: Ladder, today: date
) -> Iterator[events.ReturnOptionExpired]:
    """Each option that is over by today, once for each day that it was to end on."""
    for id_ in command.option_ids:
        option = ladder.return_option(id_)
        if option and option.valid_until_on <= today and not noticed(ladder, option):
            yield events.ReturnOptionExpired(
                id=option.id, measure_id=option.measure_id, expired_on=option.valid_until_on
            )


def noticed(ladder: Ladder, option: events.ReturnOptionSet) -> bool:
    known = ladder.one(events.ReturnOptionExpired, option.id)
    return known is not None and known.expired_on == option.valid_until_on
