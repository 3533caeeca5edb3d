"""What is due, why, and what became of it; and which unit it is with.

A unit's list goes by an index of `agenda.unit`. That follows from follow-up's news, which tells
what is due, and the case's, which tells whose it is: here it is brought up to both.
"""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

import sqlalchemy as sa

from services.gateway.projection import Put, ReadModel
from services.gateway.read_models import access
from services.gateway.tables import agenda, charges
from shared.contracts import FeedItem, followup

NOTICED = ("overdue_at", "escalated_at")
REOPENED = ("met_on", "met_by", "late", "lapsed_on", "lapse_reason", *NOTICED)

REASON = {"edition", "da", "en", "source", "trigger", "trigger_on"}


def changes(feed: str, item: FeedItem) -> Iterator[Put]:
    if feed == "case":
        yield from in_charge(item)
    elif feed == "followup":
        yield from owed(followup.read(item), item)


def in_charge(item: FeedItem) -> Iterator[Put]:
    """Whose a case or a notification is, as the row filter has it."""
    for each in access.of_cases(item):
        row = {name: value for name, value in each.values.items() if name in charges.c}
        yield Put(charges, each.key, row)


def owed(news: followup.FollowUpPublished | None, item: FeedItem) -> Iterator[Put]:
    """What is due, and what becomes of it."""
    match news:
        case followup.ObligationArose():
            told = news.model_dump(exclude={"id", "due", "trigger_id"})
            row = {**told, **news.due.model_dump(), "stream": item.stream, "state": "open"}
            yield Put(agenda, (news.id,), row)
        case followup.ObligationMoved():
            because = news.model_dump(include=REASON, exclude_none=True)
            gone = dict.fromkeys(NOTICED)
            yield Put(agenda, (news.id,), {**because, **news.due.model_dump(), **gone})
        case followup.ObligationMet():
            row = {"state": "met", "met_on": news.met_on, "met_by": news.by, "late": news.late}
            yield Put(agenda, (news.id,), row)
        case followup.ObligationLapsed():
            row = {
                "state": "lapsed",
                "lapsed_on": news.lapsed_on,
                "lapse_reason": news.reason,
            }
            yield Put(agenda, (news.id,), row)
        case followup.ObligationReopened():
            gone = dict.fromkeys(REOPENED)
            yield Put(agenda, (news.id,), {**gone, "state": "open"})
        case _:
            yield from noticed(news)


def noticed(news: followup.FollowUpPublished | None) -> Iterator[Put]:
    """What the clock passed, or what is put off; none of it moves what is due."""
    match news:
        case followup.ObligationOverdue():
            yield Put(agenda, (news.id,), {"overdue_at": news.noticed_at})
        case followup.ObligationDeferred():
            yield Put(agenda, (news.id,), {"deferred_to": news.deferred_to})
        case followup.ObligationEscalated():
            yield Put(agenda, (news.id,), {"escalated_at": news.noticed_at})
        case _:
            return


def settled(changed: Sequence[Put]) -> sa.Update | None:
    """What is due is with the unit that its case is with; without a case, with its own.

    Whose a case is concerns all that is due in it; of what is due, what arises.
    """
    own, theirs = charges.alias("own"), charges.alias("theirs")
    moved = keys(each for each in changed if each.table is charges)
    arose = keys(each for each in changed if each.table is agenda and "unit" in each.values)
    conditions = (
        (moved, sa.or_(own.c.stream == sa.any_(moved), own.c.about == sa.any_(moved))),
        (arose, agenda.c.id == sa.any_(arose)),
    )
    named = [condition for wanted, condition in conditions if wanted.value]
    if not named:
        return None
    return (
        sa.update(agenda)
        .values(unit=theirs.c.unit)
        .where(own.c.stream == agenda.c.stream, theirs.c.stream == own.c.about)
        .where(sa.or_(*named), agenda.c.unit.is_distinct_from(theirs.c.unit))
    )


def keys(changed: Iterable[Put]) -> sa.BindParameter[Sequence[UUID]]:
    return sa.literal([*{each.key[0] for each in changed}], sa.ARRAY(sa.Uuid))


MODEL = ReadModel(
    "agenda", (agenda, charges), changes, across=("case", "followup"), settled=settled
)
