"""Counted from what is told, and from nothing else: how often each part of a share came out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from deploy.municipality.commands import Command
from deploy.municipality.deciding import LADDER
from deploy.municipality.numbers import PLACEMENTS
from deploy.municipality.planning import Plan
from deploy.municipality.registering import late
from shared.calendar import add_months, age_on

MONTHS = 4  # of an investigation, D06
FIRST = 3  # months until the first follow-up, D14
FORCED = ("58", "47")  # sections of placements without consent
A_YEAR = timedelta(days=365)
A_DAY = timedelta(hours=24)
AGES = ((3, "0-2"), (6, "3-5"), (12, "6-11"), (16, "12-15"), (99, "16-17"))
Counts = Mapping[str, Counter[str]]


@dataclass
class Running:
    """A measure as it was told of: from when to when, and on which section it rests."""

    step: str
    start: date
    end: date
    section: str


@dataclass
class Read:
    """One plan, read case by case. `began`: what was known before is nobody's practice here."""

    plan: Plan

    def __post_init__(self) -> None:
        self.by_lane: dict[int, list[Command]] = defaultdict(list)
        for each in self.plan.commands:
            self.by_lane[each.lane].append(each)
        self.known = {
            each.lane
            for each in self.plan.commands
            if each.kind == "moved"
            and each.on < self.plan.first
            and each.at.date() >= self.plan.first
        }

    def of(self, *kinds: str) -> Iterator[Command]:
        """What was told of these kinds, but for what had happened when it began."""
        return (
            each
            for each in self.plan.commands
            if each.kind.startswith(kinds) and not self.before(each)
        )

    def before(self, each: Command) -> bool:
        """Whether it had happened when the municipality began, and was written down then."""
        return each.lane in self.known and each.on < self.plan.first

    def measures(self) -> Iterator[tuple[int, str, str, Running]]:
        """Lane, case, name of each measure, and the measure itself."""
        for lane, said in self.by_lane.items():
            sections = {each.name: each.body["section"] for each in said if "section" in each.body}
            moves = [each for each in said if each.kind == "moved"]
            ends = {end["measureId"]: move.on for move in moves for end in move.body["ends"]}
            for move in moves:
                for name, start in zip(move.measures, move.body["starts"], strict=True):
                    step = LADDER.known_type(start["measureType"]).step.code
                    end = ends.get(f"{{{name}}}", date.max)
                    section = sections[start["decisionId"].strip("{}")]
                    yield lane, move.path, name, Running(step, move.on, end, section)

    def stays(self) -> Iterator[tuple[int, str, str, Running]]:
        """Those who came back to where they had been placed, for some weeks: no new measures."""
        first = {(lane, name): each for lane, _, name, each in self.measures()}
        for back in self.of("came back"):
            [name], (case, *_) = back.measures, back.path.partition("/return-options")
            ends = {end["measureId"]: each.on for each in self.by_lane[back.lane]
                    if each.kind == "moved" for end in each.body["ends"]}  # fmt: skip
            left = first[back.lane, name.removesuffix("-back")]
            stay = replace(left, start=back.on, end=ends.get(f"{{{name}}}", date.max))
            yield back.lane, f"{case}/moves", name, stay


def counted(read: Read) -> Counts:
    """How often each part of each share came out."""
    return {
        **of_notifications(read),
        **of_children(read),
        **of_inquiries(read),
        **of_measures(read),
        **of_registering(read),
    }


def yes(found: Iterable[bool]) -> Counter[str]:
    return Counter("yes" if each else "no" for each in found)


def case_of(command: Command) -> str:
    """The case of a lane that a command is about."""
    return command.path.removeprefix("/v1/cases/").partition("/")[0]


def moment(said: str) -> datetime:
    return datetime.fromisoformat(said)


def of_notifications(read: Read) -> Counts:
    notified = [*read.of("notified")]
    received = {(each.lane, each.name): moment(each.body["receivedAt"]) for each in notified}
    assessed = [
        moment(each.body["assessedAt"]) - received[each.lane, each.path.split("{")[1].split("}")[0]]
        for each in read.of("assessed")
    ]
    return {
        "notifier": Counter(each.body["notifierType"] for each in notified),
        "reason": Counter(each.body["reasons"][0] for each in notified),
        "outcome": Counter(each.kind.split()[1] for each in notified),
        "urgency_in_time": yes(each <= A_DAY for each in assessed),
    }


