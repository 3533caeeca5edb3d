"""What is due, when, and what becomes of it: as follow-up tells it, and takes it back."""

from datetime import date, datetime, timedelta
from uuid import UUID

from shared.contracts import followup
from shared.contracts.followup import Due
from tests.gateway.figures.life import Life
from tests.gateway.figures.telling import LAST, Telling

LOCAL, BOTH = frozenset({"schedule"}), frozenset({"D14", "D15", "D16"})


def due(rule: str, on: date, at: datetime | None = None) -> Due:
    """By the law, by local practice, or by both: then the earlier binds."""
    earlier = on - timedelta(days=35) if rule in BOTH and on.day % 2 else None
    local = on if rule in LOCAL else earlier
    return Due.model_validate(
        {
            "statutory_on": None if rule in LOCAL else on,
            "local_on": local,
            "due_on": local or on,
            "due_at": at,
            "basis": "local" if local else "statutory",
        }
    )


def arose(telling: Telling, rule: str, subject: UUID, when: Due) -> followup.ObligationArose:
    return followup.ObligationArose(
        id=telling.id(), rule=rule, edition=date(2011, 1, 1), da="Frist", en="Term", source="SEL",
        subject=subject, trigger="MeasureStarted", trigger_id=subject, trigger_on=when.due_on,
        due=when,
    )  # fmt: skip


def owed(life: Life, rule: str, subject: UUID, on: date, told: date) -> followup.ObligationArose:
    """Something is due on a day; it may be moved, or be put off (which moves nothing)."""
    term = arose(life.telling, rule, subject, due(rule, on))
    life.tell("followup", told, term)
    if life.telling.often(0.15):
        put_off = followup.ObligationDeferred(
            id=term.id, deferred_on=told, deferred_to=on + timedelta(days=20)
        )
        life.tell("followup", told + timedelta(days=1), put_off)
    if life.telling.often(0.15):
        on += timedelta(days=life.telling.chance.randint(-25, 40))
        moved = followup.ObligationMoved(id=term.id, due=due(rule, on))
        life.tell("followup", told + timedelta(days=2), moved)
        term = term.model_copy(update={"due": moved.due})
    return term


def met(term: followup.ObligationArose, on: date) -> followup.ObligationMet:
    return followup.ObligationMet(
        id=term.id, met_on=on, met_at=None, by="FollowUpHeld", by_id=term.id,
        late=on > term.due.due_on,
    )  # fmt: skip


def settled(life: Life, term: followup.ObligationArose, on: date, recorded: date) -> None:
    """It was done on a day. That may be put right (S15), or turn out to have been nothing."""
    chance, telling = life.telling.chance, life.telling
    recorded += timedelta(days=3)
    life.tell("followup", recorded, met(term, on))
    if telling.often(0.2):
        later = recorded + timedelta(days=chance.randint(1, 120))
        instead = on + timedelta(days=chance.randint(-9, 20))
        right = [met(term, min(instead, later))] if telling.often(0.7) else []
        life.tell("followup", later, followup.ObligationReopened(id=term.id), *right)
    elif telling.often(0.1):
        later = recorded + timedelta(days=chance.randint(1, 120))
        when = due(term.rule, term.due.due_on + timedelta(days=chance.randint(-30, 30)))
        moved = followup.ObligationMoved(id=term.id, due=when)
        again = met(term.model_copy(update={"due": when}), on)
        life.tell("followup", later, moved, followup.ObligationReopened(id=term.id), again)


def lapsed(life: Life, term: followup.ObligationArose, recorded: date) -> None:
    """Nothing is due any more; a correction may bring it back."""
    gone = followup.ObligationLapsed(id=term.id, lapsed_on=recorded, reason="measure_ended")
    life.tell("followup", recorded + timedelta(days=1), gone)
    if life.telling.often(0.3):
        again = recorded + timedelta(days=life.telling.chance.randint(2, 90))
        life.tell("followup", again, followup.ObligationReopened(id=term.id))


def of_a_measure(life: Life, subject: UUID, started_on: date, told: date) -> None:
    """A first follow-up, and more of them, by the law and by practice."""
    chance = life.telling.chance
    rules = ("D14", "D15"), ("D16", "D16", "schedule")
    for number in range(chance.randint(1, 4)):
        rule = chance.choice(rules[min(number, 1)])
        on = started_on + timedelta(days=91 * (number + 1))
        term = owed(life, rule, subject, on, told + timedelta(days=number))
        done_on = on + timedelta(days=chance.randint(-30, 25))
        match chance.randint(0, 9):
            case 0 | 1:
                lapsed(life, term, told + timedelta(days=30))
            case 2 | 3:
                return
            case _ if done_on <= LAST:
                settled(life, term, done_on, life.telling.recorded(done_on, told))


def of_a_notification(telling: Telling, stream: UUID, received_at: datetime) -> None:
    """Twenty-four hours, by the clock; and some working days."""
    chance, day = telling.chance, received_at.date() + timedelta(days=1)
    at = received_at + timedelta(hours=24)
    urgent = arose(telling, "D01", stream, due("D01", at.date(), at))
    telling.tell("followup", day, stream, urgent)
    done_at = received_at + timedelta(hours=chance.choice((1, 23, 24, 25, 70)))
    if telling.often(0.8):
        done = met(urgent, done_at.date())
        done = done.model_copy(update={"met_at": done_at, "late": done_at > at})
        telling.tell("followup", done_at.date() + timedelta(days=1), stream, done)
    receipt = arose(telling, "D02", stream, due("D02", day + timedelta(days=8)))
    telling.tell("followup", day, stream, receipt)
    if telling.often(0.7):
        on = day + timedelta(days=chance.randint(0, 12))
        telling.tell("followup", on, stream, met(receipt, on))
