"""How a child fares over HTTP: instruments, codes, and scores with how far the child has come."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.case.application import CaseApplication
from services.case.child.events import CaseOpened
from services.case.following.events import InstrumentScored
from services.case.following.instruments import INSTRUMENTS
from services.case.following.views import (
    FollowingCodes,
    Instruments,
    InstrumentScores,
    codes_view,
    scores_view,
)
from shared.calendar import day_of
from shared.commands import AskedDay
from shared.http import AsOf, CaseId, ValidAt, reads, with_version

From = Annotated[
    AskedDay | None, Query(alias="from", description="The episode's first day; default: all.")
]
To = Annotated[
    AskedDay | None, Query(alias="to", description="The first day after the episode; default: all.")
]


def add_following(router: APIRouter, application: CaseApplication, scope: str) -> None:
    """What can be asked of how children fare, and of what it is recorded by."""
    add_scores(router, application, scope)

    @router.get("/instruments", operation_id="listInstruments", **reads(scope))
    async def instruments() -> Instruments:
        """Every version of every instrument: dimensions, scales, respondents and schedule."""
        return Instruments(items=[*INSTRUMENTS.values()])

    @router.get("/following-codes", operation_id="listFollowingCodes", **reads(scope))
    async def codes(valid_at: ValidAt = None) -> FollowingCodes:
        """The codes of a day, in both languages: education, crime, substances, satisfaction."""
        return codes_view(valid_at or day_of(application.log.clock()))


def add_scores(router: APIRouter, application: CaseApplication, scope: str) -> None:
    @router.get(
        "/cases/{caseId}/instrument-scores", operation_id="listInstrumentScores", **reads(scope)
    )
    async def scores(
        response: Response,
        case_id: CaseId,
        first: From = None,
        until: To = None,
        as_of: AsOf = None,
    ) -> InstrumentScores:
        """The scores of an episode, and the progression of each dimension in it.

        Last less first of one version by one respondent: versions are never compared.
        """
        history = await application.history(case_id, CaseOpened, as_of)
        with_version(response, history[-1].version)
        episode = [
            each.fact
            for each in history
            if isinstance(each.fact, InstrumentScored)
            and (first is None or first <= each.fact.scored_on)
            and (until is None or each.fact.scored_on < until)
        ]
        return scores_view(case_id, history[-1].version, episode)
