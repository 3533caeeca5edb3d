"""What is required of what is put before the panel."""

from collections.abc import Iterator
from datetime import date

from services.case.panel import commands
from services.case.panel.state import PanelItem
from services.case.rules import of_any_fact, of_the_past
from services.case.state import Case


def of_raising(item: commands.RaisePanelItem, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, item.raised_on, today)
    if item.raised_on < case.opened_on:
        yield "after-opening"


def of_conclusion(
    conclusion: commands.ConcludePanelItem, item: PanelItem, today: date
) -> Iterator[str]:
    yield from of_the_past(conclusion.concluded_on, today)
    if item.concluded_on is not None:
        yield "panel-item-concluded-once"
    if conclusion.concluded_on < item.raised_on:
        yield "concluded-after-raised"
