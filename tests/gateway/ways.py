"""Many children's ways on the ladder, made by chance that is the same every time. Nobody exists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID, uuid5

from services.intervention_ladder.defining import defined
from services.intervention_ladder.definitions import DEFINITIONS
from services.intervention_ladder.published import publish
from services.intervention_ladder.readings import Running, StepsChanged, Stretch
from services.intervention_ladder.steps import Period, periods
from shared.contracts import FeedItem, FeedPage, Published, case

SEED = 20160111
HERE, ELSEWHERE = "unit-1", "unit-2"
FIRST = date(2014, 1, 6)
SPAN = 1200  # days in which everything falls
BEGINNING = datetime(2020, 1, 1, 8, tzinfo=UTC)  # when the first way was recorded
EVERYONE = UUID("00000000-0000-4000-8000-0000000000aa")
KINDS = (
    "open_counselling", "consultant_family", "family_treatment", "contact_person_child",
    "kinship_care", "foster_municipal", "residential_institution",
)  # fmt: skip
DEFAULT = DEFINITIONS["default@1"]


@dataclass
class Child:
    """A child, and its way as it was believed from one moment after another."""

    id: UUID
    unit: str
    born_on: date
    sex: case.Sex
    told: list[tuple[datetime, tuple[Stretch, ...]]] = field(default_factory=list)

    def way(self, as_of: datetime | None, definition: str | None = None) -> Sequence[Period]:
        """The way as it was believed at a moment."""
        known = [each for at, each in self.told if as_of is None or at <= as_of]
        by = DEFINITIONS[definition] if definition else None
        return periods(known[-1], by) if known else ()

    def stands(
        self, day: date, as_of: datetime | None, definition: str | None = None
    ) -> Period | None:
        way = self.way(as_of, definition)
        return next(
            (
                each
                for each in way
                if each.from_on <= day and not (each.to_on and each.to_on <= day)
            ),
            None,
        )


def children(count: int, seed: int = SEED) -> list[Child]:
    """Children of two units; some ways are told once, some are corrected."""
    chance = Random(seed)  # noqa: S311 - stories, no secrets
    found = []
    for number in range(count):
        child = Child(
            uuid5(EVERYONE, str(number)),
            HERE if number % 4 else ELSEWHERE,
            FIRST - timedelta(days=chance.randint(100, 6000)),
            chance.choice(("female", "male")),
        )
        opened = FIRST + timedelta(days=chance.randint(0, 200))
        for _ in range(chance.randint(1, 3)):
            at = BEGINNING + timedelta(hours=number + chance.randint(0, 500))
            child.told.append((at, lived(chance, opened)))
        child.told.sort(key=lambda each: each[0])
        found.append(child)
    return found


def lived(chance: Random, opened: date) -> tuple[Stretch, ...]:
    """A way from the day the case opened, to its close or until now."""
    stretches, day = list[Stretch](), opened
    for _ in range(chance.randint(1, 7)):
        until = day + timedelta(days=chance.randint(1, 300))
        stretches.append(Stretch(from_on=day, to_on=until, running=running(chance)))
        day = until
    last = stretches[-1]
    if chance.random() < 0.6:
        stretches[-1] = Stretch(from_on=last.from_on, to_on=None, running=last.running)
    return tuple(stretches)


def running(chance: Random) -> tuple[Running, ...]:
    found = []
    for code in chance.sample(KINDS, chance.randint(0, 2)):
        step = DEFAULT.known_type(code).step.code
        back = code == "residential_institution" and chance.random() < 0.3
        found.append(
            Running(measure_type=code, definition=DEFAULT.name, step=step, planned_return=back)
        )
    return tuple(found)


def feeds(of: Sequence[Child]) -> Iterator[tuple[str, FeedPage]]:
    """What the case service and the ladder tell of these children."""
    yield "case", page([item for each in of for item in opening(each)])
    ladders = [
        (BEGINNING, defined(each).id, publish(defined(each))) for each in DEFINITIONS.values()
    ]
    ladders += [
        (at, child.id, publish(StepsChanged(id=child.id, stretches=stretches)))
        for child in of
        for at, stretches in child.told
    ]
    ladders.sort(key=lambda each: each[0])
    yield "ladder", page(ladders)


def opening(child: Child) -> list[tuple[datetime, UUID, Published | None]]:
    opened = case.CaseOpened(
        opened_on=FIRST, aware_on=FIRST, unit=child.unit, caseworker="caseworker-1",
        notifications=(),
    )  # fmt: skip
    identified = case.ChildIdentified(born_on=child.born_on, sex=child.sex)
    return [(BEGINNING, child.id, opened), (BEGINNING, child.id, identified)]


def page(news: Sequence[tuple[datetime, UUID, Published | None]]) -> FeedPage:
    items = [
        FeedItem(
            position=position, stream=stream, version=position, recorded_at=at,
            correlation="0" * 32, kind=type(told).__name__,
            data=told.model_dump(mode="json", by_alias=True) if told else {},
        )
        for position, (at, stream, told) in enumerate(news, 1)
    ]  # fmt: skip
    return FeedPage(items=items, reached=len(items))
