"""How the people of a case stand on a day: custody, protected addresses, a case that goes on."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.gateway.access import visible
from services.gateway.queries.overview_views import Overview, PersonLine
from services.gateway.tables import access, cases
from shared.identity import Caller

Holds = Mapping[tuple[str, str | None], bool]


def survivor(caller: Caller) -> sa.Label[UUID | None]:
    """The case that a case was merged into, when the caller may see it."""
    seen = sa.select(access.c.stream).where(access.c.kind == "case", visible(caller))
    seen = seen.correlate(None)
    allowed = sa.case((cases.c.merged_into.in_(seen), cases.c.merged_into))
    return allowed.label("survivor")


def stood(
    known: Overview, said: Sequence[dict[str, Any]] | None, merged_into: UUID | None, on: date
) -> Overview:
    """The overview with what holds of its people on a day; what is said last of it does."""
    day = on.isoformat()
    holds: Holds = {
        (each["about"], each["party_id"]): each["holds"]
        for each in said or []
        if each["valid_from"] <= day and (each["valid_to"] is None or day < each["valid_to"])
    }
    return known.model_copy(
        update={
            "people": [person(each, holds, on) for each in known.people],
            "merged_into": merged_into,
            "address_protected": holds.get(("address", None), False),
        }
    )


def person(line: PersonLine, holds: Holds, on: date) -> PersonLine:
    around, party = line.valid_to is None or on < line.valid_to, str(line.id)
    return line.model_copy(
        update={
            "custodian": around and holds.get(("custody", party), line.custodian),
            "address_protected": holds.get(("address", party), False),
        }
    )
