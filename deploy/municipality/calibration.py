"""How the plan comes out beside the numbers that it was made from: counted from what is told."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from deploy.municipality.commands import Command
from deploy.municipality.deciding import LADDER
from deploy.municipality.numbers import NUMBERS, PLACEMENTS, SHARES
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


@dataclass(frozen=True, slots=True)
class Line:
    """A share (0 to 1) or a number: what it was to be, and what it has become."""

    what: str
    part: str
    row: int | None
    target: float
    found: float
    of: int

    @property
    def off(self) -> float:
        return abs(self.found - self.target)


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
            if each.kind == "moved" and each.on < self.plan.first and each.at.date() >= self.plan.first
        }

    def of(self, *kinds: str) -> Iterator[Command]:
        """What was told of these kinds, of families that were not known when it began."""
        return (
            each
            for each in self.plan.commands
            if each.lane not in self.known and each.kind.startswith(kinds)
        )

    def measures(self) -> Iterator[tuple[int, str, str, Running]]:
        """Lane, case, name of each measure, and the measure itself."""
        for lane, said in self.by_lane.items():
            sections = {each.name: each.body["section"] for each in said if "section" in each.body}
            moves = [each for each in said if each.kind == "moved"]
            ends = {
                end["measureId"]: move.on for move in moves for end in move.body["ends"]
            }
            for move in moves:
                for name, start in zip(move.measures, move.body["starts"], strict=True):
                    step = LADDER.known_type(start["measureType"]).step.code
                    end = ends.get(f"{{{name}}}", date.max)
                    section = sections[start["decisionId"].strip("{}")]
                    yield lane, move.path, name, Running(step, move.on, end, section)


def measured(plan: Plan) -> list[Line]:
    """Every share that is measured, part by part, in the order in which it is written."""
    counts = counted(Read(plan))
    return [
        Line(name, part, share.row, target, counts[name][part] / max(1, counts[name].total()),
             counts[name].total())
        for name, share in SHARES.items()
        if share.measured
        for part, target in shown(share.of)
    ]  # fmt: skip


def shown(of: Mapping[str, float]) -> Iterable[tuple[str, float]]:
    whole = sum(of.values())
    parts = {"yes": of["yes"]} if {*of} == {"yes", "no"} else of
    return [(part, value / whole) for part, value in parts.items()]


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
    first = {(each.body["childCpr"], each.on.year): each.on for each in read.of("notified")}
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
    for each in read.of("investigation started"):
        aware = date.fromisoformat(each.body["awareOn"])
        investigations[each.lane, each.name] = add_months(aware, MONTHS)
    in_time = [
        each.on <= investigations[each.lane, each.path.split("{")[2].split("}")[0]]
        for each in read.of("investigated")
    ]
    needed = {each.lane for each in read.of("notified investigation")}
    decided = {each.lane for each in read.of("decision") if each.lane in needed}
    made = {each.lane for each in read.of("investigated")}
    heard, planned = [], []
    for lane in {each.lane for each in read.of("decision")}:
        spoken, plans = "", set[str]()
        for each in read.by_lane[lane]:
            case = case_of(each)
            spoken = each.kind if each.kind.startswith("heard") else spoken
            plans |= {case} if each.kind == "plan approved" else set()
            if each.kind.startswith("decision"):
                heard.append(spoken == "heard yes")
            if each.kind.startswith("decision") and "T2" not in each.kind:
                planned.append(case in plans)
    return {
        "investigation_in_time": yes(in_time),
        "investigated_when_required": yes(lane in made for lane in decided),
        "child_spoken_with": yes(heard),
        "plan_made": yes(planned),
        "grade_9_completed": yes(
            each.body["status"] == "completed" for each in read.plan.commands
            if each.kind == "left school"
        ),
    }  # fmt: skip


def of_measures(read: Read) -> Counts:
    found = [*read.measures()]
    held: dict[tuple[int, str], date] = {}
    for each in read.plan.commands:
        if each.kind == "followed up":
            for name in each.body["measureIds"]:
                key = each.lane, name.strip("{}")
                held[key] = min(held.get(key, date.max), each.on)
    last = read.plan.last
    stock: dict[tuple[int, str], Running] = {}
    for lane, path, _, each in found:
        if each.start <= last < each.end:
            before = stock.get((lane, path))
            stock[lane, path] = max(before or each, each, key=lambda one: one.step)
    firsts = [
        held.get((lane, name), date.max) <= add_months(each.start, FIRST)
        for lane, _, name, each in found
        if lane not in read.known and add_months(each.start, FIRST) < min(each.end, last)
    ]
    begun = {(lane, path): each.start for lane, path, _, each in reversed(found)}
    numbers = Counter(
        (lane, path) for lane, path, _, _ in found if begun[lane, path] < last - A_YEAR
    )
    placed = [each for each in stock.values() if each.step in PLACEMENTS]
    return {
        "step": Counter(each.step for each in stock.values()),
        "without_consent": yes(each.section in FORCED for each in placed),
        "first_follow_up_in_time": yes(firsts),
        "measures_per_child": Counter(str(min(number, 3)) for number in numbers.values()),
    }


def of_registering(read: Read) -> Counts:
    """From the first day on: what was taken over then had not been registered here before."""
    began = [each for each in read.plan.commands if each.at.date() > read.plan.first]
    began = [each for each in began if each.lane not in read.known or each.on >= read.plan.first]
    return {
        "recorded_late": yes(map(late, began)),
        "corrected": yes(each.kind == "corrected" for each in began),
    }


def numbers(plan: Plan) -> Iterator[tuple[str, int, float, float]]:
    """What is no share: its id, its row, what it was to be, and what it has become."""
    read = Read(plan)
    notified = Counter((each.body["childCpr"], each.on.year) for each in read.of("notified"))
    per_child = notified.total() / max(1, len(notified))
    row = "notifications_per_child"
    yield row, 15, NUMBERS[row], per_child
    gaps = [
        (later.on - sooner.on).days
        for said in read.by_lane.values()
        for sooner, later in consecutive([each for each in said if each.kind == "network met"])
    ]
    if gaps:
        row = "network_meeting_days"
        yield row, 35, NUMBERS[row], sum(gaps) / len(gaps)
    yield "children_with_measures", 1, plan.profile.children, within_a_year(read)


def consecutive(held: Sequence[Command]) -> Iterator[tuple[Command, Command]]:
    """Meetings of one case, one after the other, in the order of their days."""
    by_case: dict[str, list[Command]] = defaultdict(list)
    for each in sorted(held, key=lambda one: one.on):
        by_case[case_of(each)].append(each)
    for some in by_case.values():
        yield from zip(some, some[1:], strict=False)


def within_a_year(read: Read) -> float:
    """Children with a measure during the last year."""
    last, year = read.plan.last, read.plan.last - A_YEAR
    return len(
        {(lane, path) for lane, path, _, each in read.measures()
         if each.start <= last and each.end > year}
    )  # fmt: skip


def table(plan: Plan) -> Iterator[str]:
    """The lines that people read."""
    yield f"{'':<28}{'':<26}{'row':>4}{'target':>9}{'found':>9}{'of':>8}"
    for each in measured(plan):
        row = each.row or ""
        mark = "" if each.off <= 0.02 else "  <"  # noqa: PLR2004 - the bar of mid: two points
        yield (
            f"{each.what:<28}{each.part:<26}{row:>4}{each.target:>9.1%}{each.found:>9.1%}"
            f"{each.of:>8}{mark}"
        )
    for name, row, target, found in numbers(plan):
        yield f"{name:<54}{row:>4}{target:>9.1f}{found:>9.1f}"
