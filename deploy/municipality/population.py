"""Who is helped, on which step and for how long: a stock that keeps its mix while children pass."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import heappop, heappush
from math import exp, floor

from deploy.municipality.chance import Chance, later, weekday
from deploy.municipality.numbers import NUMBERS, PLACEMENTS, SHARES, Profile
from shared.calendar import age_on

YEAR = 365.25  # days
TWELVE, OF_AGE = 12 * YEAR, 17.9 * YEAR  # days old: where placements are told apart, and the end
LONGEST_BEFORE = 1826  # days that a measure had run when the municipality began
LEAD = 230  # days: the longest that it takes from a worry to a measure
NEXT = {
    "down": {"T3": ("T2",), "T4": ("T3",), "T5": ("T3",), "T6": ("T5", "T4", "T3")},
    "up": {"T2": ("T3",), "T3": ("T6", "T5")},
}
AGES = {"0-2": (0.95, 2.9), "3-5": (3, 5.9), "6-11": (6, 11.9), "12-15": (12, 15.9)}
AGES |= {"16-17": (16.2, 17.6), "0-11": (0.95, 11.5), "12-17": (12, 16.9)}
SHORTEST_STAY = 60  # days that a child is helped here before its family moves away
KNOWN_BY = dict.fromkeys(("T3", "T4", "T5", "T6"), "investigation") | {"T2": "early_preventive"}
Slot = tuple[str, str]  # step, and for placements the age band


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the way. `end` is the first day without it; `forced`: nobody had to consent."""

    step: str
    start: date
    end: date
    forced: bool = False


@dataclass
class Course:
    """What a child is given, from its first measure on. `known`: when the municipality began."""

    born_on: date
    stages: list[Stage]
    outcome: str
    measures: int
    seconds: list[str] = field(default_factory=list)
    known: bool = False
    moves: bool = False
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
        self.ages = Chance(f"ages {chance.random.random()}")
        self.placed: Counter[bool] = Counter()
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
            left = self.courses[number].stages[-1]
            self.placed[left.forced] -= left.step in PLACEMENTS
            self.go_on(self.courses[number], number, day)
            for each, places in self.quota.items():
                for _ in range(places - self.stock[each]):
                    self.enter(each, weekday(later(day, self.chance.between(1, 14))))
        return self.courses

    def enter(self, slot: Slot, day: date, *, known: bool = False) -> None:
        step, _ = slot
        days = self.chance.duration(step)
        if known:  # those who stay long are met more often
            days = max(days, self.chance.duration(step))
        age = self.age(slot)
        gone = min(round(days * self.chance.random.random()), LONGEST_BEFORE) if known else 0
        gone = max(0, min(gone, age - 340))
        start = weekday(later(day, -gone))
        end = self.ending(slot, age - gone, start, days)
        end = max(end, later(self.first, 20)) if known else end
        stay = (end - max(start, self.first)).days
        moves = stay > SHORTEST_STAY and self.chance.happens(NUMBERS["moves_per_year"], stay)
        end = later(end, -self.chance.between(0, stay - SHORTEST_STAY)) if moves else end
        outcome = KNOWN_BY[step] if known else self.outcome(step)
        alone = ("1",) if moves else ()
        measures = int(self.chance.draw("measures_per_child", alone))
        stage = Stage(step, start, end, self.forced(step))
        course = Course(later(day, -age), [stage], outcome, measures, known=known)
        course.moves = moves
        if step not in PLACEMENTS and not known:
            course.children += self.chance.yes("with_sibling")
        for _ in range(measures - 1):
            course.seconds.append(self.second(step, course, (end - course.born_on).days))
        self.courses.append(course)
        self.remember(slot, end, len(self.courses) - 1)

    def remember(self, slot: Slot, end: date, number: int) -> None:
        self.stock[slot] += self.courses[number].children
        entered = self.courses[number].stages[-1]
        self.placed[entered.forced] += entered.step in PLACEMENTS
        heappush(self._ends, (end, number, slot))

    def forced(self, step: str) -> bool:
        """Whether nobody had to consent to a placement: so that the stock keeps its share."""
        if step not in PLACEMENTS:
            return False
        wanted = SHARES["without_consent"].of["yes"] * (self.placed.total() + 1)
        return wanted - self.placed[True] > 0.5  # noqa: PLR2004 - the nearest whole child

    def age(self, slot: Slot) -> int:
        """Days of age on the day of entering."""
        step, band = slot
        if step not in PLACEMENTS:
            band = self.ages.draw("age_notified")
        else:
            years = round(self.chance.random.uniform(*AGES[band]) * YEAR)
            self.ages.take("age_notified", band_of(later(self.first, years), self.first))
            return years
        low, high = AGES[band]
        return round(self.chance.random.uniform(low, high) * YEAR)

    def ending(self, slot: Slot, age: float, start: date, days: int) -> date:
        """When a stage is over: before the child comes of age, or into the other band."""
        _, band = slot
        longest = (TWELVE if band == "0-11" else OF_AGE) - age
        return weekday(later(start, min(days, max(longest, 30))))

    def outcome(self, step: str) -> str:
        """What the worry led to; a placement takes an investigation, and early help none."""
        among = {"T2": ("early_preventive", "targeted"), "T3": ("targeted", "investigation")}
        return self.chance.draw("outcome", among.get(step, ("investigation",)))

    def second(self, step: str, course: Course, age: int) -> str:
        """What else there is: at the side of the first measure, or once after it."""
        ways = [way for way, steps in NEXT.items() if step in steps]
        once = age < OF_AGE - YEAR and not {*course.seconds} & {*NEXT}
        return self.chance.draw("second_measure", ["beside", *(ways if once else [])])

    def go_on(self, course: Course, number: int, day: date) -> None:
        """Down or up the ladder, when that is what the child has before it."""
        way = next((each for each in course.seconds if each in NEXT), None)
        step = course.stages[-1].step
        age = (day - course.born_on).days
        if way is None or len(course.stages) > 1:
            return
        onto = self.chance.random.choice(NEXT[way][step])
        slot = slot_of(onto, age)
        end = self.ending((onto, ""), age, day, self.chance.duration(onto))
        forced = course.stages[0].forced if step in PLACEMENTS else self.forced(onto)
        course.stages.append(Stage(onto, day, end, forced and onto in PLACEMENTS))
        self.remember(slot, end, number)


