"""Each edition of the law holds from its first day: the day before, and the day itself."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from services.case.appeal.commands import NotifyDecision
from services.case.appeal.events import DecisionNotified
from services.case.decision.events import DecisionMade
from services.case.events import Event
from services.case.intake.events import ApplicationReceived
from services.case.measure.events import MeasureHeard
from services.case.reassessment.rules import reassessment_required
from services.case.rules import STATUTE
from services.case.state import Case
from shared.contracts.case import regime_on
from tests.case import story
from tests.case.story import CASE, MOTHER, case
from tests.decider import NEW, Outcome

BOARD, FOSTER = date(2019, 1, 1), date(2019, 7, 1)
BEFORE = {BOARD: date(2018, 12, 31), FOSTER: date(2019, 6, 30)}


def ready(day: date, *types: str) -> tuple[Event, ...]:
    """A case in which everything stands ready for a decision on a day."""
    return (
        story.opened(day), story.child(date(2010, 4, 3)), story.custodian(MOTHER),
        story.heard(day), story.started(day), story.completed(day), story.drafted(day),
        story.approved(day), story.consent(MOTHER, day, types or ("kinship_care",)),
    )  # fmt: skip


def decide(day: date, *more: Event, **said: Any) -> Outcome[Any, Any, Any]:  # noqa: ANN401
    types = said.get("measure_types", ["kinship_care"])
    decision = story.placement(
        decided_on=day, regime=regime_on(day), **{"measure_types": types, **said}
    )
    at = datetime.combine(day, time(9), UTC)
    return case(*ready(day, *types), *more).when(decision, at=at, id=NEW)


def by_the_board(day: date, **said: Any) -> Outcome[Any, Any, Any]:  # noqa: ANN401
    return decide(day, **{"section": "ukl-14", "body": "youth_crime_board", **said})


def test_there_are_these_editions() -> None:
    assert [each.in_force.isoformat() for each in STATUTE.editions] == [
        "2011-01-01", "2013-10-01", "2019-01-01", "2019-07-01", "2024-01-01", "2025-01-01",
    ]  # fmt: skip


@pytest.mark.parametrize("day", [BOARD, date(2024, 1, 1)])
def test_the_youth_crime_board_decides_from_2019(day: date) -> None:
    made = by_the_board(day).the(DecisionMade)
    assert (made.body, made.edition) == ("youth_crime_board", day)


def test_before_2019_there_is_no_board() -> None:
    refused = by_the_board(BEFORE[BOARD]).refused
    assert set(refused) == {"deciding-body-in-force", "section-in-force"}


def test_the_board_decides_its_own_and_nothing_else() -> None:
    by_the_board(BOARD, body="cy_committee").then_refused("board-decides")
    other = by_the_board(BOARD, section="52(3)7")
    other.then_refused("board-decides-nothing-else")


@pytest.mark.parametrize("kind", ["foster_enhanced", "foster_specialised"])
def test_foster_families_are_enhanced_or_specialised_from_july_2019(kind: str) -> None:
    said: dict[str, Any] = {"section": "52(3)7", "measure_types": [kind]}
    decide(BEFORE[FOSTER], **said).then_refused("section-covers-measures")
    assert decide(FOSTER, **said).the(DecisionMade).measure_types == (kind,)


def test_foster_families_are_municipal_until_then() -> None:
    said: dict[str, Any] = {"section": "52(3)7", "measure_types": ["foster_municipal"]}
    assert decide(BEFORE[FOSTER], **said).the(DecisionMade).edition == BOARD
    decide(FOSTER, **said).then_refused("section-covers-measures")


def with_measure(day: date, section: str, kind: str, **said: Any) -> Case:  # noqa: ANN401
    """A case in which a measure runs on a decision of a day."""
    made = decide(day, section=section, measure_types=[kind], **said)
    assert not made.refused
    running = MeasureHeard(
        id=CASE, measure_type=kind, placement=False, decision_id=NEW, started_on=day, ended_on=None
    )
    state = case(*made.after.past, running).state
    assert isinstance(state, Case)
    return state


def test_a_case_is_reassessed_for_any_measure_from_october_2013() -> None:
    known = with_measure(date(2012, 5, 1), "52(3)3", "family_treatment")
    assert not reassessment_required(known, date(2013, 9, 30))
    assert reassessment_required(known, date(2013, 10, 1))


def test_from_2025_it_is_for_supportive_measures_and_placements_alone() -> None:
    early = with_measure(date(2024, 3, 1), "30", "consultant_family")
    assert reassessment_required(early, date(2024, 12, 31))
    assert not reassessment_required(early, date(2025, 1, 1))
    supportive = with_measure(date(2024, 3, 1), "32(1)5", "family_treatment")
    old = with_measure(date(2023, 3, 1), "52(3)3", "family_treatment")
    assert reassessment_required(supportive, date(2025, 1, 1))
    assert reassessment_required(old, date(2025, 1, 1))


# Decisions that start no measure


COMMITTEE: dict[str, Any] = {
    "body": "cy_committee", "members_present": 5, "members_for": 5, "lawyer_offered": True,
    "measure_types": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("day", "section"),
    [
        (date(2016, 1, 6), "51"), (date(2016, 1, 6), "63"), (date(2016, 1, 6), "71(3)"),
        (date(2024, 3, 1), "23"),        (date(2024, 3, 1), "40"), (date(2024, 3, 1), "105"),
    ],
)  # fmt: skip
def test_the_committee_decides_what_starts_no_measure(day: date, section: str) -> None:
    made = decide(day, section=section, **COMMITTEE).the(DecisionMade)
    assert (made.section, made.measure_types) == (section, ())
    by_the_authority = decide(day, section=section, measure_types=[])
    assert "committee-decides" in by_the_authority.refused


def test_a_grant_of_measures_names_them() -> None:
    decide(date(2016, 1, 6), section="52(3)7", measure_types=[]).then_refused("measures-named")
    ending = decide(date(2016, 1, 6), section="52(3)7", measure_types=[], kind="ending")
    assert ending.the(DecisionMade).kind == "ending"


def test_a_child_that_asks_to_be_placed_is_answered() -> None:
    day = date(2024, 3, 1)
    wish = ApplicationReceived(
        id=MOTHER, received_on=day, application_kind="placement_by_child", party_id=None,
        words=story.WORDS,
    )  # fmt: skip
    made = decide(day, wish, section="48", application_id=wish.id)
    assert made.the(DecisionMade).application_id == wish.id
    decide(day, wish, section="48").then_refused("application-of-the-child")


def test_who_is_burdened_is_told_how_to_appeal() -> None:
    day = date(2024, 3, 1)
    notice = NotifyDecision(party_id=MOTHER, notified_on=day, appeal_notice=False)
    at = datetime.combine(day, time(9), UTC)
    order = decide(day, section="38", measure_types=[]).after
    order.when(notice, at=at, of=NEW).then_refused("appeal-notice-given")
    granted = decide(day, section="46").after
    assert not granted.when(notice, at=at, of=NEW).the(DecisionNotified).appeal_notice
