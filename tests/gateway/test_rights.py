"""The matrix of roles and data is whole: nothing can be asked, and nothing recorded, beside it."""

from pathlib import Path
from typing import get_args
from uuid import UUID

import pytest

from services.gateway.masking import Masking
from services.gateway.masks import Masks
from services.gateway.operations import operations, published_documents
from services.gateway.rights import Entry, Rights, Unclassified
from services.gateway.roles import COLUMNS, ROLES
from services.gateway.visiting import Visit
from shared.identity import Caller, Role
from tests.golden.samples import catalogs
from tests.rights import RIGHTS

MASKS = Masks.read(RIGHTS)
OWN, OTHER = UUID(int=1), UUID(int=2)
WHOLE = {"caseworker", "leader", "system"}


def visit(role: Role, operation: str, *own: UUID) -> Visit:
    entry = next(each for each in RIGHTS.entries.values() if each.operation == operation)
    return Visit(Caller(sub="x", role=role), entry, role, own=frozenset(own))


def masked(role: Role, operation: str, answer: object, *own: UUID) -> tuple[object, set[str]]:
    masking = Masking(MASKS, visit(role, operation, *own))
    return masking.of(answer), masking.withheld


def fact(kind: str, **data: object) -> dict[str, object]:
    return {"kind": kind, "recordedAt": "2024-02-01T09:00:00Z", "data": data}


def test_every_operation_of_every_service_belongs_to_a_class_of_data() -> None:
    for service, document in published_documents().items():
        for operation in operations(service, document):
            assert RIGHTS.class_at(operation.path).code in RIGHTS.classes


def test_an_operation_that_nobody_has_classified_cannot_be_asked_for() -> None:
    for path in ("/cases/{caseId}/secrets", "/secrets", "/cases/{caseId}/plan", "/casesx"):
        with pytest.raises(Unclassified, match=r"rights\.toml"):
            Rights.read().admit("GET", f"/v1{path}", "readSecrets", "case.read")


def test_every_fact_that_somebody_recorded_belongs_to_a_class_of_data() -> None:
    """What a service heard of its neighbours is nobody's to read through it."""
    kinds = {name for _, catalog, _ in catalogs() for name in catalog.kinds()}
    recorded = {each for each in kinds if not each.endswith("Heard")}
    assert [each for each in sorted(recorded) if RIGHTS.class_of(each) is None] == []


def test_every_class_names_facts_and_masks_that_there_are() -> None:
    kinds = {name.rpartition(".")[2] for _, catalog, _ in catalogs() for name in catalog.kinds()}
    assert set(RIGHTS.facts) <= kinds
    assert {each for mask in MASKS.masks for each in mask.columns} <= COLUMNS
    operations_named = {each.operation for each in RIGHTS.entries.values()}
    assert MASKS.sections.keys() <= operations_named
    codes = {code for parts in MASKS.sections.values() for code in parts.values()}
    assert codes <= RIGHTS.classes.keys()


def test_everybody_has_a_column_and_can_ask_who_they_are() -> None:
    for role in ROLES:
        assert RIGHTS.classes["own"].may(role, write=False), role
    assert not RIGHTS.classes["case"].may("operator", write=False)


def test_the_panel_answers_what_it_is_asked_and_changes_nothing_else() -> None:
    written = {code for code, each in RIGHTS.classes.items() if each.may("panel", write=True)}
    assert written == {"panel-answer"}


def test_citizens_and_providers_write_what_is_theirs_to_say() -> None:
    def written(role: Role) -> set[str]:
        return {code for code, each in RIGHTS.classes.items() if each.may(role, write=True)}

    assert written("young-person") == {"instrument"}
    assert written("custodian") == written("network") == set()
    assert written("analyst") == {"figures"}  # a report, without small numbers
    assert written("provider") == {"plan-answer", "concern", "instrument"}
    assert written("notifier") == {"receipt"}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('king = "R"', "king"),
        ('leader = "RX"', "X"),
        ('paths = ["/cases"]\nfacts = ["CaseOpened"]', "belongs to"),
    ],
)
def test_a_matrix_that_says_something_unknown_is_refused(
    tmp_path: Path, row: str, why: str
) -> None:
    own = "" if row.startswith("paths") else "paths = []\nfacts = []\n"
    twice = '[other]\nda = "x"\nen = "x"\npaths = ["/cases"]\nfacts = []\n'
    file = tmp_path / "rights.toml"
    file.write_text(f'[one]\nda = "x"\nen = "x"\n{own}{row}\n{twice}', encoding="utf-8")
    with pytest.raises(ValueError, match=why):
        Rights.read(file)


