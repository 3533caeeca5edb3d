"""Which numbers of a table are not told, so that no small one can be worked out from the others.

A number of fewer than five children is not told (primary suppression). Where it stands beside
others whose sum can be had, in this answer or in another, the smallest of those is not told either
(secondary suppression), until what is left out together is of at least two groups and five
children. What is left out depends on the numbers alone: not on who asks, when, or in which order.
"""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

FEW = 5  # children: by fewer than these somebody might be known; `masks.toml` says the same
SMALL = "small-number"  # the mask's name
TINY = 1e-6  # what is left of a whole by rounding
K = TypeVar("K", bound=Hashable)
P = TypeVar("P", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many children a number is about; and of how many things which part counts, if any."""

    children: int
    part: float = 0
    whole: float = 0

    @property
    def delicate(self) -> bool:
        """Whether the part, or the rest, is of so few that somebody might be known by it."""
        return any(TINY < each < FEW - TINY for each in (self.part, self.whole - self.part))


@dataclass(frozen=True)
class Line(Generic[K]):
    """Cells that come to something together that can be had, by this answer or by another.

    Where the cells may be about the same children, or nobody is told how many all are about,
    `together` is of no more children than they certainly are.
    """

    cells: Mapping[K, Cell]
    together: Cell


@dataclass(frozen=True)
class Untold(Generic[K]):
    """The cells that are not told, and those (with them) whose part is not."""

    hidden: frozenset[K]
    bare: frozenset[K]


def untold(
    lines: Sequence[Line[K]], hidden: Collection[K] = (), bare: Collection[K] = ()
) -> Untold[K]:
    """What is not told of some lines, besides what is known not to be."""
    gone = unseen(lines, hidden)
    return Untold(gone, undivided(lines, [*gone, *bare]))


def untold_within(
    above: Untold[P], cells: Mapping[P, Cell], within: Mapping[tuple[P, K], Cell]
) -> Untold[tuple[P, K]]:
    """What is not told of cells that are told apart further, each by its key and another."""
    lines = [
        Line({key: one for key, one in within.items() if key[0] == outer}, cell)
        for outer, cell in cells.items()
        if outer not in above.hidden
    ]
    return untold(
        lines,
        [key for key in within if key[0] in above.hidden],
        [key for key in within if key[0] in above.bare],
    )


def unseen(lines: Sequence[Line[K]], beneath: Collection[K] = ()) -> frozenset[K]:
    """The cells that are not told; those that are `beneath` one which is not told are not either.

    Whatever is told, each of them may be more or fewer than it is (unless its line has no other).
    """
    few = [key for line in lines for key, each in line.cells.items() if each.children < FEW]
    return completed(lines, [*beneath, *few], covered)


def undivided(lines: Sequence[Line[K]], hidden: Collection[K] = ()) -> frozenset[K]:
    """The cells whose part is not told: the `hidden`, the delicate, and what would give them away.

    Where a line's own part is not told, no part in it is.
    """
    bare = [
        key
        for line in lines
        for key, each in line.cells.items()
        if each.delicate or line.together.delicate
    ]
    return completed(lines, [*hidden, *bare], mixed)


def completed(
    lines: Sequence[Line[K]],
    first: Collection[K],
    safe: Callable[[Line[K], Collection[K]], bool],
) -> frozenset[K]:
    """With these hidden, and in each line the smallest of those that are told until it is safe.

    Cells of the same size are hidden together: which of them was would tell of the small one.
    """
    hidden = {*first}
    while line := next((each for each in lines if wanting(each, hidden, safe)), None):
        sizes = {key: each.children for key, each in line.cells.items() if key not in hidden}
        hidden |= {key for key, size in sizes.items() if size == min(sizes.values())}
    return frozenset(hidden)


def wanting(
    line: Line[K], hidden: Collection[K], safe: Callable[[Line[K], Collection[K]], bool]
) -> bool:
    """Whether more must be hidden in a line, and can be."""
    return any(key not in hidden for key in line.cells) and not safe(line, hidden)


def covered(line: Line[K], hidden: Collection[K]) -> bool:
    """Whether the hidden cells of a line cover one another.

    They are several, of five children together; and not all of the most that a small cell can
    be, as only then nothing but that has the same sum.
    """
    sizes = [each.children for key, each in line.cells.items() if key in hidden and each.children]
    told = sum(each.children for key, each in line.cells.items() if key not in hidden)
    certain = max(*sizes, 0, line.together.children - told) if sizes else 0
    return not sizes or (len(sizes) > 1 and certain >= FEW and {*sizes} != {FEW - 1})


def mixed(line: Line[K], hidden: Collection[K]) -> bool:
    """Whether the hidden parts of a line cover one another: of several cells, and not delicate."""
    kept = [each for key, each in line.cells.items() if key in hidden and each.whole]
    both = Cell(0, sum(each.part for each in kept), sum(each.whole for each in kept))
    return not kept or (len(kept) > 1 and not both.delicate)