def band_of(day: date, born_on: date) -> str:
    """The age band of a child that somebody worries about on a day."""
    years = age_on(born_on, day)
    return next(band for band, (_, oldest) in AGES.items() if years <= oldest)


def slot_of(step: str, age: float) -> Slot:
    if step not in PLACEMENTS:
        return step, ""
    return step, "0-11" if age < TWELVE else "12-17"


def stock_of(profile: Profile) -> int:
    """How many are helped on any one day when so many are within a year."""
    stay = exp(NUMBERS["duration_sigma"] ** 2 / 2)  # the mean of a lognormal beside its median
    new = sum(
        part * 12 / (NUMBERS[f"{step}_median_months"] * stay)
        for step, part in SHARES["step"].of.items()
    )
    return round(profile.children / (1 + new * AS_NEW))


AS_NEW = 0.85  # of the places that fall free, what somebody new takes: the rest move within


def quotas(profile: Profile) -> Mapping[Slot, int]:
    """How many places there are on each step, the placements' by age: whole ones, by remainder."""
    exact = dict(shared_out(stock_of(profile)))
    whole = {slot: floor(places) for slot, places in exact.items()}
    missing = round(sum(exact.values())) - sum(whole.values())
    for slot in sorted(exact, key=lambda each: whole[each] - exact[each])[:missing]:
        whole[slot] += 1
    return whole


def shared_out(stock: int) -> Iterator[tuple[Slot, float]]:
    for step, part in SHARES["step"].of.items():
        if step not in PLACEMENTS:
            yield (step, ""), stock * part
            continue
        ages = SHARES["age_in_institution" if step == "T6" else "age_in_family_care"].of
        for band, share in ages.items():
            yield (step, band), stock * part * share


def within(first: date, last: date, each: Stage) -> bool:
    """Whether a stage has a day of the period."""
    return each.start < last + timedelta(1) and each.end > first
