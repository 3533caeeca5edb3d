"""What a list can answer beside its lines, when that saves a call for each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from pydantic import Field

from services.gateway.names import Names
from services.gateway.paging import Several
from shared.database import Unavailable
from shared.identity import Caller

Expand = Annotated[
    Annotated[list[Literal["child"]], Field(max_length=1)] | None,
    Several,
    Query(description="`child`: the children's names as well."),
]


@dataclass(frozen=True, slots=True)
class Expanded:
    """The children's names, by case; `missing` says when nobody could be asked for them."""

    children: Mapping[UUID, str | None] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


async def expanded(
    names: Names, caller: Caller, expand: object, cases: Sequence[UUID | None]
) -> Expanded:
    """What was asked for beside the lines about some cases that have passed the row filter."""
    asked = [*dict.fromkeys(each for each in cases if each)]
    if not expand or not asked:
        return Expanded()
    try:
        return Expanded((await names.of_all(caller, asked)).names)
    except Unavailable:
        return Expanded(missing=["names"])
