"""What follows from putting something right: the history is told again, and must still be one.

A record that is corrected takes the place of the first, in state as in rules; one that is
retracted leaves its place. Whatever was recorded later is asked again, in order, of the history as
it would be. A fact that a rule would refuse now, and that the same rule does not refuse in the
history as it stands, rests on the record.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import reduce
from typing import Any
from uuid import uuid5

from services.case.child.events import CaseOpened
from services.case.correction import events
from services.case.correction.kinds import BEGINNINGS, KINDS, asked_again
from services.case.correction.rules import (
    Correction,
    of_correction,
    of_dependents,
    resting_in_cases,
)
from services.case.correction.succession import restated
from services.case.correction.worries import told_worries
from services.case.investigation.events import InvestigationStarted
from services.case.measure.events import MeasureHeard, MeasureRetractionHeard
from services.case.measure.rules import carried
from services.case.notification.state import Notification
from services.case.rules import unmet
from services.case.state import Case
from shared.calendar import day_of
from shared.decider import Asked, Refused, Unknown, require
from shared.sealing import Sealed

Told = Case | Notification
Placed = Iterable[tuple[int, Any]]  # facts as they stand, each with the place it was told at
Changes = Mapping[int, Any]  # what is said in a place instead; `None` when nothing is


@dataclass(frozen=True, slots=True)
class Telling:
    """How a stream is told: what facts amount to, and what follows from commands in it.

    `begin` says what it should have begun with.
    """

    evolve: Callable[[Any, Any], Any]
    decide: Callable[[Asked[Any], Any], Sequence[Any]]
    begin: Callable[[Asked[Any], Any, Any], Any]

    def told(self, said: Iterable[Any]) -> Any:  # noqa: ANN401 - a case or a notification
        """What these facts amount to."""
        return reduce(self.evolve, said, None)

    def refused(self, said: Placed, asked: Asked[Any]) -> Iterator[tuple[int, str]]:
        """Where a fact would be refused, were it asked again of what stands before it, and why.

        So would a measure be that has lost the decision it started on.
        """
        state: Any = None
        said = [*said]
        back = {fact.id for _, fact in said if isinstance(fact, MeasureRetractionHeard)}
        for place, fact in said:
            again = asked_again(fact, asked)
            heard = isinstance(fact, MeasureHeard) and fact.id not in back
            if heard and not carried(fact, state):
                yield place, "measure-on-its-decision"
            if again is not None:
                try:
                    self.decide(again, state)
                except Refused as refused:
                    yield from ((place, each.rule) for each in refused.unmet)
                except Unknown:
                    yield place, "unknown"
            state = self.evolve(state, fact)


def evolve(known: Told, fact: events.CorrectionEvent, telling: Telling) -> Any:  # noqa: ANN401
    """Remember what is about to be said anew, or tell it all without what never happened."""
    place = place_of(known, fact.record_kind, fact.record_id)
    if isinstance(fact, events.EventRetracted):
        return telling.told((*known.said[:place], *known.said[place + 1 :]))
    return replace(known, correcting=place)


def told_anew(known: Told, fact: Any, telling: Telling) -> Any:  # noqa: ANN401 - any fact
    """The stream with a fact in the place of the one that it corrects."""
    place = known.correcting or 0
    return telling.told((*known.said[:place], fact, *known.said[place + 1 :]))


def place_of(known: Told, kind: str, record: object) -> int:
    """Where in what stands a record is.

    Raises:
        Unknown: when it is not there, or no longer.
    """
    places = (
        place
        for place, fact in enumerate(known.said)
        if type(fact).__name__ == kind and fact.id == record
    )
    found = max(places, default=None)
    if found is None:
        raise Unknown
    return found


def what_follows(
    asked: Asked[Any], correction: Correction, known: Told, telling: Telling
) -> list[Any]:
    """A correction and what is said instead, or a retraction; and which record holds now.

    Raises:
        Unknown: when what it is about is not there.
    """
    place, today = place_of(known, correction.record_kind, correction.record_id), day_of(asked.at)
    require(unmet(today, of_correction(correction, today)))
    wrong = known.said[place]
    instead = said_instead(asked, correction, known, place, telling)
    changes = {place: instead, **took_their_day(known.said, wrong, instead)}
    after = [*told_so(known.said, changes)]
    resting = {*telling.refused(after, asked)} - {*telling.refused(enumerate(known.said), asked)}
    dependents = [known.said[each] for each in sorted({each for each, _ in resting} - {place})]
    said = [fact for _, fact in after]
    dependents += in_its_cases(asked, telling.told(said))
    require(of_dependents(dependents, today))
    return [
        *put_right(asked, correction, known.said, changes),
        *restated(wrong, said, [each for each in changes.values() if each], asked.id),
    ]


def said_instead(
    asked: Asked[Any], correction: Correction, known: Told, place: int, telling: Telling
) -> Any:  # noqa: ANN401 - any fact, or none
    """What should have been said, judged by the rules of its own day. Who did it stays who did."""
    if correction.instead is None:
        return None
    wrong = known.said[place]
    if correction.record_kind in BEGINNINGS:
        again = replace(asked, command=correction.instead, id=wrong.id)
        return telling.begin(again, wrong, known)
    of = KINDS[correction.record_kind].of(wrong)
    by = getattr(wrong, "assessor", asked.by)
    again = replace(asked, command=correction.instead, id=wrong.id, of=of, by=by)
    return telling.decide(again, telling.told(known.said[:place]))[0]


def took_their_day(said: Sequence[Any], wrong: Any, right: Any) -> Changes:  # noqa: ANN401
    """The investigations whose time runs from the day that the case was wrongly opened with."""
    if not isinstance(wrong, CaseOpened) or wrong.aware_on == right.aware_on:
        return {}
    return {
        place: replace(fact, aware_on=right.aware_on)
        for place, fact in enumerate(said)
        if isinstance(fact, InvestigationStarted) and fact.aware_on == wrong.aware_on
    }


def told_so(said: Sequence[Any], changes: Changes) -> Placed:
    """The facts as they would stand, each with the place it was told at."""
    whole = ((place, changes.get(place, fact)) for place, fact in enumerate(said))
    return ((place, fact) for place, fact in whole if fact is not None)


def in_its_cases(asked: Asked[Any], told: Told) -> list[Any]:
    """What in the cases of a notification rests on it as it was."""
    if not isinstance(told, Notification):
        return []
    cases = [each for each in asked.others.values() if isinstance(each, Case)]
    return [*resting_in_cases(told, cases)]


def put_right(
    asked: Asked[Any], correction: Correction, said: Sequence[Any], changes: Changes
) -> Iterator[Any]:
    """Each change: that it is one, and then what is said instead, if anything is."""
    for place, instead in changes.items():
        wrong, first = said[place], place == next(iter(changes))
        kind = events.EventRetracted if instead is None else events.EventCorrected
        fact = kind(
            id=asked.id if first else uuid5(asked.id, str(wrong.id)),
            record_kind=type(wrong).__name__,
            record_id=wrong.id,
            corrected_on=correction.corrected_on,
            reason=Sealed(correction.reason),
        )
        yield from (fact, instead) if instead is not None else (fact,)
        yield from told_worries(asked, wrong, instead, fact)


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
