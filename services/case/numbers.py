"""Numbers of children, for what is reported to Statistics Denmark: asked by the gateway alone."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.case.application import CaseApplication, Seen
from services.case.cpr import replacement
from services.case.rules import custodians_on
from services.case.views import opened
from shared.contracts.case import Sex
from shared.http import CallerDep, reads
from shared.identity import NotForThisCase, digest_of
from shared.sealing import Cipher, Sealed
from shared.views import View

SCOPE = "numbers.read"
MOTHER = "mother"


class NumbersWanted(View):
    """The cases of a part of a report."""

    case_ids: list[UUID] = Field(max_length=500)


class Number(View):
    """A number, and whether it is one of the register's or a replacement for one."""

    number: str = Field(max_length=10)
    replacement: bool


class Numbered(View):
    """A child by number, and the first of those who hold custody. Erased numbers are null.

    `unborn`: the child is expected, and the number is its mother's.
    """

    child: Number | None
    custodian: Number | None
    born_on: date | None
    sex: Sex | None
    unborn: bool


class Numbers(View):
    numbers: dict[UUID, Numbered]


def add_numbers(router: APIRouter, application: CaseApplication) -> None:
    @router.post("/numbers", include_in_schema=False, **reads(SCOPE))
    async def numbers(response: Response, wanted: NumbersWanted, caller: CallerDep) -> Numbers:
        """The numbers of some cases, for a token signed for exactly these."""
        if caller.digest != digest_of(wanted.case_ids):
            raise NotForThisCase
        response.headers["Cache-Control"] = "no-store"
        seen, today = await application.see_all(wanted.case_ids), application.today()
        return Numbers(numbers={each: numbered(one, today) for each, one in seen.items()})


def numbered(seen: Seen, on: date) -> Numbered:
    case, cipher = seen.case, seen.cipher
    custodian = first([each.cpr for each in custodians_on(case, on)], cipher)
    if case.identity is None and case.expected_on:
        mothers = [each.cpr for each in case.people if each.relation == MOTHER]
        mother = first(mothers, cipher)
        return Numbered(child=mother, custodian=custodian, born_on=None, sex=None, unborn=True)
    known = case.identity
    return Numbered(
        child=first([known.cpr], cipher) if known else None,
        custodian=custodian,
        born_on=known.born_on if known else None,
        sex=known.sex if known else None,
        unborn=False,
    )


def first(sealed: Sequence[Sealed | None], cipher: Cipher | None) -> Number | None:
    """The first number that can still be read."""
    found = next(filter(None, (opened(each, cipher) for each in sealed)), None)
    return Number(number=found, replacement=replacement(found)) if found else None
