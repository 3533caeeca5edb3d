"""What those who read of everybody may ask: as much as can be answered so that nobody is known."""

from collections.abc import Collection
from datetime import date

from services.gateway.access import of_everybody
from shared.identity import Caller
from shared.problems import InputError, Invalid


def may_ask(
    caller: Caller,
    *,
    by: Collection[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> None:
    """Let them tell apart by one thing at a time, and of whole months.

    Of tables by two things all sums can be asked for as well, and small numbers follow from those
    in more ways than can be closed here; two times that differ by days tell of what was between.

    Raises:
        Invalid: with everything that is asked too finely.
    """
    if not of_everybody(caller):
        return
    errors = [
        InputError(pointer=name, code="too-fine", detail="Ask in whole months: the first of one.")
        for name, day in (("from", since), ("to", until))
        if day and day.day != 1
    ]
    if len(by) > 1:
        errors.append(InputError(pointer="by", code="too-fine", detail="Tell apart by one thing."))
    if errors:
        raise Invalid(*errors)
