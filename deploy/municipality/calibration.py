"""How the plan comes out beside the numbers that it was made from."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from deploy.municipality.commands import Command
from deploy.municipality.counting import A_YEAR, Read, case_of, counted
from deploy.municipality.numbers import NUMBERS, SHARES
from deploy.municipality.planning import Plan


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


def numbers(plan: Plan) -> Iterator[tuple[str, int, float, float]]:
    """What is no share: its id, its row, what it was to be, and what it has become."""
    read = Read(plan)
    born = (each for each in read.of("notified") if "childCpr" in each.body)
    notified = Counter((each.body["childCpr"], each.on.year) for each in born)
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
        yield from pairwise(some)


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
