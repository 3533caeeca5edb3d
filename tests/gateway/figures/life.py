"""The life of a child with a case, by chance: what was done for it, and how that was recorded."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from uuid import UUID

from shared.contracts import Published, case, charge, correction, people, review, worries
from tests.gateway.figures.telling import FIRST, LAST, Telling

UNITS = ("unit-1", "unit-2", "unit-3")
LEAPLINGS = (date(2012, 2, 29), date(2008, 2, 29), date(2004, 2, 29))
ON_THE_LAST_DAY = (date(2012, 12, 31), date(2004, 12, 31), date(2005, 1, 1), date(2006, 12, 31))
Feed = Literal["case", "ladder", "followup"]


@dataclass
class Life:
    """A child's case, and whom its news is told to."""

    telling: Telling
    stream: UUID
    opened_on: date
    known_on: date  # when the case was recorded
    decisions: list[tuple[UUID, date]] = field(default_factory=list)

    def some_day(self, since: date | None = None, until: date = LAST) -> date:
        first = max(self.opened_on, since or self.opened_on)
        days = self.telling.chance.randint(0, max((until - first).days, 0))
        return self.telling.at_an_edge(first + timedelta(days=days), first, until)

    def tell(self, feed: Feed, day: date, *said: Published) -> None:
        self.telling.tell(feed, max(day, self.known_on), self.stream, *said)

    def record(self, feed: Feed, on: date, said: Published, after: date | None = None) -> date:
        """Record something of a day, sooner or later; on which day it was."""
        day = self.telling.recorded(on, max(after or self.known_on, self.known_on))
        self.tell(feed, day, said)
        return day

    def mend(self, said: Published, name: str, day: date, *, retract: bool = True) -> date | None:
        """Perhaps what the case service told on a day is put right later: by days, or altogether.

        The day on which it is taken back, if it is.
        """
        chance, telling = self.telling.chance, self.telling
        later = day + timedelta(days=chance.randint(1, 250))
        key = getattr(said, "id", self.stream)
        about = {"id": telling.id(), "record_kind": type(said).__name__, "record_id": key,
                 "corrected_on": later}  # fmt: skip
        if telling.often(0.15):
            on: date = getattr(said, name)
            otherwise = on + timedelta(days=chance.randint(0, min(15, (later - on).days)))
            again = said.model_copy(update={name: otherwise})
            self.tell("case", later, correction.EventCorrected(**about), again)
        elif retract and telling.often(0.1):
            self.tell("case", later, correction.EventRetracted(**about))
            return later
        return None

    def take_back(self, said: Published, day: date, share: float = 0.12) -> None:
        """Perhaps what follow-up told on a day had never been."""
        if self.telling.often(share):
            gone = review.RecordRetracted(
                id=self.telling.id(),
                record_kind=type(said).__name__,
                record_id=said.id,  # type: ignore[attr-defined]
            )
            self.tell("followup", day + timedelta(days=self.telling.chance.randint(1, 200)), gone)


def begin(telling: Telling) -> Life:
    """A case is opened, on notifications or not; who the child is becomes known, mostly."""
    chance = telling.chance
    opened = FIRST + timedelta(days=chance.randint(40, 700))
    recorded = telling.recorded(opened)
    life = Life(telling, telling.id(), opened, recorded)
    aware = opened - timedelta(days=chance.randint(0, 12))
    worry = [notified(telling, opened - timedelta(days=chance.randint(0, 25)))]
    worry = worry if telling.often(0.7) else []
    news = case.CaseOpened(
        opened_on=opened, aware_on=aware, unit=chance.choice(UNITS), caseworker="caseworker-1",
        notifications=tuple(worry),
    )  # fmt: skip
    life.tell("case", recorded, news)
    for each in worry:
        take_up(life, each, recorded)
    if telling.often(0.2):
        restate(life, news, recorded + timedelta(days=chance.randint(1, 200)))
    identify(life)
    hand_over(life)
    return life


def notified(telling: Telling, on: date) -> UUID:
    """A notification is received, in a stream of its own."""
    stream, chance = telling.id(), telling.chance
    received = worry_on(telling, on)
    telling.tell("case", on, stream, received)
    if telling.often(0.1):
        again = received.model_copy(
            update={"received_at": received.received_at - timedelta(days=2)}
        )
        later = on + timedelta(days=chance.randint(1, 100))
        put_right = correction.EventCorrected(
            id=telling.id(), record_kind="NotificationReceived", record_id=stream,
            corrected_on=later,
        )  # fmt: skip
        telling.tell("case", later, stream, put_right, again)
    return stream


def worry_on(telling: Telling, on: date) -> case.NotificationReceived:
    """Sometimes shortly before midnight in Copenhagen, or after it."""
    at = datetime(on.year, on.month, on.day, telling.chance.choice((8, 12, 22, 23)), 30, tzinfo=UTC)
    return case.NotificationReceived(
        received_at=at - timedelta(days=1), unit=telling.chance.choice(UNITS),
        notifier_type="school", professional=True, answerable=True, reasons=("school_absence",),
    )  # fmt: skip


def take_up(life: Life, worry: UUID, day: date) -> None:
    taken = worries.NotificationTakenUp(id=life.telling.id(), case_id=life.stream, taken_up_on=day)
    life.telling.tell("case", day, worry, taken)


def restate(life: Life, opened: case.CaseOpened, later: date) -> None:
    """The case had been opened some days earlier than was said."""
    put_right = correction.EventCorrected(
        id=life.telling.id(), record_kind="CaseOpened", record_id=life.stream, corrected_on=later
    )
    back = timedelta(days=life.telling.chance.randint(1, 20))
    again = {"opened_on": opened.opened_on - back, "aware_on": opened.aware_on - back,
             "corrected": True}  # fmt: skip
    life.tell("case", later, put_right, opened.model_copy(update=again))


def identify(life: Life) -> None:
    telling, chance = life.telling, life.telling.chance
    if telling.often(0.1):
        return
    born = FIRST - timedelta(days=chance.randint(-300, 12 * 365))
    if telling.often(0.4):
        born = chance.choice((*LEAPLINGS, *ON_THE_LAST_DAY))
    child = case.ChildIdentified(born_on=born, sex=chance.choice(("female", "male", "unknown")))
    day = life.record("case", life.opened_on, child)
    if life.mend(child, "born_on", day) and telling.often(0.5):
        life.tell("case", LAST - timedelta(days=3), child)


def hand_over(life: Life) -> None:
    """The case goes from unit to unit."""
    day = life.opened_on
    for _ in range(life.telling.chance.randint(0, 2)):
        day = life.some_day(since=day + timedelta(days=30))
        news = charge.CaseworkerAssigned(
            assigned_on=day, unit=life.telling.chance.choice(UNITS), caseworker="caseworker-2"
        )
        life.record("case", day, news)


def end(life: Life, survivor: UUID) -> None:
    """Closed, and perhaps open again; or found to be about a child with another case."""
    day = life.some_day(since=life.opened_on + timedelta(days=200))
    recorded = life.record("case", day, charge.CaseClosed(closed_on=day, reason="goals_met"))
    if life.telling.often(0.4):
        again = recorded + timedelta(days=life.telling.chance.randint(1, 60))
        life.tell("case", again, charge.CaseReopened(reopened_on=again, notifications=()))
    elif life.telling.often(0.5):
        merged = people.CaseMerged(id=life.telling.id(), merged_on=recorded, survivor=survivor)
        life.tell("case", recorded, merged)
