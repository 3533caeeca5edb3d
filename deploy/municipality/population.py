"""Who is helped, on which step and for how long: a stock that keeps its mix while children pass."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from heapq import heappop, heappush

from deploy.municipality.chance import Chance, later, weekday
from deploy.municipality.numbers import NUMBERS, PLACEMENTS, Profile
from deploy.municipality.places import Slot, quotas
from shared.calendar import add_months, age_on

YEAR, WEEK = 365.25, 7  # days
TWELVE, OF_AGE = 12 * YEAR, 17.9 * YEAR  # days old: where placements are told apart, and the end
YOUNGEST = 2 * YEAR  # days old: below, some were worried about before they were born
LONGEST_BEFORE = 1826  # days that a measure had run when the municipality began
LEAD = 230  # days: the longest that it takes from a worry to a measure
NEXT = {
    "down": {"T3": ("T2",), "T4": ("T3",), "T5": ("T3",), "T6": ("T3", "T4", "T5")},
    "up": {"T2": ("T3",), "T3": ("T6", "T5")},
}
AGES = {"0-2": (0.95, 2.9), "3-5": (3, 5.9), "6-11": (6, 11.9), "12-15": (12, 15.9)}
AGES |= {"16-17": (16.2, 17.6), "0-11": (0.95, 11.5), "12-17": (12, 16.9)}
AFTERCARE_UNTIL = 23  # years old
SHORTEST_STAY = 60  # days that a child is helped here before its family moves away


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the way. `end` is the first day without it."""

    step: str
    start: date
    end: date
    aftercare: bool = False

    @property
    def placed(self) -> bool:
        return self.step in PLACEMENTS

    def runs_on(self, day: date) -> bool:
        return self.start <= day < self.end


@dataclass
class Course:
    """What a child is given, from its first measure on. `known`: when the municipality began.

    `way` leads on from the first step; `beside` is how many measures stand at the first one's side.
    `forced`: to be placed, nobody had to consent. `expected`: worried about before it was born.
    """

    born_on: date
    stages: list[Stage]
    way: str = "none"
    beside: int = 0
    known: bool = False
    moves: bool = False
    forced: bool = False
    expected: bool = False
    children: int = 1

    @property
    def start(self) -> date:
        return self.stages[0].start

    @property
    def end(self) -> date:
        return self.stages[-1].end


