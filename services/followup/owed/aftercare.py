"""D29: half a year before eighteen, decide what comes after. D30: it is over at twenty-three."""

from collections.abc import Iterator
from dataclasses import replace

from services.followup.heard.facts import ChildHeard, DecisionHeard, MeasureHeard
from services.followup.obligation.reckoning import Trigger
from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty, number_of
from services.followup.owed.known import Known, begun, decided, earliest, episodes, first

ADULT, OVER = 18, 23  # years


def owed(known: Known) -> Iterator[Obligation]:
    for child in known.state.all(ChildHeard):
        yield from of_turning_eighteen(known, child)
        yield from of_aftercare(known, child)


def birthday(known: Known, child: ChildHeard, years: int) -> Trigger:
    turns = known.reading.birthday(child.born_on, years)
    return Trigger(fact="ChildIdentified", id=child.id, on=turns)


def of_turning_eighteen(known: Known, child: ChildHeard) -> Iterator[Obligation]:
    """For whoever is placed; who is placed later than that is decided on at once."""
    turns = birthday(known, child, ADULT)
    placed = [each for each in known.measures() if each.placement and not each.under_return_option]
    for earliest_one, ended in episodes(known, placed, "no_active_placement"):
        since = begun(earliest_one)
        if since.on < turns.on:
            duty = Duty(rule="D29", subject=child.id, nth=f":{since.id}")
            answer = first((decided(each) for each in aftercare(known, turns)), since.on)
            end = earliest(known.closed, ended)
            for each in known.owed(duty, turns, answer, end):
                at_once = replace(turns, until=since.on)
                late = each.due.due_on < since.on
                yield from known.owed(duty, at_once, answer, end) if late else [each]


def aftercare(known: Known, turns: Trigger) -> Iterator[DecisionHeard]:
    """The decisions on aftercare, by their sections."""
    duty = Duty(rule="D29", subject=known.stream)
    row = known.reading.statutory.row("D29", duty, turns.on, known.reading.municipality)
    sections = row[0].answered_by if row else ()
    return (each for each in known.decisions() if number_of(each.section) in sections)


def of_aftercare(known: Known, child: ChildHeard) -> Iterator[Obligation]:
    """The right to aftercare, also to have it back, lapses; what still runs then must end."""
    turns = birthday(known, child, OVER)
    measures = [each for each in known.measures() if each.aftercare]
    granted = any(each.grants for each in aftercare(known, turns))
    if measures or granted:
        yield from known.owed(Duty(rule="D30", subject=child.id), turns, None)
    for each in measures:
        yield from of_end(known, each, turns)


def of_end(known: Known, measure: MeasureHeard, turns: Trigger) -> Iterator[Obligation]:
    ended_on = known.state.ended_on(measure)
    answer = Trigger(fact="MeasureEnded", id=measure.id, on=ended_on) if ended_on else None
    duty = Duty(rule="D30-end", subject=measure.id)
    yield from known.owed(duty, turns, answer, known.closed)
