"""What is done for a child: measures one beside another and placements one after another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from services.intervention_ladder.definitions import DEFINITIONS
from shared.contracts import basis, case, correction, ladder
from tests.gateway.figures import terms
from tests.gateway.figures.life import Life
from tests.gateway.figures.looked_into import decided
from tests.gateway.figures.telling import FIRST, LAST

LADDER = DEFINITIONS["default@1"]
AT_HOME = (
    "open_counselling", "consultant_family", "network_or_talk_group", "family_treatment",
    "contact_person_child", "respite", "home_support",
)  # fmt: skip
AWAY = (
    "kinship_care", "foster_general", "foster_municipal", "residential_institution",
    "residential_home_spo", "own_room", "residential_institution", "residential_home_spo",
)  # fmt: skip
LIKE = {"residential_institution": "residential_home_spo", "foster_general": "kinship_care"}


@dataclass(frozen=True, slots=True)
class Done:
    """A measure as it was lived, and by when its start and its end had been recorded."""

    id: UUID
    started_on: date
    ended_on: date
    told: date
    end_told: date


def helped(life: Life, provisions: Sequence[UUID]) -> list[Done]:
    chance = life.telling.chance
    done = [
        measure(life, chance.choice(AT_HOME), life.some_day(), provisions)
        for _ in range(chance.randint(0, 4))
    ]
    day, told = life.opened_on + timedelta(days=chance.randint(0, 60)), life.known_on
    for _ in range(chance.randint(0, 5)):
        code, agreed = chance.choice(AWAY), life.telling.often(0.15)
        if agreed:
            code = "residential_institution"
        stay = measure(life, code, day, provisions, told, agreed=agreed)
        done.append(stay)
        told = stay.end_told + timedelta(days=1)  # a child is placed in one place at a time
        day = stay.ended_on + timedelta(days=chance.choice((0, 0, 0, 1, 29, 30, 31, 90)))
        if day > LAST:
            break
    return done


def measure(
    life: Life,
    code: str,
    start: date,
    provisions: Sequence[UUID],
    after: date = FIRST,
    *,
    agreed: bool = False,
) -> Done:
    """A measure begins, goes on and ends; the news of it may be mended or taken back."""
    telling, chance = life.telling, life.telling.chance
    end = start + timedelta(days=chance.choice((chance.randint(2, 60), chance.randint(60, 600))))
    end = telling.at_an_edge(end, start + timedelta(days=2), start + timedelta(days=500))
    decision_on = start - timedelta(days=chance.randint(0, 20))
    said = begun(life, code, start, decided(life, decision_on, code), agreed=agreed)
    said = said.model_copy(
        update={
            "regime": case.regime_on(decision_on),
            "provision_id": chance.choice(provisions) if telling.often(0.7) else None,
        }
    )
    told = life.record("ladder", start, said, after)
    bases = carried_on(life, said, decision_on, end, told)
    rests = around(life, said, end, told, provisions)
    end_told = LAST
    if end <= LAST:
        over = ladder.MeasureEnded(id=said.id, move_id=said.id, ended_on=end, reason="goals_met")
        end_told = life.record("ladder", end, over, told + timedelta(days=1))
    terms.of_a_measure(life, said.id, start, told)
    if rests == told:  # what others rest on is not pulled away
        mended(life, said, end if end <= LAST else None, end_told if end <= LAST else told, bases)
    return Done(said.id, start, end, told, end_told)


def begun(
    life: Life, code: str, start: date, decision: UUID, *, agreed: bool
) -> ladder.MeasureStarted:
    id_ = life.telling.id()
    return ladder.MeasureStarted(
        id=id_, move_id=id_, **of_type(code), definition=LADDER.name, decision_id=decision,
        regime="SEL", started_on=start, planned_end_on=start + timedelta(days=365),
        under_return_option=agreed,
    )  # fmt: skip


def of_type(code: str) -> dict[str, object]:
    """What a measure is by its type, on the ladder that it pins."""
    kind = LADDER.known_type(code)
    return {
        "measure_type": code, "da": kind.da, "en": kind.en, "step": kind.step.code,
        "order": kind.step.order, "band": kind.step.band, "placement": kind.step.placement,
        "category": kind.category, "aftercare": kind.aftercare,
    }  # fmt: skip


def carried_on(
    life: Life, said: ladder.MeasureStarted, decision_on: date, end: date, told: date
) -> list[tuple[date, basis.BasisChanged]]:
    """Perhaps a decision of the new law carries a measure on that began under the old one."""
    first = max(case.BARNETS_LOV, said.started_on + timedelta(days=1))
    if decision_on >= case.BARNETS_LOV or end <= first or life.telling.often(0.3):
        return []
    longest = min((end - first).days - 1, 200)
    on = first + timedelta(days=life.telling.chance.randint(0, longest))
    anew = decided(life, on, said.measure_type)
    rested = basis.BasisChanged(
        id=said.id,
        bases=(
            basis.Basis(
                from_on=said.started_on, decision_id=said.decision_id or anew, regime="SEL",
                section="52(3)7",
            ),
            basis.Basis(from_on=on, decision_id=anew, regime="BL", section="46"),
        ),
    )  # fmt: skip
    return [(life.record("ladder", on, rested, told + timedelta(days=1)), rested)]


def around(
    life: Life, said: ladder.MeasureStarted, end: date, told: date, provisions: Sequence[UUID]
) -> date:
    """Changes of place and form while a measure runs; by when all of them had been recorded."""
    telling, last = life.telling, told
    days = (min(end, LAST) - said.started_on).days
    for _ in range(telling.chance.randint(0, 2) if days > 3 else 0):
        on = said.started_on + timedelta(days=telling.chance.randint(1, days - 1))
        change: ladder.SiteChanged | ladder.MeasureAdjusted = ladder.MeasureAdjusted(
            id=telling.id(), measure_id=said.id, adjusted_on=on
        )
        if said.placement and telling.often(0.7):
            change = ladder.SiteChanged(
                id=telling.id(), measure_id=said.id, changed_on=on,
                planned=telling.often(0.5),
                provision_id=telling.chance.choice(provisions) if telling.often(0.8) else None,
            )  # fmt: skip
        last = max(last, life.record("ladder", on, change, told + timedelta(days=1)))
        if telling.often(0.2):
            last += timedelta(days=telling.chance.randint(1, 90))
            life.tell("ladder", last, never(life, change, said.id, last))
    return last


def never(
    life: Life,
    wrong: ladder.SiteChanged | ladder.MeasureAdjusted | ladder.ParallelClassified,
    about: UUID | None,
    day: date,
) -> correction.EventRetracted:
    return correction.EventRetracted(
        id=life.telling.id(), record_kind=type(wrong).__name__, record_id=wrong.id,
        corrected_on=day, about_id=about,
    )  # fmt: skip


def mended(
    life: Life,
    said: ladder.MeasureStarted,
    end: date | None,
    told: date,
    bases: list[tuple[date, basis.BasisChanged]],
) -> None:
    """Perhaps what was said of a measure was wrong: its start, end or kind; or all of it."""
    chance, telling = life.telling.chance, life.telling
    later = max([told, *(day for day, _ in bases)]) + timedelta(days=chance.randint(1, 150))
    if telling.often(0.12):
        life.tell("ladder", later, ladder.MeasureRetracted(id=said.id, retracted_on=later))
    elif telling.often(0.45):
        started, long = said.started_on, end is None or (end - said.started_on).days > 25
        if not bases and long:
            started += timedelta(days=chance.randint(0, 10))
        if end is not None and long and not bases:
            end -= timedelta(days=chance.randint(0, 10))
        if not said.placement and telling.often(0.1):
            end = None
        kind = of_type(LIKE.get(said.measure_type, said.measure_type))
        anew = ladder.MeasureCorrected.model_validate(
            {**said.model_dump(), **kind, "started_on": started, "ended_on": end,
             "end_reason": None, "corrected_on": later}
        )  # fmt: skip
        life.tell("ladder", later, anew, *(each for _, each in bases))


def judged(life: Life, done: Sequence[Done]) -> None:
    """Measures that ran side by side are judged; perhaps judged again, or never were."""
    chance, telling = life.telling.chance, life.telling
    for one in done:
        for other in done:
            first = max(one.started_on, other.started_on)
            if one.id <= other.id or first >= min(one.ended_on, other.ended_on, LAST):
                continue
            day = first
            told = max(one.told, other.told)
            for _ in range(chance.randint(1, 2)):
                news = ladder.ParallelClassified(
                    id=telling.id(), measure_ids=(one.id, other.id), classified_on=day,
                    classification=chance.choice(("duplicate", "duplicate", "complementary")),
                    coordinator="caseworker-1",
                )  # fmt: skip
                told = life.record("ladder", day, news, told + timedelta(days=1))
                if telling.often(0.15):
                    told += timedelta(days=5)
                    life.tell("ladder", told, never(life, news, None, told))
                day = min(day + timedelta(days=40), max(day, one.ended_on - timedelta(days=1)))
