"""The code lists of the case service on a day, in both languages: what a form lets choose."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import ConfigDict, Field

from services.case.rules import STATUTE_FOLDER
from shared.editions import Editions, Row
from shared.views import Label, View

SERVICE = Path(__file__).parents[1]
LISTED: Mapping[str, Sequence[str]] = {  # the folder of each list
    "admission": ("confidentiality_level",),
    "appeal": ("reconsideration_outcome", "appeal_outcome", "granted_by"),
    "charge": ("closing_reason",),
    "decision": ("purpose",),
    "following": ("offence_class",),
    "intake": ("application_kind", "breach_kind", "erasure_outcome"),
    "investigation": ("conclusion", "conversation_purpose", "consent_matter"),
    "notification": ("notifier", "reason"),
    "panel": ("panel_outcome",),
    "plan": ("goal_status",),
    "record": ("note_kind", "document_kind", "legal_basis", "collection_basis", "access_kind",
               "access_outcome"),
    "statute": ("body", "ground", "plan_kind", "waiver_reason"),
}  # fmt: skip


class Coded(Row):
    """A row of any list: what else it says is its own business."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def _folder(name: str) -> Path:
    return STATUTE_FOLDER if name == "statute" else SERVICE / name / "codes"


LISTS: Mapping[str, Editions[Coded]] = {
    table: Editions.read(_folder(name), table, Coded)
    for name, tables in LISTED.items()
    for table in tables
}


class CodeList(View):
    """A list by its name, and its codes in the order in which they are offered."""

    name: str = Field(max_length=64, examples=["purpose"])
    codes: list[Label] = Field(max_length=200)


class CodeLists(View):
    """Every list of a day."""

    valid_at: date
    items: list[CodeList] = Field(max_length=200)


def code_lists(day: date) -> CodeLists:
    """Every list as it is on a day; before the first edition of one, that edition's."""
    items = [
        CodeList(
            name=name,
            codes=[
                Label(code=row.id, da=row.da, en=row.en)
                for row in editions.nearest(day).rows.values()
            ],
        )
        for name, editions in sorted(LISTS.items())
    ]
    return CodeLists(valid_at=day, items=items)
