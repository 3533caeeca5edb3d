"""Every code that a command takes has words in both languages, and no list has one too many."""

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

import pytest

from services.case.admission.commands import Level
from services.case.appeal.commands import AppealOutcome, Granting, ReconsiderationOutcome
from services.case.charge.commands import ClosingReason
from services.case.decision.commands import Body
from services.case.intake.commands import ApplicationKind, BreachKind, ErasureOutcome
from services.case.investigation.commands import Conclusion, Matter, Purpose
from services.case.law.codes import LISTS, code_lists
from services.case.notification.commands import NotifierType
from services.case.panel.commands import PanelOutcome
from services.case.plan.commands import GoalStatus, PlanKind
from services.case.record.commands import (
    AccessKind,
    AccessOutcome,
    CollectionBasis,
    DocumentKind,
    LegalBasis,
    NoteKind,
)

TAKEN: Mapping[str, Any] = {
    "access_kind": AccessKind, "access_outcome": AccessOutcome, "appeal_outcome": AppealOutcome,
    "application_kind": ApplicationKind, "body": Body, "breach_kind": BreachKind,
    "closing_reason": ClosingReason, "collection_basis": CollectionBasis, "conclusion": Conclusion,
    "confidentiality_level": Level, "consent_matter": Matter, "conversation_purpose": Purpose,
    "document_kind": DocumentKind, "erasure_outcome": ErasureOutcome, "goal_status": GoalStatus,
    "granted_by": Granting, "legal_basis": LegalBasis, "note_kind": NoteKind,
    "notifier": NotifierType, "panel_outcome": PanelOutcome, "plan_kind": PlanKind,
    "reconsideration_outcome": ReconsiderationOutcome,
}  # fmt: skip


@pytest.mark.parametrize("listed", TAKEN)
def test_a_list_holds_what_a_command_takes(listed: str) -> None:
    ever = {code for edition in LISTS[listed].editions for code in edition.rows}
    assert ever == {*get_args(TAKEN[listed])}


def test_the_lists_of_a_day_can_be_asked_for() -> None:
    lists = {
        each.name: {one.code for one in each.codes} for each in code_lists(date(2018, 1, 1)).items
    }
    assert {*lists} == {*LISTS}
    assert lists["body"] == {"authority", "cy_committee", "chair"}
    later = {each.name: each.codes for each in code_lists(date(2019, 1, 1)).items}
    assert [each.da for each in later["body"]][-1] == "Ungdomskriminalitetsnævnet"
    assert {"safety", "schooling"} <= lists["purpose"]
