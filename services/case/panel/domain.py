"""What follows from asking the visitation panel."""

from dataclasses import replace
from typing import Any, assert_never

from services.case.panel import commands, events
from services.case.panel.rules import of_conclusion, of_raising
from services.case.panel.state import PanelItem
from services.case.rules import unmet
from services.case.state import Case
from shared.calendar import day_of
from shared.decider import Asked, Unknown, require
from shared.sealing import Sealed
from shared.things import changed, find

Facts = list[events.PanelEvent]


def evolve(case: Case, fact: events.PanelEvent) -> Case:
    """Remember what the panel has not answered."""
    match fact:
        case events.PanelItemRaised():
            item = PanelItem(id=fact.id, raised_on=fact.raised_on)
            return replace(case, panel_items=(*case.panel_items, item))
        case events.PanelItemConcluded():
            items = changed(case.panel_items, fact.id, concluded_on=fact.concluded_on)
            return replace(case, panel_items=items)


def what_follows(asked: Asked[Any], command: commands.PanelCommand, case: Case) -> Facts:
    """Facts of the panel.

    Raises:
        Unknown: when the item is not in the case.
    """
    match command:
        case commands.RaisePanelItem():
            return raised(asked, command, case)
        case commands.ConcludePanelItem():
            return concluded(asked, command, case)
        case _:
            assert_never(command)


def raised(asked: Asked[Any], item: commands.RaisePanelItem, case: Case) -> Facts:
    day = item.raised_on
    require(unmet(day, of_raising(item, case, day_of(asked.at))))
    question = events.PanelItemRaised(
        id=asked.id,
        raised_on=day,
        measure_types=tuple(item.measure_types),
        question=Sealed(item.question),
    )
    return [question]


def concluded(asked: Asked[Any], conclusion: commands.ConcludePanelItem, case: Case) -> Facts:
    item, day = find(case.panel_items, asked.of), conclusion.concluded_on
    if item is None:
        raise Unknown
    require(unmet(day, of_conclusion(conclusion, item, day_of(asked.at))))
    answer = events.PanelItemConcluded(
        id=item.id, concluded_on=day, outcome=conclusion.outcome, words=Sealed(conclusion.words)
    )
    return [answer]
