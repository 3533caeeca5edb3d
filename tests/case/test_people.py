"""The people around a child: who holds custody on which day, who left, whose address is kept."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.case.charge.events import CaseClosed
from services.case.child import commands as child
from services.case.child import events as children
from services.case.cpr import Cpr, birthdays, sex_of
from services.case.masking import mask_of
from services.case.people import commands, events
from services.case.rules import custodians_on, warned
from services.case.state import Case
from shared.sealing import Sealed
from tests.case import story
from tests.case.story import CASE, DECIDED, DECIDING, FATHER, MOTHER, case, opened

HOME = "Søvej 1, 9999 Strandby"
FROM, TO = date(2015, 1, 1), date(2015, 7, 1)
OTHER = UUID("00000000-0000-4000-8000-0000000000aa")


def known(*more: object) -> story.CaseGiven:
    return case(opened(), story.child(), story.custodian(MOTHER), *more)  # type: ignore[arg-type]


def custodians(of: object, day: date) -> list[UUID]:
    assert isinstance(of, Case)
    return [each.id for each in custodians_on(of, day)]


@pytest.mark.parametrize(
    ("cpr", "years"),
    [
        ("0304003234", [1900]), ("0304004234", [2000]), ("0304379234", [1937]),
        ("0304365234", [2036]), ("0304575234", [2057]), ("0304588234", [1858]),
        ("6304001234", [1900, 2000]),
    ],
)  # fmt: skip
def test_the_seventh_digit_says_the_century_but_not_of_a_replacement_number(
    cpr: str, years: list[int]
) -> None:
    assert [each.year for each in birthdays(cpr)] == years


def test_a_number_never_prints() -> None:
    cpr = Cpr("6304001234")
    assert "6304001234" not in f"{cpr} {cpr!r} {cpr!s} {[cpr]}"
    assert sex_of(cpr) == "female"


def test_a_sex_that_does_not_agree_with_the_number_only_warns() -> None:
    """Rule cpr-agrees-with-sex."""
    boy = child.RecordIdentity(
        name="V", cpr=Cpr("6304001234"), born_on=date(2000, 4, 3), sex="male"
    )
    facts = case(opened()).when(boy, at=DECIDING).facts
    assert [each.rule for each in warned(facts)] == ["cpr-agrees-with-sex"]


def test_custody_can_end_and_what_is_said_last_of_a_day_holds() -> None:
    change = commands.ChangeCustody(custodian=False, valid_from=FROM, valid_to=TO)
    after = known().when(change, at=DECIDING, of=MOTHER).after
    assert custodians(after.state, date(2014, 12, 31)) == [MOTHER]
    assert custodians(after.state, FROM) == []
    assert custodians(after.state, TO) == [MOTHER]
    corrected = change.model_copy(update={"custodian": True})
    again = after.when(corrected, at=DECIDING, of=MOTHER)
    assert custodians(again.state, FROM) == [MOTHER]


def test_a_period_ends_after_it_begins() -> None:
    backwards = commands.ChangeCustody(custodian=True, valid_from=TO, valid_to=FROM)
    known().when(backwards, at=DECIDING, of=MOTHER).then_refused("ends-after-it-begins")


def test_a_custodian_who_dies_holds_custody_no_longer_and_leaves_once() -> None:
    death = commands.RecordLeaving(left_on=TO, reason="deceased")
    gone = known().when(death, at=DECIDING, of=MOTHER)
    gone.then(events.PersonLeft(id=MOTHER, left_on=TO, reason="deceased"))
    assert custodians(gone.state, date(2015, 6, 30)) == [MOTHER]
    assert custodians(gone.state, TO) == []
    gone.after.when(death, at=DECIDING, of=MOTHER).then_refused("person-around")


def test_nobody_unknown_leaves_moves_or_is_protected() -> None:
    leaving = commands.RecordLeaving(left_on=TO, reason="moved_away")
    known().when(leaving, at=DECIDING, of=FATHER).then_unknown()
    protected = commands.ChangeAddressProtection(party_id=FATHER, valid_from=FROM)
    known().when(protected, at=DECIDING).then_unknown()
    move = commands.ChangeAddress(moved_on=TO, party_ids=[FATHER], address=HOME)
    known().when(move, at=DECIDING).then_unknown()


def test_a_move_says_who_moved() -> None:
    move = commands.ChangeAddress(moved_on=TO, address=HOME)
    known().when(move, at=DECIDING).then_refused("somebody-moved")


def test_only_a_sibling_has_a_case_of_its_own_and_not_this_one() -> None:
    brother = child.AddPerson(
        relation="sibling", custodian=False, name="B", valid_from=FROM, case_id=OTHER
    )
    added = known().when(brother, at=DECIDING).the(children.PersonAdded)
    assert (added.case_id, added.person_kind) == (OTHER, "private")
    for wrong in ({"relation": "friend"}, {"case_id": CASE}):
        other = brother.model_copy(update=wrong)
        known().when(other, at=DECIDING).then_refused("case-of-a-sibling")


@pytest.mark.parametrize("day", [date(2016, 1, 6), date(2030, 1, 1)])
def test_a_protected_address_is_struck_wherever_it_is_read_old_ones_too(day: date) -> None:
    moved = events.AddressChanged(
        id=OTHER, moved_on=FROM, child=True, party_ids=(MOTHER,), municipality=None,
        address=Sealed(HOME),
    )  # fmt: skip
    protection = commands.ChangeAddressProtection(party_id=MOTHER, valid_from=DECIDED)
    state = known(moved).when(protection, at=DECIDING).state
    assert isinstance(state, Case)
    mask = mask_of(state, None, day)
    told = mask({"address": HOME, "people": [{"words": f"She lives at {HOME.upper()}."}]})
    assert told == {
        "address": None,
        "address_protected": True,
        "people": [{"words": "She lives at […]."}],
    }
    assert mask_of(state, None, date(2016, 1, 5))({"address": HOME}) == {"address": HOME}


def test_an_address_is_protected_for_the_child_or_for_one_person() -> None:
    nobody = commands.ChangeAddressProtection(valid_from=FROM)
    known().when(nobody, at=DECIDING).then_refused("one-party-named")


def test_a_disclosure_is_on_record_with_its_reason() -> None:
    asking = commands.DiscloseAddress(party_id=MOTHER, reason="The decision must reach her.")
    shown = known().when(asking, at=DECIDING).the(events.AddressDisclosed)
    assert (shown.party_id, shown.reason) == (MOTHER, Sealed("The decision must reach her."))


def test_another_case_with_the_same_number_only_warns_and_not_once_it_is_merged() -> None:
    """Rule one-case-for-each-child."""
    identity = child.RecordIdentity(
        name="F", cpr=Cpr("6304001234"), born_on=date(2000, 4, 3), sex="female"
    )
    other = Case(id=OTHER, unit="unit-1", opened_on=FROM, aware_on=FROM)
    ended = Case(id=OTHER, unit="unit-1", opened_on=FROM, aware_on=FROM, merged_into=CASE)
    for found, rules in ((other, ["one-case-for-each-child"]), (ended, [])):
        facts = case(opened()).when(identity, at=DECIDING, others={OTHER: found}).facts
        assert [each.rule for each in warned(facts)] == rules


def test_a_merged_case_is_closed_and_takes_nothing_more() -> None:
    survivor = Case(id=OTHER, unit="unit-1", opened_on=FROM, aware_on=FROM)
    merger = child.MergeCase(merged_on=DECIDED, survivor_id=OTHER, reason="Opened twice.")
    merged = known().when(merger, at=DECIDING, others={OTHER: survivor})
    assert merged.the(children.CaseMerged).survivor == OTHER
    assert merged.the(CaseClosed).reason == "merged"
    late = datetime(2016, 1, 7, 9, tzinfo=UTC)
    asking = commands.DiscloseAddress(party_id=MOTHER, reason="Why not?")
    merged.after.when(asking, at=late).then_refused("case-not-merged")


def test_a_case_goes_on_in_another_that_is_not_merged_itself() -> None:
    merger = child.MergeCase(merged_on=DECIDED, survivor_id=OTHER, reason="Opened twice.")
    known().when(merger, at=DECIDING).then_unknown()
    gone = Case(id=OTHER, unit="unit-1", opened_on=FROM, aware_on=FROM, merged_into=CASE)
    known().when(merger, at=DECIDING, others={OTHER: gone}).then_refused("survivor-not-merged")
    itself = Case(id=CASE, unit="unit-1", opened_on=FROM, aware_on=FROM)
    known().when(merger, at=DECIDING, others={OTHER: itself}).then_refused("merged-into-another")
