"""Who fits a name or a number, for the gateway alone: it knows which of them the asker may see."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from services.case.finding.index import MOST, NameIndex
from services.case.finding.spelling import WRITTEN, number_term, wanted_terms
from shared.http import CallerDep, reads
from shared.identity import NotForThisCase, digest_of_words
from shared.views import View

SCOPE = "search.read"
MANY = 2000  # cases that can be named
Asked = Annotated[str, StringConstraints(max_length=200)]


class Wanted(View):
    """A name, a number, or both; and the cases to look in, unless it is in all."""

    name: Asked = ""
    cpr: Asked = ""
    within: Annotated[list[UUID], Field(max_length=MANY)] | None = None


class Fit(View):
    """Somebody who fits; the party is the case itself for the child."""

    stream: UUID
    party: UUID
    score: float


class Fits(View):
    found: list[Fit] = Field(max_length=MOST)


def add_finding(router: APIRouter, index: NameIndex) -> None:
    @router.post("/search", include_in_schema=False, **reads(SCOPE))
    async def search(response: Response, wanted: Wanted, caller: CallerDep) -> Fits:
        """Whoever fits, the best first, for a token signed for exactly this question."""
        within = [str(each) for each in wanted.within or ()]
        if caller.digest != digest_of_words(wanted.name, wanted.cpr, *within):
            raise NotForThisCase
        response.headers["Cache-Control"] = "no-store"
        terms = [*wanted_terms(wanted.name)]
        if wanted.cpr:
            terms.append({number_term(wanted.cpr): WRITTEN})
        found = await index.find(terms, wanted.within) if terms else []
        return Fits(found=[Fit.of(each) for each in found])
