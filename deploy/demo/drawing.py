"""The girl's way on the ladder and her agenda, drawn in the terminal."""

from collections.abc import Iterator
from datetime import date

from deploy.demo.client import Json

COLUMNS = 72
MARKS = {"met": "✓", "met_late": "!", "lapsed": "-", "overdue": "✗", "open": "·"}


def way(periods: list[Json], until: date) -> Iterator[str]:
    """Steps upwards, time to the right; a filled block for every stretch on a step."""
    first = date.fromisoformat(periods[0]["validFrom"])
    span = (until - first).days or 1
    steps = {each["order"]: each["step"] for each in periods}
    for order in sorted(steps, reverse=True):
        row = [" "] * COLUMNS
        for each in periods:
            if each["order"] == order:
                start = (date.fromisoformat(each["validFrom"]) - first).days
                ends = date.fromisoformat(each["validTo"]) if each["validTo"] else until
                left, right = (
                    round(day * (COLUMNS - 1) / span) for day in (start, (ends - first).days)
                )
                row[left : right + 1] = "█" * (right + 1 - left)
        yield f"  {steps[order]['code']} {steps[order]['da'][:30]:<30} │{''.join(row)}│"
    yield f"  {'':<33} {first:%Y-%m-%d}{until:%Y-%m-%d}".replace(
        f"{until:%Y-%m-%d}", f"{until:%Y-%m-%d}".rjust(COLUMNS - 8)
    )


def agenda(obligations: list[Json]) -> Iterator[str]:
    """What was due, under which rule, because of what, and what became of it."""
    for each in obligations:
        mark = MARKS[each["state"]["code"]]
        became = each["metOn"] or each["lapsedOn"] or ""
        yield (
            f"  {mark} {each['dueOn']}  {each['rule']['code']}  {each['rule']['da'][:44]:<44}"
            f"  {each['source'][:18]:<18}  {each['trigger']} {each['triggerOn']}"
            f"  {each['state']['da']} {became}"
        )
