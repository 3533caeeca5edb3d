"""A year of a municipality's days, lived day by day on a real database, in seconds."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from services.followup.application import FollowUpApplication
from services.followup.obligation.events import (
    Noticed,
    ObligationEscalated,
    ObligationOverdue,
    ReminderFellDue,
)
from services.followup.obligation.reckoning import overdue_from
from services.followup.policy import whenever
from shared.clock import SettableClock
from shared.contracts import FeedItem, FeedPage, Published
from shared.heard import Reactions
from tests.followup.histories import begins, measure, opening
from tests.followup.stories import CASE
from tests.followup.test_agenda import settings

CHILDREN = 60
FIRST, DAYS = date(2025, 1, 1), 365
LONGEST = 300  # seconds, on a machine that does much else


def child(number: int) -> UUID:
    return uuid5(CASE, f"child {number}")


def told(number: int, position: int, news: Published, at: datetime) -> FeedItem:
    return FeedItem(
        position=position, stream=child(number), version=1, recorded_at=at, correlation="",
        kind=type(news).__name__, data=news.model_dump(mode="json", by_alias=True),
    )  # fmt: skip


def starts() -> Iterator[tuple[date, int]]:
    """Every child's measure starts on a day of its own, over the whole year."""
    for number in range(CHILDREN):
        yield FIRST + timedelta(days=number * DAYS // CHILDREN), number


async def lived(application: FollowUpApplication, clock: SettableClock) -> None:
    effect = Reactions(application.log, application.decider, whenever)
    beginning: dict[date, list[int]] = {}
    for day, number in starts():
        beginning.setdefault(day, []).append(number)
    for passed in range(DAYS):
        day = FIRST + timedelta(days=passed)
        now = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
        clock.set(now)
        for number in beginning.get(day, ()):
            opened = told(number, number + 1, opening(day), now)
            await effect.take("case", FeedPage(items=[opened], reached=number + 1))
            began = begins(number % 2, day, id=uuid5(measure(number), "of its own"))
            page = FeedPage(items=[told(number, number + 1, began, now)], reached=number + 1)
            await effect.take("ladder", page)
        await application.agenda.look()


async def test_every_day_of_a_year_is_noticed_once_and_nothing_is_missed(
    dsn_of: Callable[[str], str],
) -> None:
    clock = SettableClock()
    clock.set(datetime(2025, 1, 1, tzinfo=UTC))
    application = FollowUpApplication(settings(dsn_of("followup")), {}, clock)
    async with application.running(working=False), asyncio.timeout(LONGEST):
        await lived(application, clock)
        streams = {child(number) for number in range(CHILDREN)}
        folds = await application.log.folds(application.decider, streams)
        noticed: Counter[tuple[str, UUID, int]] = Counter()
        for stream in streams:
            for each in await application.log.history(stream):
                if isinstance(each.fact, Noticed):
                    said = getattr(each.fact, "days", getattr(each.fact, "stage", 0))
                    noticed[type(each.fact).__name__, each.fact.id, hash(said)] += 1
    assert set(noticed.values()) == {1}
    kinds = Counter(name for name, _, _ in noticed)
    assert {each.__name__ for each in (ObligationOverdue, ReminderFellDue, ObligationEscalated)} \
        == kinds.keys()  # fmt: skip
    owed = [each for fold in folds.values() for each in fold.state.obligations.values()]
    missed = [each for each in owed if each.outcome is None and not each.arose.lapses
              and overdue_from(each.due) <= clock()]  # fmt: skip
    assert len(missed) == kinds["ObligationOverdue"] > 3 * CHILDREN
    assert {each.noticed_at for each in missed} >= {overdue_day(each.due.due_on) for each in missed}


def overdue_day(day: date) -> datetime:
    """When the worker that looks every morning finds out."""
    after = day + timedelta(days=1)
    return datetime(after.year, after.month, after.day, 6, tzinfo=UTC)
