"""How people register: some things late, and some of them wrongly at first."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from deploy.municipality.chance import Chance, later, weekday
from deploy.municipality.commands import EVENING, Command, Json, moment
from deploy.municipality.numbers import SHARES

LATE = 7  # days after it happened: what is registered later counts as late
LATEST = 60  # days
NEIGHBOURS = {2: 3, 3: 2, 4: 5, 5: 4}  # of an answer that was misread: as satisfied as before
RECORDS = {
    "absent": "SchoolAbsenceReported",
    "scored": "InstrumentScored",
    "answer": "SatisfactionAnswered",
}


def in_practice(
    chance: Chance, said: Sequence[Command], known: Collection[int], began: date, last: date
) -> list[Command]:
    """The same, with what is registered late, and with corrections. Nothing else waits for it.

    `known` are the lanes of those who were taken over on the first day.
    """
    told = [
        each
        for each in said
        if moment(began, EVENING) < each.at <= moment(last, EVENING)
        and (each.lane not in known or each.on >= began)
    ]
    free = {(each.lane, each.step) for each in told if room(each, last) > LATE}
    wanted = round(SHARES["recorded_late"].of["yes"] * len(told))
    wanted -= sum(late(each) for each in told)
    some = chance.random.sample(sorted(free), max(0, min(wanted, len(free))))
    chosen = {*some}
    found = [
        put_off(chance, each, last) if (each.lane, each.step) in chosen else each for each in said
    ]
    return [*found, *corrections(chance, found, began, last, len(told))]


def room(each: Command, last: date) -> int:
    """For how many days it could be left lying, and still be told."""
    return min((min(each.until, last) - each.on).days if each.until else 0, LATEST)


def late(each: Command) -> bool:
    return (each.at.date() - each.on).days > LATE


def put_off(chance: Chance, each: Command, last: date) -> Command:
    most = room(each, last)
    day = later(each.on, chance.between(LATE + 1, max(LATE + 1, most - 3)))
    day = min(weekday(day), later(each.on, most))
    return replace(each, at=moment(day, EVENING))


def corrections(
    chance: Chance, said: Sequence[Command], began: date, last: date, whole: int
) -> list[Command]:
    """Something of what was registered turns out to be wrong, and is put right some days later."""
    possible = [
        each
        for each in said
        if (each.kind in RECORDS or each.kind == "followed up")
        and each.until
        and moment(began, EVENING) < each.at
        and each.at.date() + timedelta(days=4) < min(each.until, last)
    ]
    wanted = round(SHARES["corrected"].of["yes"] * whole)
    chosen = chance.random.sample(possible, min(wanted, len(possible)))
    last_step = {each.lane: 0 for each in said}
    for each in said:
        last_step[each.lane] = max(last_step[each.lane], each.step)
    return [corrected(chance, each, last_step, last) for each in chosen]


def corrected(chance: Chance, wrong: Command, last_step: dict[int, int], last: date) -> Command:
    latest = (min(wrong.until or last, last) - wrong.at.date()).days
    day = later(wrong.at.date(), chance.between(1, min(30, latest)))
    case, _, _ = wrong.path.rpartition("/")
    body: Json
    if wrong.kind == "followed up":
        path = f"{wrong.path}/{{{wrong.name}}}/corrections"
        body = {"heldOn": f"{later(wrong.on, -1)}", "reason": "Dagen stod forkert i brevet."}
    else:
        path = f"{case}/corrections"
        body = {
            "recordKind": RECORDS[wrong.kind],
            "recordId": f"{{{wrong.name}}}",
            "correctedOn": f"{day}",
            "reason": "Tallet var læst forkert.",
            "instead": otherwise(wrong),
        }
    last_step[wrong.lane] += 1
    return replace(
        wrong, at=moment(day, EVENING), on=day, step=last_step[wrong.lane], path=path, body=body,
        name="", kind="corrected", until=None,
    )  # fmt: skip


def otherwise(wrong: Command) -> dict[str, object]:
    """As it should have been said."""
    match wrong.kind:
        case "absent":
            more = wrong.body["unlawful"] + 1
            return {**wrong.body, "unlawful": more, "total": wrong.body["total"] + 1}
        case "scored":
            first, *others = wrong.body["scores"]
            return {**wrong.body, "scores": [{**first, "value": 3}, *others]}
        case _:
            return {**wrong.body, "answer": NEIGHBOURS[wrong.body["answer"]]}
