"""What was known at a moment: the services' news, folded into what stands of it."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import Any, Generic, TypeVar
from uuid import UUID

from shared.contracts import (
    FeedItem,
    Published,
    basis,
    case,
    charge,
    correction,
    followup,
    ladder,
    people,
    provision,
    review,
    worries,
)

Told = TypeVar("Told", bound=Published)
OF_ITS_STREAM = (  # there is one of each in a stream, whatever ids it was told with
    case.CaseOpened, case.ChildIdentified, charge.CaseClosed, people.CaseMerged,
    case.NotificationReceived, worries.NotificationTakenUp, ladder.StepsChanged,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """A piece of news, of a feed."""

    feed: str
    item: FeedItem
    said: Published


@dataclass(frozen=True, slots=True)
class Fact(Generic[Told]):
    """What stands: in which stream (a case, mostly), and when it was said last."""

    stream: UUID
    said: Told
    at: datetime


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as it was known, with its end and all that it has rested on."""

    case: UUID
    said: ladder.Measure
    ended_on: date | None
    bases: Sequence[basis.Basis]

    @property
    def id(self) -> UUID:
        return self.said.id

    @property
    def started_on(self) -> date:
        return self.said.started_on

    def runs_on(self, day: date) -> bool:
        """From its first day until, not including, its end."""
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)

    def regime_on(self, day: date) -> str:
        """The law of the decision that it rested on, on a day."""
        rested = [each.regime for each in self.bases if each.from_on <= day]
        return rested[-1] if rested else self.said.regime


class Known:
    """What stands of the news that was recorded by a moment (None: of all), on the day `today`."""

    def __init__(self, news: Iterable[Heard], as_of: datetime | None, today: date) -> None:
        self.today = today
        self._stands: dict[str, dict[Hashable, Fact[Any]]] = defaultdict(dict)
        for each in news:
            if as_of is None or each.item.recorded_at <= as_of:
                self._hear(each)

    def _hear(self, heard: Heard) -> None:
        stream, at, said = heard.item.stream, heard.item.recorded_at, heard.said
        match said:
            case correction.EventCorrected() | correction.EventRestated():
                return  # what is right is said next
            case correction.EventRetracted() | review.RecordRetracted():
                self._drop(said.record_kind, said.record_id, stream)
            case ladder.MeasureRetracted():
                self._drop("MeasureStarted", said.id)
                self._drop("MeasureEnded", said.id)
            case ladder.MeasureCorrected():
                self._keep("MeasureStarted", said.id, Fact(stream, said, at))
                self._drop("MeasureEnded", said.id)
                if said.ended_on:
                    self._keep("MeasureEnded", said.id, Fact(stream, said, at))
            case followup.FollowUpCorrected():
                held = self._stands["FollowUpHeld"][said.id]
                right = held.said.model_copy(update={"held_on": said.held_on})
                self._keep("FollowUpHeld", said.id, replace(held, said=right, at=at))
            case followup.ObligationReopened():
                self._drop("ObligationMet", said.id)
                self._drop("ObligationLapsed", said.id)
            case charge.CaseReopened():
                self._drop("CaseClosed", stream)
            case _:
                self._keep(type(said).__name__, key(heard), Fact(stream, said, at))

    def _keep(self, kind: str, of: Hashable, fact: Fact[Any]) -> None:
        self._stands[kind][of] = fact

    def _drop(self, kind: str, *of: Hashable) -> None:
        for each in of:
            self._stands[kind].pop(each, None)

    def all(self, kind: type[Told]) -> list[Fact[Told]]:
        """Everything of a kind that stands."""
        return [*self._stands[kind.__name__].values()]

    def one(self, kind: type[Told], of: Hashable) -> Told | None:
        """What stands of one thing."""
        found = self._stands[kind.__name__].get(of)
        return found.said if found else None

    def of(self, kind: type[Told], stream: UUID) -> list[Fact[Told]]:
        """Everything of a kind that stands in a case."""
        return self._by_case(kind).get(stream, [])

    def _by_case(self, kind: type[Told]) -> Mapping[UUID, list[Fact[Told]]]:
        if kind.__name__ not in self._sorted:
            ordered = sorted(self.all(kind), key=lambda each: each.stream)
            groups = groupby(ordered, key=lambda each: each.stream)
            self._sorted[kind.__name__] = {stream: [*group] for stream, group in groups}
        return self._sorted[kind.__name__]

    @cached_property
    def _sorted(self) -> dict[str, dict[UUID, list[Fact[Any]]]]:
        return {}

    @cached_property
    def measures(self) -> Sequence[Measure]:
        """Every measure that stands."""
        return [
            Measure(
                each.stream,
                each.said,
                getattr(self._stands["MeasureEnded"].get(of), "said", each.said).ended_on
                if of in self._stands["MeasureEnded"]
                else None,
                getattr(self.one(basis.BasisChanged, of), "bases", ()),
            )
            for of, each in self._stands["MeasureStarted"].items()
        ]

    @cached_property
    def _measures_by_case(self) -> Mapping[UUID, list[Measure]]:
        found: dict[UUID, list[Measure]] = defaultdict(list)
        for each in self.measures:
            found[each.case].append(each)
        return found

    def measures_of(self, stream: UUID) -> Sequence[Measure]:
        return self._measures_by_case.get(stream, [])

    def born_on(self, stream: UUID) -> date | None:
        """When the child was born, if that is known."""
        child = self.one(case.ChildIdentified, stream)
        return child.born_on if child else None

    def notifications_of(self, stream: UUID) -> list[case.NotificationReceived]:
        """What a case was opened on, or has taken up since."""
        taken = self.all(worries.NotificationTakenUp)
        received = (
            self.one(case.NotificationReceived, each.stream)
            for each in taken
            if each.said.case_id == stream
        )
        return [each for each in received if each]


def key(heard: Heard) -> Hashable:
    """What a piece of news is about: the next one about it says it anew."""
    stream, said = heard.item.stream, heard.said
    match said:
        case provision.PriceSet():
            return stream, said.from_on
        case charge.CaseworkerAssigned():
            return stream, heard.item.position
        case _ if isinstance(said, OF_ITS_STREAM):
            return stream
        case _:
            return getattr(said, "id", stream)