class Population:
    """The stock by step, kept up: whoever leaves is followed by somebody new."""

    def __init__(self, profile: Profile, chance: Chance, first: date, last: date) -> None:
        self.chance, self.first, self.last = chance, first, last
        self.quota = quotas(profile)
        self.ages = {known: Chance(f"ages {chance.random.random()}") for known in (True, False)}
        self.stock: Counter[Slot] = Counter()
        self.courses: list[Course] = []
        self._ends: list[tuple[date, int, Slot]] = []

    def lived(self) -> list[Course]:
        """Everybody who is helped from the first day on, until the last of them has begun."""
        for slot, places in self.quota.items():
            for _ in range(places):
                self.enter(slot, self.first, known=True)
        while self._ends and self._ends[0][0] <= later(self.last, LEAD):
            day, number, slot = heappop(self._ends)
            self.stock[slot] -= self.courses[number].children
            self.go_on(self.courses[number], number, day)
            for each, places in self.quota.items():
                for _ in range(places - self.stock[each]):
                    about = later(day, self.chance.between(-WEEK, WEEK))
                    self.enter(each, weekday(max(self.first, about)))
        self.side_by_side()
        self.without_consent()
        return self.courses

    def enter(self, slot: Slot, day: date, *, known: bool = False) -> None:
        step, _ = slot
        days = self.chance.duration(step)
        if known:  # those who stay long are met more often
            days = max(days, self.chance.duration(step))
        age = self.age(slot, self.ages[known])
        gone = min(round(days * self.chance.random.random()), LONGEST_BEFORE) if known else 0
        gone = max(0, min(gone, age - 340))
        start = weekday(later(day, -gone))
        end = self.ending(slot, age - gone, start, days)
        end = max(end, later(self.first, 20)) if known else end
        stay = (end - max(start, self.first)).days
        moves = stay > SHORTEST_STAY and self.chance.happens(NUMBERS["moves_per_year"], stay)
        end = later(end, -self.chance.between(0, stay - SHORTEST_STAY)) if moves else end
        course = Course(later(day, -age), [Stage(step, start, end)], known=known, moves=moves)
        course.way = self.way(step, course)
        if step == "T3" and not known and age < YOUNGEST and self.chance.yes("unborn"):
            course.expected, course.born_on = True, later(start, -self.chance.between(33, 42))
        elif step not in PLACEMENTS and not known:
            course.children += self.chance.yes("with_sibling")
        self.courses.append(course)
        self.remember(slot, end, len(self.courses) - 1)

    def remember(self, slot: Slot, end: date, number: int) -> None:
        self.stock[slot] += self.courses[number].children
        heappush(self._ends, (end, number, slot))

    def room(self, slot: Slot) -> int:
        """How many places are free; of what is full, less than none."""
        return self.quota[slot] - self.stock[slot]

    def age(self, slot: Slot, ages: Chance) -> int:
        """Days of age on the day of entering."""
        step, band = slot
        if step not in PLACEMENTS:
            band = ages.draw("age_notified")
        days = round(self.chance.random.uniform(*AGES[band]) * YEAR)
        if step in PLACEMENTS:
            ages.take("age_notified", band_of(later(self.first, days), self.first))
        return days

    def side_by_side(self) -> None:
        """What stands beside: so that all who are helped until the last day keep to their share."""
        told = [each for each in self.courses if each.start <= self.last]
        number = Chance(f"side by side {self.chance.random.random()}")
        for each in sorted(told, key=self.fitting):
            stages = sum(stage.start <= self.last for stage in each.stages)
            most = min(3, stages + self.fitting(each))
            possible = [f"{measures}" for measures in range(stages, most + 1)]
            drawn = number.draw("measures_per_child", possible, each.children)
            each.beside = int(drawn) - stages

    def without_consent(self) -> None:
        """Who is placed by force: so that the placed of the last day keep to their share."""
        now, once = (Chance(f"{when} {self.chance.random.random()}") for when in ("now", "once"))
        for each in sorted(self.courses, key=lambda one: -one.children):
            placed = [stage for stage in each.stages if stage.placed]
            among = now if any(stage.runs_on(self.last) for stage in placed) else once
            each.forced = bool(placed) and among.yes("without_consent", each.children)

    def fitting(self, course: Course) -> int:
        """How many measures there is time for at the side of the first, a week between them."""
        since = max(course.start, later(self.first, WEEK))
        days = (min(course.stages[0].end, self.last) - since).days
        return 0 if course.moves else min(2, max(0, days // WEEK - 1))

    def ending(self, slot: Slot, age: float, start: date, days: int) -> date:
        """When a stage is over: before the child comes of age, or into the other band."""
        _, band = slot
        longest = (TWELVE if band == "0-11" else OF_AGE) - age
        return weekday(later(start, min(days, max(longest, 30))))

    def way(self, step: str, course: Course) -> str:
        """Whether it leads down or up the ladder, once, or to the end of all help."""
        young = (course.end - course.born_on).days < OF_AGE - YEAR
        ways = [way for way, steps in NEXT.items() if step in steps and young and not course.moves]
        return self.chance.draw("way_on", ["none", *ways])

    def go_on(self, course: Course, number: int, day: date) -> None:
        """Down or up the ladder, when that is what the child has before it."""
        step = course.stages[-1].step
        age = (day - course.born_on).days
        if age > OF_AGE - WEEK:
            self.comes_of_age(course, number)
        elif course.way != "none" and len(course.stages) == 1:
            slot = max((slot_of(onto, age) for onto in NEXT[course.way][step]), key=self.room)
            onto, _ = slot
            end = self.ending((onto, ""), age, day, self.chance.duration(onto))
            course.stages.append(Stage(onto, day, end))
            self.remember(slot, end, number)

    def comes_of_age(self, course: Course, number: int) -> None:
        """Who is placed, or supported at home, until then may be supported for some years more."""
        before, eighteen = course.stages[-1], add_months(course.born_on, 18 * 12)
        helped = before.step != "T2" and not (before.aftercare or course.moves)
        if not helped or not self.chance.yes("aftercare"):
            return
        latest = add_months(course.born_on, AFTERCARE_UNTIL * 12)
        days = max(180, self.chance.duration("T3"))
        end = weekday(later(eighteen, min(days, (latest - eighteen).days - WEEK)))
        course.stages[-1] = replace(before, end=eighteen)
        course.stages.append(Stage("T3", eighteen, end, aftercare=True))
        self.remember(slot_of("T3", OF_AGE), end, number)


def band_of(day: date, born_on: date) -> str:
    """The age band of a child that somebody worries about on a day."""
    years = age_on(born_on, day)
    return next(band for band, (_, oldest) in AGES.items() if years <= oldest)


def slot_of(step: str, age: float) -> Slot:
    if step not in PLACEMENTS:
        return step, ""
    return step, "0-11" if age < TWELVE else "12-17"