def of_children(read: Read) -> Counts:
    """Of those somebody worried about, each once a year."""
    born = [each for each in read.of("notified") if "childCpr" in each.body]
    first = {(each.body["childCpr"], each.on.year): each.on for each in born}
    children = read.plan.children
    ages = [age_on(children[cpr].born_on, day) for (cpr, _), day in first.items()]
    mothers = Counter(
        (each.lane, case_of(each)) for each in read.of("person") if each.body["custodian"]
    )
    opened = {(each.lane, case_of(each)) for each in read.of("identified")}
    protected = {(each.lane, case_of(each)) for each in read.of("protected")}
    return {
        "age_notified": Counter(next(name for below, name in AGES if age < below) for age in ages),
        "sex": Counter(children[cpr].sex for cpr in {cpr for cpr, _ in first}),
        "single_mother": yes(number == 1 for number in mothers.values()),
        "protected_address": yes(each in protected for each in opened),
    }


def of_inquiries(read: Read) -> Counts:
    investigations = {}
    for each in (one for one in read.plan.commands if one.kind == "investigation started"):
        aware = date.fromisoformat(each.body["awareOn"])
        investigations[each.lane, each.name] = add_months(aware, MONTHS)
    in_time = [
        each.on <= investigations[each.lane, each.path.split("{")[2].split("}")[0]]
        for each in read.of("investigated")
    ]
    needed = {each.lane for each in read.of("notified investigation")}
    decided = {
        each.lane: each.on for each in reversed([*read.of("decision")]) if each.lane in needed
    }
    made = {
        each.lane for each in read.of("investigated") if each.on <= decided.get(each.lane, date.min)
    }
    heard, planned = before_decisions(read)
    left = (each for each in read.plan.commands if each.kind == "left school")
    return {
        "investigation_in_time": yes(in_time),
        "investigated_when_required": yes(lane in made for lane in decided),
        "child_spoken_with": yes(heard),
        "plan_made": yes(planned),
        "grade_9_completed": yes(each.body["status"] == "completed" for each in left),
    }


def before_decisions(read: Read) -> tuple[list[bool], list[bool]]:
    """Of each decision, whether the child was spoken with; of each child, whether it had a plan."""
    heard, planned = list[bool](), dict[tuple[int, str], bool]()
    for lane in {each.lane for each in read.of("decision")}:
        spoken, plans = "", set[str]()
        for each in read.by_lane[lane]:
            spoken = each.kind if each.kind.startswith("heard") else spoken
            plans |= {case_of(each)} if each.kind == "plan approved" else set()
            if not each.kind.startswith("decision") or read.before(each):
                continue
            heard.append(spoken == "heard yes")
            if "T2" not in each.kind and lane not in read.known:
                planned.setdefault((lane, case_of(each)), case_of(each) in plans)
    return heard, [*planned.values()]


def of_measures(read: Read) -> Counts:
    found = [*read.measures()]
    numbers = Counter((lane, path) for lane, path, _, _ in found)
    stock = standing(read)
    placed = [each for each in stock if each.step in PLACEMENTS]
    return {
        "step": Counter(each.step for each in stock),
        "without_consent": yes(each.section in FORCED for each in placed),
        "first_follow_up_in_time": yes(first_follow_ups(read)),
        "measures_per_child": Counter(str(min(number, 3)) for number in numbers.values()),
    }


def standing(read: Read) -> list[Running]:
    """For each child that is helped on the last day, the measure on its highest step."""
    stock: dict[tuple[int, str], Running] = {}
    for lane, path, _, each in (*read.measures(), *read.stays()):
        if each.start <= read.plan.last < each.end:
            before = stock.get((lane, path), each)
            stock[lane, path] = max(before, each, key=lambda one: one.step)
    return [*stock.values()]


def first_follow_ups(read: Read) -> Iterator[bool]:
    """Of each measure that ran until it was due: whether it was held by then."""
    held: dict[tuple[int, str], date] = {}
    for told in read.plan.commands:
        for name in told.body["measureIds"] if told.kind == "followed up" else ():
            key = told.lane, name.strip("{}")
            held[key] = min(held.get(key, date.max), told.on)
    for lane, _, name, each in read.measures():
        due = add_months(each.start, FIRST)
        begun = lane not in read.known or each.start >= read.plan.first
        if begun and due < min(each.end, read.plan.last):
            yield held.get((lane, name), date.max) <= due


def of_registering(read: Read) -> Counts:
    """From the first day on: what was taken over then had not been registered here before."""
    began = [each for each in read.plan.commands if each.at.date() > read.plan.first]
    began = [each for each in began if each.lane not in read.known or each.on >= read.plan.first]
    return {
        "recorded_late": yes(map(late, began)),
        "corrected": yes(each.kind == "corrected" for each in began),
    }
