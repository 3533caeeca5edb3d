"""What the ladder tells because of all the rest: the child's way, and the places it takes."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from uuid import UUID

from services.intervention_ladder.published import publish
from services.intervention_ladder.readings import Running, StepsChanged, Stretch
from shared.contracts import Published, case, charge, ladder, provision
from tests.gateway.figures.known import Heard, Known
from tests.gateway.figures.telling import LAST, Telling

Stay = tuple[UUID, UUID, date, date | None]  # at what, of which measure, from when until when
OF_THE_CASE = ("CaseOpened", "CaseClosed", "CaseReopened")


def follow(telling: Telling, children: Sequence[UUID]) -> None:
    """Tell it whenever it has changed, at the moment of what changed it."""
    told = telling.heard()
    for child in children:
        mine = [
            each
            for each in told
            if each.item.stream == child
            and (each.feed == "ladder" or each.item.kind in OF_THE_CASE)
        ]
        follow_one(telling, child, mine)


def follow_one(telling: Telling, child: UUID, mine: Sequence[Heard]) -> None:
    way: tuple[Stretch, ...] = ()
    stood: dict[UUID, Stay] = {}
    heard: list[Heard] = []
    for at, news in groupby(mine, key=lambda each: each.item.recorded_at):
        heard += news
        known = Known(heard, None, LAST)
        again, now = stretches(known, child), stays(known, child)
        if again != way:
            steps = publish(StepsChanged(id=child, stretches=again))
            telling.tell_at(at, "ladder", child, *([steps] if steps else []))
        for stream, said in changed(stood, now):
            telling.tell_at(at, "ladder", stream, said)
        way, stood = again, now


def stretches(known: Known, child: UUID) -> tuple[Stretch, ...]:
    """What ran when, from the day the case opened until it was closed."""
    opened, closed = known.one(case.CaseOpened, child), known.one(charge.CaseClosed, child)
    if opened is None:
        return ()
    measures = known.measures_of(child)
    edges = {opened.opened_on, *(each.started_on for each in measures)}
    edges |= {each.ended_on for each in measures if each.ended_on}
    until = closed.closed_on if closed else None
    days = [day for day in sorted(edges) if until is None or day < until]
    return tuple(
        Stretch(
            from_on=day,
            to_on=following,
            running=tuple(
                Running(
                    measure_type=each.said.measure_type,
                    definition=each.said.definition,
                    step=each.said.step,
                    planned_return=each.said.under_return_option,
                )
                for each in measures
                if each.runs_on(day)
            ),
        )
        for day, following in pairwise([*days, until])
        if day is not None
    )


def stays(known: Known, child: UUID) -> dict[UUID, Stay]:
    """Where each measure takes a place, from when until when."""
    found: dict[UUID, Stay] = {}
    for each in known.measures_of(child):
        moves = [
            (one.said.changed_on, one.said.id, one.said.provision_id)
            for one in known.of(ladder.SiteChanged, child)
            if one.said.measure_id == each.id
        ]
        places = [(each.started_on, each.id, each.said.provision_id), *sorted(moves)]
        ends = [*(day for day, _, _ in places[1:]), each.ended_on]
        for (day, id_, where), until in zip(places, ends, strict=True):
            if where and day != until:
                found[id_] = (where, each.id, day, until)
    return found


def changed(before: dict[UUID, Stay], now: dict[UUID, Stay]) -> Iterator[tuple[UUID, Published]]:
    for id_, (where, *_) in before.items():
        if id_ not in now or now[id_][0] != where:
            yield where, provision.PlaceGivenBack(id=id_)
    for id_, stay in now.items():
        if before.get(id_) != stay:
            where, measure, day, until = stay
            yield (
                where,
                provision.PlaceTaken(id=id_, measure_id=measure, from_on=day, until_on=until),
            )
