"""News as the row filter hears it, told directly: the relations alone, without what led to them."""

from datetime import UTC, datetime
from uuid import UUID

from services.gateway.projection import Page
from services.gateway.read_models import relations
from shared.contracts import FeedItem
from tests.stack import Standing

THEN = datetime(2024, 2, 1, 9, tzinfo=UTC)


async def heard(stack: Standing, feed: str, case: str, kind: str, **data: object) -> None:
    """Let the relations take one piece of news of a case."""
    item = FeedItem.model_validate(
        {"position": 1, "stream": case, "version": 1, "recordedAt": THEN, "correlation": "trace",
         "kind": kind, "data": data}
    )  # fmt: skip
    page = Page()
    for change in relations.changes(feed, item):
        page.add(feed, THEN, change)
    async with stack.stack.gateway.state.desk.store.begin() as connection:
        await page.write(connection)


async def linked(
    stack: Standing, case: str, subject: str, party: str | None = None, since: str = "2024-02-01"
) -> None:
    """A citizen's login is linked to a case: the child's own, or a party's."""
    id_ = str(UUID(int=abs(hash((case, subject))) % 2**128))
    await heard(
        stack,
        "case",
        case,
        "LoginLinked",
        id=id_,
        partyId=party,
        subject=subject,
        validFrom=since,
        relation="other" if party else "child",
        custodian=False,
    )
