"""What follows from putting something right: the history is told again, and must still be one.

A record that is corrected takes the place of the first, in state as in rules; one that is
retracted leaves its place. Whatever was recorded later is asked again, in order, of the history as
it would be. A fact that would be refused now, and is not refused in the history as it stands, rests
on the record.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import reduce
from typing import Any

from services.case.correction import commands, events
from services.case.correction.kinds import KINDS, asked_again
from services.case.correction.rules import of_correction, of_dependents
from services.case.rules import unmet
from services.case.state import Case
from shared.calendar import day_of
from shared.decider import Asked, Refused, Unknown, require
from shared.sealing import Sealed

Said = tuple[Any, ...]  # a case's facts in order, as they stand


@dataclass(frozen=True, slots=True)
class Telling:
    """How a case is told: what a fact is remembered as, and what follows from a command."""

    evolve: Callable[[Any, Any], Any]
    decide: Callable[[Asked[Any], Case], Sequence[Any]]

    def case(self, said: Said) -> Case:
        """The case that these facts amount to."""
        told: Case = reduce(self.evolve, said, None)
        return told

    def refused(self, said: Said, asked: Asked[Any]) -> Iterator[Any]:
        """The facts that would be refused, were each asked again of what stands before it."""
        case: Any = None
        for fact in said:
            again = asked_again(fact, asked)
            if again is not None:
                try:
                    self.decide(again, case)
                except (Refused, Unknown):
                    yield fact
            case = self.evolve(case, fact)


def evolve(case: Case, fact: events.CorrectionEvent, telling: Telling) -> Case:
    """Remember what is about to be said anew, or tell the case without what never happened."""
    match fact:
        case events.EventCorrected():
            return replace(case, correcting=place_of(case, fact.record_kind, fact.record_id))
        case events.EventRetracted():
            place = place_of(case, fact.record_kind, fact.record_id)
            return telling.case((*case.said[:place], *case.said[place + 1 :]))


def told_anew(case: Case, fact: Any, telling: Telling) -> Case:  # noqa: ANN401 - any fact
    """The case with a fact in the place of the one that it corrects."""
    place = case.correcting or 0
    return telling.case((*case.said[:place], fact, *case.said[place + 1 :]))


def place_of(case: Case, kind: str, record: object) -> int:
    """Where in what stands a record is.

    Raises:
        Unknown: when it is not there, or no longer.
    """
    places = (
        place
        for place, fact in enumerate(case.said)
        if type(fact).__name__ == kind and fact.id == record
    )
    found = max(places, default=None)
    if found is None:
        raise Unknown
    return found


def what_follows(
    asked: Asked[Any], correction: commands.CorrectRecord, case: Case, telling: Telling
) -> list[Any]:
    """A correction and what is said instead, or a retraction.

    Raises:
        Unknown: when what it is about is not in the case.
    """
    place, today = place_of(case, correction.record_kind, correction.record_id), day_of(asked.at)
    require(unmet(today, of_correction(correction, today)))
    before, after = case.said[:place], case.said[place + 1 :]
    instead = [*said_instead(asked, correction, case.said[place], telling.case(before), telling)]
    resting = {*telling.refused((*before, *instead, *after), asked)}
    resting -= {*telling.refused(case.said, asked), *instead}
    require(of_dependents([each for each in after if each in resting], today))
    kind = events.EventRetracted if correction.retracted else events.EventCorrected
    corrected = kind(
        id=asked.id,
        record_kind=correction.record_kind,
        record_id=correction.record_id,
        corrected_on=correction.corrected_on,
        reason=Sealed(correction.reason),
    )
    return [corrected, *instead]


def said_instead(
    asked: Asked[Any],
    correction: commands.CorrectRecord,
    wrong: Any,  # noqa: ANN401 - any fact
    before: Case,
    telling: Telling,
) -> Sequence[Any]:
    """What should have been said, judged by the rules of its own day."""
    if correction.instead is None:
        return ()
    of = KINDS[correction.record_kind].of(wrong)
    again = Asked(command=correction.instead, id=wrong.id, at=asked.at, by=asked.by, of=of)
    return telling.decide(again, before)


def wordless(value: Any) -> Any:  # noqa: ANN401 - a fact, or any part of one
    """The same without its words: what rules ask of a fact is in codes and days."""
    if isinstance(value, Sealed):
        return Sealed()
    if isinstance(value, tuple):
        return tuple(map(wordless, value))
    if is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: wordless(getattr(value, each.name)) for each in fields(value)}
        return replace(value, **parts)
    return value
