"""How a child is followed up: held, put right, taken back."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from shared.contracts import followup, meeting, review
from tests.gateway.figures.helped import Done
from tests.gateway.figures.life import Life
from tests.gateway.figures.telling import LAST


def followed(life: Life, done: Sequence[Done]) -> None:
    """Follow-ups of measures that ran, on any day of them."""
    chance, telling = life.telling.chance, life.telling
    for one in done:
        for _ in range(chance.randint(0, 3)):
            on = life.some_day(since=one.started_on, until=min(one.ended_on, LAST))
            running = [each.id for each in done if each.started_on <= on < each.ended_on]
            held = followup.FollowUpHeld(
                id=telling.id(), held_on=on, measure_ids=tuple({one.id, *running}),
                outcome="continue", child_heard=True,
            )  # fmt: skip
            told = life.record("followup", on, held, one.told + timedelta(days=1))
            if telling.often(0.25):
                told += timedelta(days=chance.randint(1, 60))
                right = on + timedelta(days=chance.randint(-9, 9))
                news = followup.FollowUpCorrected(id=held.id, held_on=min(right, told))
                life.tell("followup", told, news)
            life.take_back(held, told)


def met(life: Life, done: Sequence[Done]) -> None:
    """Meetings, of the network mostly: every so many days, sometimes two on one day."""
    chance, telling = life.telling.chance, life.telling
    day = life.some_day()
    for _ in range(chance.randint(0, 7)):
        running = [each for each in done if each.started_on <= day < each.ended_on]
        review_held = bool(running) and telling.often(0.4)
        held = followup.MeetingHeld(
            id=telling.id(),
            meeting_kind=chance.choice(("network",) * 3 + ("follow_up",)),
            held_on=day, private_participants=chance.choice((0, 0, 2)),
            professional_participants=3, child_part="took_part", fulfils_review=review_held,
            measure_ids=tuple(each.id for each in running) if review_held else (),
        )  # fmt: skip
        planned(life, held)
        life.take_back(held, life.record("followup", day, held))
        day += timedelta(days=chance.choice((0, 30, 55, 56, 57, 120)))
        if day > LAST:
            return


def planned(life: Life, held: followup.MeetingHeld) -> None:
    """Some meetings were planned beforehand."""
    if life.telling.often(0.5):
        news = followup.MeetingPlanned(
            id=held.id, meeting_kind=held.meeting_kind,
            planned_at=datetime.combine(held.held_on, time(10, tzinfo=UTC)),
        )  # fmt: skip
        life.tell("followup", held.held_on, news)


def declined(life: Life) -> None:
    if life.telling.often(0.25):
        on = life.some_day()
        news = meeting.NetworkDeclined(id=life.telling.id(), declined_on=on, declined_by="child")
        life.take_back(news, life.record("followup", on, news))


def visited(life: Life, done: Sequence[Done]) -> None:
    """Visits where the child is placed, some without a conversation."""
    telling = life.telling
    for one in done:
        on = one.started_on
        while on < min(one.ended_on, LAST):
            news = review.SupervisionVisitHeld(
                id=telling.id(), visited_on=on, with_conversation=telling.often(0.8),
                staff_present=False, no_conversation_because=None,
            )  # fmt: skip
            life.take_back(news, life.record("followup", on, news))
            on += timedelta(days=telling.chance.randint(60, 220))


def worried(life: Life) -> None:
    """Worries, near midnight too."""
    telling = life.telling
    for _ in range(telling.chance.randint(0, 3)):
        on = life.some_day()
        at = datetime.combine(on, time(telling.chance.choice((9, 22, 23)), 15, tzinfo=UTC))
        news = review.ConcernRaised(
            id=telling.id(), raised_at=at, raised_by="child", pressing=False
        )
        told = life.record("followup", on + timedelta(days=1), news)
        if telling.often(0.5):
            answer = review.ConcernAnswered(
                id=news.id, answered_at=at + timedelta(days=2), answer="meeting", meeting_id=None
            )
            life.tell("followup", told + timedelta(days=3), answer)
        life.take_back(news, told + timedelta(days=4))


def followed_up(life: Life, done: Sequence[Done]) -> None:
    """All of it; visits are paid wherever the child is helped."""
    followed(life, done)
    met(life, done)
    declined(life)
    visited(life, done)
    worried(life)
