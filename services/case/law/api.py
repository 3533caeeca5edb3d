"""What the law requires, asked over HTTP: the rules of a day, and whose consent is needed."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from services.case.application import CaseApplication
from services.case.decision.commands import SectionCode
from services.case.decision.proposed import SECTIONS
from services.case.decision.views import RequiredConsents, required_consents
from services.case.law.codes import CodeLists, code_lists
from services.case.law.paragraphs import PARAGRAPHS, Paragraphs
from services.case.rules import STATUTE, in_force
from shared.calendar import day_of
from shared.commands import AskedDay, Code
from shared.contracts.case import regime_on
from shared.http import CaseId, ValidAt, reads, with_version
from shared.problems import Said
from shared.views import View

READ = "case.read"


class RuleLine(View):
    """A rule in the words of a day."""

    id: str = Field(max_length=64)
    da: str = Field(max_length=500)
    en: str = Field(max_length=500)
    source: str = Field(max_length=200)
    confidence: str = Field(max_length=20, examples=["confirmed"])
    warns: bool = Field(description="It warns; otherwise it refuses.")
    first_day: date = Field(description="Of the first edition that has the rule.")


class Rules(View):
    """Every rule of the case service on a day."""

    edition: date
    items: list[RuleLine] = Field(max_length=1000)


def first_day(rule: str) -> date:
    return next(each.in_force for each in STATUTE.editions if each.get(rule))


def add_law(router: APIRouter, application: CaseApplication) -> None:
    """Let the law be asked. Before the things of a case, whose ids take every other place."""

    @router.get("/statute/rules", operation_id="listRules", **reads(READ))
    async def rules(valid_at: ValidAt = None) -> Rules:
        """What the case service requires on a day: words, source, how sure we are of it."""
        edition = in_force(valid_at or day_of(application.clock()))
        lines = [RuleLine.of(row, first_day=first_day(row.id)) for row in edition.rows.values()]
        return Rules(edition=edition.in_force, items=lines)

    @router.get("/statute/codes", operation_id="listCodes", **reads(READ))
    async def codes(valid_at: ValidAt = None) -> CodeLists:
        """The codes that commands of the case service take on a day, in both languages."""
        return code_lists(valid_at or day_of(application.clock()))

    @router.get("/statute/paragraphs", operation_id="listParagraphs", **reads(READ))
    async def paragraphs() -> Paragraphs:
        """Which section of Serviceloven became which of Barnets Lov."""
        return PARAGRAPHS

    @router.get(
        "/cases/{caseId}/consents/required", operation_id="listRequiredConsents", **reads(READ)
    )
    async def consents(
        response: Response,
        case_id: CaseId,
        measure_type: Annotated[Code, Query(alias="measureType", examples=["kinship_care"])],
        decided_on: Annotated[AskedDay, Query(alias="decidedOn", examples=["2024-05-13"])],
        section: Annotated[SectionCode, Query(examples=["46"])],
        purpose_code: Annotated[
            list[Code], Query(alias="purposeCode", max_length=20, examples=[["safety"]])
        ] = [],  # noqa: B006 - FastAPI copies it
    ) -> RequiredConsents:
        """Whose consent a decision needs on a day, whose it has, and by which rule."""
        seen = await application.see(case_id, None)
        found = SECTIONS.nearest(decided_on).get((regime_on(decided_on), section))
        if found is None:
            raise Said("not-found")
        with_version(response, seen.version)
        return required_consents(
            case_id, seen.case, found, measure_type, decided_on, purposes=purpose_code
        )
