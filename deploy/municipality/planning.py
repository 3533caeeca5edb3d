"""From a seed to everything that is told, in order: pure, and the same every time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from deploy.municipality.cases import Case
from deploy.municipality.chance import Chance, later, weekday
from deploy.municipality.commands import EVENING, EVERYBODY, Command, Lane, moment
from deploy.municipality.numbers import NUMBERS, PROFILES, SHARES, Profile
from deploy.municipality.people import NAMES, Child, Family, a_child, a_family
from deploy.municipality.places import stock_of
from deploy.municipality.population import AGES, YEAR, Course, Population
from deploy.municipality.registering import in_practice
from deploy.municipality.staff import Seats, handed_on, seats
from deploy.municipality.stories import helped, worried_again, worry_only

SETTLING = 240  # days before the first one that the earliest worry can lie


@dataclass(frozen=True)
class Plan:
    """What is told, in order; the children by CPR number; from when to when it counts.

    It is told in the evening of every `rhythm`th day, whatever was to be registered until then.
    """

    profile: Profile
    name: str
    rhythm: int
    commands: Sequence[Command]
    children: Mapping[str, Child]
    first: date
    last: date
    asked: Mapping[str, str | int]  # what makes the same plan again

    def key(self, command: Command) -> str:
        """Under which a command is told: again it is the same, and no other plan has it."""
        return f"{self.name}-{command.lane}-{command.step}"

    def ticks(self) -> Iterator[tuple[datetime, list[Command]]]:
        """Each evening on which something is told, and what, in order."""
        for day, said in groupby(self.commands, key=self.evening):
            yield moment(day, EVENING), [*said]

    def evening(self, command: Command) -> date:
        over = command.at.toordinal() % self.rhythm
        return later(command.at.date(), self.rhythm - over if over else 0)


@dataclass
class Planner:
    """Makes the lanes of one municipality."""

    profile: Profile
    chance: Chance
    first: date
    last: date
    lanes: list[Lane] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.past = Chance("before the first day")
        self.seated = round(stock_of(self.profile) * 1.3 / NUMBERS["caseload_cases"])
        self.seated = max(self.profile.units, self.seated)

    def lane(self, chance: Chance) -> Lane:
        """A new family's: units and seats in turn. Lane 0 is everybody's."""
        number = len(self.lanes) + 1
        seat = number % self.seated
        unit = f"unit-{seat % self.profile.units + 1}"
        self.lanes.append(Lane(number, chance, unit, seat, self.last))
        return self.lanes[-1]

    def child(self, chance: Chance, born_on: date, family: Family) -> Child:
        self.children.append(a_child(chance, len(self.children), born_on, family))
        return self.children[-1]

    def planned(self) -> Sequence[Command]:
        courses = Population(self.profile, self.chance, self.first, self.last).lived()
        known = {self.home(course).number for course in courses if course.known}
        newer = [course for course in courses if not course.known]
        for course in sorted(newer, key=lambda each: not each.stages[0].placed):
            self.home(course)  # first those of whom it is given what the worry leads to
        end = moment(self.last, EVENING)
        led = [each for each in self.said() if each.kind in LED_TO_HELP and each.at <= end]
        led = [each for each in led if each.lane not in known]
        of = SHARES["outcome"].of
        self.worries(len(led) / sum(of[each.split()[1]] for each in LED_TO_HELP))
        told = in_practice(self.chance, self.said(), known, self.first, self.last)
        return self.seat(told)

    def said(self) -> list[Command]:
        return [each for lane in self.lanes for each in lane.said]

    def home(self, course: Course) -> Lane:
        """A family with one child that is helped, or two."""
        lane, family = self.lane(self.past if course.known else self.chance), self.family(course)
        children = [self.child(lane.chance, course.born_on, family)]
        if course.children > 1:
            apart = self.chance.between(400, 1100)
            older = (course.start - course.born_on).days < 9 * YEAR
            born_on = later(course.born_on, -apart if older else apart)
            children.append(self.child(self.past, born_on, family))
        cases = helped(lane, family, children, course, self.first, self.chance)
        self.cases += [] if course.known else cases[:1]
        return lane

    def family(self, course: Course) -> Family:
        return a_family(self.past if course.known else self.chance, course.children)

    def worries(self, whole: float) -> None:
        """Worries that lead to nothing further, and new ones about children with a case."""
        of = SHARES["outcome"].of
        cases = [each for each in self.cases if (self.last - each.opened_on).days > SOON]
        for _ in range(round(whole * of["open_case"])):
            case = self.chance.random.choice(cases)
            known_on = max(case.opened_on, later(case.child.born_on, 3))
            end = min(case.closed_on, self.last, later(case.opened_on, LATEST))
            room = (end - known_on).days - SOON // 2
            worried_again(case.lane, case, weekday(later(known_on, self.chance.between(3, room))))
        left = round(whole * of["no_further"])
        before = round(left * BEFORE)
        for _ in range(before):
            case = self.chance.random.choice(cases)
            day = weekday(later(case.opened_on, -self.chance.between(15, 140)))
            if (day - case.child.born_on).days > 0:
                worry_only(case.lane, case.family, case.child, [day])
        while (left := left - self.no_case(left)) > before:
            pass

    def no_case(self, most: int) -> int:
        """A family about which somebody worries, once or more within a year; how often."""
        lane, family = self.lane(self.chance), a_family(self.chance)
        low, high = AGES[self.chance.likely("age_notified")]
        first = later(
            self.first, self.chance.between(-SETTLING, (self.last - self.first).days - 60)
        )
        age = round(self.chance.random.uniform(low, high) * YEAR)
        child = self.child(self.chance, later(first, -age), family)
        times = min(most, 1 + sum(self.chance.random.random() < AGAIN for _ in range(2)))
        days = [weekday(later(first, 25 * number)) for number in range(times)]
        worry_only(lane, family, child, days)
        return times

    def seat(self, told: Sequence[Command]) -> Sequence[Command]:
        """People on the seats; what lies after the last day is not told."""
        end = moment(self.last, EVENING)
        seated = seats(self.chance, self.seated, later(self.first, -SETTLING), self.last)
        lanes = {each.number: each for each in self.lanes}
        by_lane: dict[int, list[Command]] = {each: [] for each in lanes}
        for each in told:
            by_lane[each.lane].append(each)
        found = [*told]
        for number, said in by_lane.items():
            lane = lanes[number]
            found += handed_on(said, lane.seat, seated, lane.leader)
        kept = [self.filled(each, seated) for each in found if each.at <= end]
        return sorted(
            [*self.portfolio(min(each.at for each in kept).date()), *kept],
            key=lambda each: each.order,
        )

    def filled(self, each: Command, seated: Seats) -> Command:
        return seated.named(each)

    def portfolio(self, day: date) -> Sequence[Command]:
        """The institutions and homes that children can live in, and what a day costs there."""
        lane = Lane(EVERYBODY, self.chance, "unit-1", 0)
        kinds = {
            "institution": ("own_institution", "residential_institution", 5200),
            "home": ("socio_pedagogical_home", "residential_home_spo", 4300),
        }
        opened_on = later(day, -3000)
        for what, (kind, measure_type, price) in kinds.items():
            for number, called in enumerate(NAMES[f"{what}s"]):
                body = {"kind": kind, "name": called, "provider": f"{what}-{number}"}
                body |= {"capacity": max(20, self.profile.children // 20)}
                body |= {"measureTypes": [measure_type], "openedOn": f"{opened_on}"}
                name = f"{what}-{number}"
                lane.tell(later(day, -1), "/v1/provisions", body, name=name, by=lane.leader)
                cost = {"fromOn": f"{opened_on}", "dkkPerDay": price + 100 * number}
                path = f"/v1/provisions/{{{name}}}/prices"
                lane.tell(later(day, -1), path, cost, by=lane.leader)
        return lane.said


LED_TO_HELP = ("notified early_preventive", "notified targeted", "notified investigation")
SOON, LATEST = 30, 200  # days after a case was opened: when somebody worries once more
BEFORE = 0.7  # of the worries that led to nothing, those about a child that is helped later
AGAIN = 0.5  # how often somebody worries about the same child once more within the year


def plan(profile: str, years: int, seed: int, last: date, rhythm: int = 1) -> Plan:
    """Everything that is told of a municipality of a size, for so many years until a day."""
    first = weekday(later(last, -round(years * YEAR)))
    planner = Planner(PROFILES[profile], Chance(f"{profile} {seed}"), first, last)
    commands = planner.planned()
    children = {each.cpr: each for each in planner.children}
    asked: dict[str, str | int] = {
        "profile": profile, "years": years, "seed": seed, "until": f"{last}", "rhythm": rhythm
    }  # fmt: skip
    name = "-".join(map(str, asked.values()))
    return Plan(PROFILES[profile], name, rhythm, commands, children, first, last, asked)
