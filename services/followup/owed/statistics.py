"""D31: what happens to a placement is reported to Statistics Denmark."""

from collections.abc import Iterator

from services.followup.heard.facts import MeasureHeard
from services.followup.obligation.reckoning import Trigger
from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import Known, started, trigger
from services.followup.placement.events import StatisticsReported


def owed(known: Known) -> Iterator[Obligation]:
    """Its start, every change of place, and its end: each by a report of its own, in order."""
    for measure in known.measures():
        if measure.placement:
            for event, happened in happenings(known, measure):
                yield from of_event(known, measure, event, happened)


def happenings(known: Known, measure: MeasureHeard) -> Iterator[tuple[str, list[Trigger]]]:
    yield "started", [started(measure)]
    moves = map(trigger, known.steps(("SiteChanged",), measure.id))
    yield "moved", sorted(moves, key=lambda each: (each.on, each.id))
    if ended_on := known.state.ended_on(measure):
        yield "ended", [Trigger(fact="MeasureEnded", id=measure.id, on=ended_on)]


def of_event(
    known: Known, measure: MeasureHeard, event: str, happened: list[Trigger]
) -> Iterator[Obligation]:
    reports = sorted(
        (each.reported_on, each.id)
        for each in known.state.all(StatisticsReported)
        if each.measure_id == measure.id and each.event == event
    )
    answers = [Trigger(fact="StatisticsReported", id=id, on=on) for on, id in reports]  # noqa: A001
    for place, since in enumerate(happened):
        duty = Duty(rule="D31", subject=measure.id, nth=f":{event}")
        answer = answers[place] if place < len(answers) else None
        yield from known.owed(duty, since, answer)
