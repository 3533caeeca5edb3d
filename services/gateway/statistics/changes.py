"""What a delivery says: new records, changed ones, and ones to be cancelled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

Change = Literal["new", "change", "cancel"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Something that is reported, without whom it is about: `case_id` stands for the child.

    `id` is what it is known by in every delivery. `reasons` are those of a notification.
    """

    id: str
    kind: str
    case_id: UUID
    on: date
    until: date | None = None
    regime: str | None = None
    section: str | None = None
    code: str | None = None
    detail: str | None = None
    reasons: tuple[str, ...] = ()
    unborn: bool = False

    @property
    def alike(self) -> tuple[Any, ...]:
        """What two records have in common that are one to Statistics Denmark."""
        return (self.case_id, self.kind, self.on, self.until, self.section, self.code, self.detail)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A record, and how it is reported. What is cancelled reads as it was reported."""

    change: Change
    record: Record


def merged(records: Iterable[Record]) -> dict[str, Record]:
    """Records by their ids; of such as are alike, for mother and for father, the first alone."""
    kept: dict[tuple[Any, ...], Record] = {}
    for each in sorted(records, key=lambda record: record.id):
        kept.setdefault((*each.alike, *own(each)), each)
    return {each.id: each for each in kept.values()}


def own(record: Record) -> tuple[Any, ...]:
    """Every notification counts, even two on one day that say the same."""
    return (record.id,) if record.kind == "notification" else ()


def between(then: Mapping[str, Record], now: Mapping[str, Record]) -> list[Delivered]:
    """What has to be reported, in the order of its days, after it was believed as `then`."""
    fresh = [Delivered("new", each) for id, each in now.items() if id not in then]  # noqa: A001
    other = [Delivered("change", each) for id, each in now.items() if then.get(id, each) != each]  # noqa: A001
    gone = [Delivered("cancel", each) for id, each in then.items() if id not in now]  # noqa: A001
    found = [*fresh, *other, *gone]
    return sorted(found, key=lambda each: (each.record.on, each.record.kind, each.record.id))


def delivered(before: Iterable[Delivered]) -> dict[str, Record]:
    """What the receiver has by now, after everything that was delivered, in order."""
    has: dict[str, Record] = {}
    for each in before:
        if each.change == "cancel":
            has.pop(each.record.id, None)
        else:
            has[each.record.id] = each.record
    return has