def test_facts_of_a_class_without_a_right_are_left_out_and_so_are_words_without_one() -> None:
    answer = {"items": [
        fact("case.GoalSet", goal="At school every day.", setOn="2024-02-01"),
        fact("case.NoteRecorded", words="A neighbour rang."),
        fact("case.NobodyKnowsThis", words="Words."),
    ]}  # fmt: skip
    shown, withheld = masked("provider", "readPlans", answer)
    assert shown == {"items": [answer["items"][0]]}
    assert withheld == {"journal"}
    views = {"items": [fact("case.ChildConversationHeld", views="I like it.", heldOn="2024-02-01")]}
    shown, withheld = masked("custodian", "readChildConversations", views)
    assert shown == {"items": [fact("case.ChildConversationHeld", views=None, heldOn="2024-02-01")]}
    assert withheld == {"words"}


def test_what_is_masked_is_null_wherever_it_stands_and_it_is_said_once() -> None:
    measure = {"id": str(OWN), "pricePerMonth": 40_000, "site": "Egelund"}
    answer = {"measures": [measure], "price": 1, "monthlyPrice": None}
    shown, withheld = masked("custodian", "readLadder", answer)
    bare = {"id": str(OWN), "pricePerMonth": None, "site": None}
    assert shown == {"measures": [bare], "price": None, "monthlyPrice": None}
    assert withheld == {"price", "site"}


def test_a_third_person_is_anybody_but_oneself() -> None:
    people = [{"id": str(each), "relation": "mother", "cpr": "7105751234", "name": "Ida"}
              for each in (OWN, OTHER)]  # fmt: skip
    shown, withheld = masked("custodian", "listPeople", {"people": people}, OWN)
    assert shown == {"people": [people[0], {**people[1], "cpr": None}]}
    assert withheld == {"third-person"}


def test_a_provider_sees_its_own_measures_only() -> None:
    measures = [{"id": str(OWN)}, {"id": str(OTHER)}]
    shown, withheld = masked("provider", "readCase", {"measures": measures}, OWN)
    assert (shown, withheld) == ({"measures": measures[:1]}, {"not-own"})


def test_who_wrote_a_notification_is_kept_from_everybody_but_those_who_handle_it() -> None:
    told = fact("case.NotificationReceived", notifierName="Bo Prøve", notifier="system-1", text="…")
    for role in get_args(Role):
        if not RIGHTS.classes["notification"].may(role, write=False) or role == "system":
            continue
        shown, withheld = masked(role, "readNotification", {"items": [told]})
        assert ("notifier" in withheld) == (role not in {"caseworker", "leader", "notifier"}), role
        assert ("Bo Prøve" in str(shown)) == (role in {"caseworker", "leader", "notifier"}), role


def test_no_words_that_a_fact_seals_reach_a_role_without_a_right_to_words() -> None:
    """By construction: whatever is sealed in whichever fact of whichever class."""
    for kind, names in MASKS.sealed.items():
        about = RIGHTS.class_of(kind)
        for column in COLUMNS - WHOLE:
            if about is None or about.words(column):
                continue
            entry = Entry("GET", "/v1/x", "x", None, about)
            seen = Visit(Caller(sub="x", role="custodian"), entry, column)
            told = Masking(MASKS, seen).of({"items": [fact(kind, **dict.fromkeys(names, "WORDS"))]})
            assert "WORDS" not in str(told), f"{kind} to {column}"
