"""A municipality by chance: its children, its provisions, and what comes before there is a case."""

from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from services.intervention_ladder.defining import defined
from services.intervention_ladder.published import publish
from shared.contracts import Published, case, early, provision, worries
from tests.gateway.figures import helped, looked_into, terms
from tests.gateway.figures.followed import followed_up
from tests.gateway.figures.following_from import follow
from tests.gateway.figures.known import Heard
from tests.gateway.figures.life import UNITS, Life, begin, end, notified, take_up
from tests.gateway.figures.telling import FIRST, LAST, Telling

SPAN = (LAST - FIRST).days


def town(seed: int, children: int = 18) -> list[Heard]:
    """What the services told of it, in the order in which it was recorded."""
    telling = Telling(seed)
    ladder = defined(helped.LADDER)
    telling.tell("ladder", FIRST, ladder.id, cast("Published", publish(ladder)))
    provisions = [opened(telling) for _ in range(5)]
    lives = [lived(telling, provisions, quiet=number % 4 == 3) for number in range(children)]
    before_a_case(telling)
    worries_of(telling, lives)
    for life in lives[3::4]:
        end(life, lives[0].stream)
    follow(telling, [each.stream for each in lives])
    return telling.heard()


def lived(telling: Telling, provisions: list[UUID], *, quiet: bool) -> Life:
    """A child's life; a quiet one has no measures."""
    life = begin(telling)
    looked_into.investigated(life)
    looked_into.heard(life)
    looked_into.mapped(life)
    looked_into.planned(life)
    looked_into.fares(life)
    done = [] if quiet else helped.helped(life, provisions)
    for each in done:
        looked_into.scored_while(life, each.started_on, each.ended_on)
    helped.judged(life, done)
    followed_up(life, done)
    return life


def opened(telling: Telling) -> UUID:
    """A provision, and what a day there costs: from days on, and put right."""
    chance, stream = telling.chance, telling.id()
    news = provision.ProvisionOpened(
        kind="institution", provider="provider-1", unit=None, case_id=None, measure_types=(),
        needs=(), methods=(), evidence_level="none", age_from=None, age_to=None, capacity=9,
        opened_on=FIRST,
    )  # fmt: skip
    telling.tell("ladder", FIRST, stream, news)
    on = FIRST + timedelta(days=chance.randint(0, 400))
    for _ in range(chance.randint(1, 3)):
        price = provision.PriceSet(from_on=on, dkk_per_day=chance.randint(100, 9000))
        told = telling.recorded(on)
        telling.tell("ladder", told, stream, price)
        if telling.often(0.4):
            again = price.model_copy(update={"dkk_per_day": chance.randint(100, 9000)})
            telling.tell("ladder", told + timedelta(days=chance.randint(1, 90)), stream, again)
        on += timedelta(days=chance.randint(1, 300))
    return stream


def before_a_case(telling: Telling) -> None:
    """Contacts and screenings that say nothing of whose they are."""
    chance = telling.chance
    for _ in range(25):
        on, unit = FIRST + timedelta(days=chance.randint(0, SPAN)), chance.choice(UNITS)
        news: Published = early.CounsellingContactRegistered(
            held_on=on, unit=unit, kind="youth", topic="school", age_band="12-17",
            opens_course=False,
        )  # fmt: skip
        if telling.often(0.4):
            news = early.DetectionScreeningRecorded(
                screened_on=on, unit=unit, setting="day_care", institution="day-care-1",
                level="green", model_version="1",
            )  # fmt: skip
        telling.tell("case", telling.recorded(on), telling.id(), news)


def worries_of(telling: Telling, lives: list[Life]) -> None:
    """Notifications that cases took up when they were there, sooner or later, or that none did."""
    for _ in range(3 * len(lives)):
        on = FIRST + timedelta(days=telling.chance.randint(30, SPAN - 30))
        on = telling.at_an_edge(on, FIRST, LAST)
        worry, life = notified(telling, on), telling.chance.choice(lives)
        day = on + timedelta(days=telling.chance.choice((0, 3, 150)))
        if life.known_on < day and telling.often(0.7):
            linked = worries.NotificationLinked(
                id=telling.id(), notification_id=worry, linked_on=day
            )
            life.tell("case", day, linked)
            take_up(life, worry, day)
    first: dict[UUID, datetime] = {}
    for each in telling.heard():
        if isinstance(each.said, case.NotificationReceived):
            first.setdefault(each.item.stream, each.said.received_at)
    for stream, received_at in first.items():
        terms.of_a_notification(telling, stream, received_at)
