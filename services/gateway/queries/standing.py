"""How the people of a case stand on a day: custody, protected addresses, a case that goes on."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.gateway.access import visible
from services.gateway.names import Called
from services.gateway.queries.overview_views import Overview, PersonLine
from services.gateway.store import Store
from services.gateway.tables import access, cases, statements
from shared.identity import Caller

Holds = Mapping[tuple[str, UUID | None], bool]


async def stood(
    store: Store, caller: Caller, known: Overview, called: Called, on: date
) -> Overview:
    """The overview with names, and with what holds of the people on a day."""
    said = sa.select(statements).where(statements.c.stream == known.case_id)
    survivor = (
        sa.select(cases.c.merged_into)
        .join(access, access.c.stream == cases.c.merged_into)
        .where(cases.c.stream == known.case_id, access.c.kind == "case", visible(caller))
    )
    async with store.begin() as connection:
        rows = (await connection.execute(said.order_by(statements.c.position))).all()
        merged_into = await connection.scalar(survivor)
    holds: Holds = {
        (row.about, row.party_id): row.holds
        for row in rows
        if row.valid_from <= on and (row.valid_to is None or on < row.valid_to)
    }
    people = [person(each, called, holds, on) for each in known.people]
    return known.model_copy(
        update={
            "child": called.child,
            "people": people,
            "merged_into": merged_into,
            "address_protected": holds.get(("address", None), False),
        }
    )


def person(line: PersonLine, called: Called, holds: Holds, on: date) -> PersonLine:
    around = line.valid_to is None or on < line.valid_to
    return line.model_copy(
        update={
            "name": called.people.get(line.id),
            "custodian": around and holds.get(("custody", line.id), line.custodian),
            "address_protected": holds.get(("address", line.id), False),
        }
    )
