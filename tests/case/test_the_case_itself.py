"""Opening, identity, people, charge and closure; plans and goals."""

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from services.case.charge import commands as charge
from services.case.charge import events as charged
from services.case.child import commands, events
from services.case.cpr import Cpr
from services.case.domain import cases
from services.case.rules import warned
from shared.departures import Departure
from shared.sealing import Sealed
from tests.case.story import DECIDED, DECIDING, case, opened
from tests.decider import NEW, given

OPENING = commands.OpenCase(
    unit="family-unit-north", opened_on=date(2015, 12, 1), aware_on=date(2015, 11, 30)
)


def identity(**said: object) -> commands.RecordIdentity:
    usual = {"name": "Freja Lind", "cpr": "6304001234", "sex": "female"}
    born = {"born_on": date(2000, 4, 3)}
    return commands.RecordIdentity.model_validate({**usual, **born, **said})


def test_whoever_opens_a_case_is_its_caseworker_unless_another_is_named() -> None:
    assert given(cases).when(OPENING, at=DECIDING, by="caseworker-7").the(
        events.CaseOpened
    ).caseworker == ("caseworker-7")
    named = OPENING.model_copy(update={"caseworker": "caseworker-2"})
    assert given(cases).when(named, at=DECIDING).the(events.CaseOpened).caseworker == "caseworker-2"


def test_the_municipality_is_aware_of_a_child_before_it_opens_the_case() -> None:
    backwards = OPENING.model_copy(update={"aware_on": date(2015, 12, 2)})
    given(cases).when(backwards, at=DECIDING).then_refused("aware-before-acting")


def test_a_case_cannot_be_opened_tomorrow() -> None:
    tomorrow = OPENING.model_copy(update={"opened_on": date(2016, 1, 7)})
    given(cases).when(tomorrow, at=DECIDING).then_refused("not-in-the-future")


def test_nothing_happens_in_a_case_that_is_not_opened() -> None:
    given(cases).when(identity(), at=DECIDING).then_unknown()


def test_a_case_is_opened_once() -> None:
    case(opened()).when(OPENING, at=DECIDING).then_unknown()


def test_a_replacement_number_names_the_day_of_birth() -> None:
    known = case(opened()).when(identity(), at=DECIDING).the(events.ChildIdentified)
    assert (known.born_on, known.sex, repr(known.name)) == (
        date(2000, 4, 3), "female", "Sealed(…)"
    )  # fmt: skip


@pytest.mark.parametrize("cpr", ["6304001234", "0304001234"])
def test_a_number_must_agree_with_the_day_of_birth(cpr: str) -> None:
    other = identity(cpr=cpr, born_on=date(2000, 4, 4))
    case(opened()).when(other, at=DECIDING).then_refused("cpr-agrees-with-birth")


def test_a_child_may_have_no_number() -> None:
    case(opened()).when(identity(cpr=None), at=DECIDING).the(events.ChildIdentified)


@pytest.mark.parametrize(("cpr", "doubts"), [("0304004234", 1), ("0304004002", 0)])
def test_a_check_digit_that_does_not_agree_only_warns(cpr: str, doubts: int) -> None:
    known = case(opened()).when(identity(cpr=cpr), at=DECIDING)
    assert [each.rule for each in warned(known.facts)] == doubts * ["cpr-check-digit"]


def test_a_departure_from_good_practice_keeps_the_reason_given() -> None:
    why = [{"rule": "cpr-check-digit", "reason": "Read from the passport."}]
    known = case(opened()).when(identity(cpr="0304004234", explanations=why), at=DECIDING)
    [departure] = known.the(events.ChildIdentified).departures
    assert departure == Departure(rule="cpr-check-digit", reason=Sealed("Read from the passport."))


@pytest.mark.parametrize("cpr", ["9904001234", "0013001234"])
def test_a_number_without_a_day_of_birth_is_none(cpr: str) -> None:
    aunt = commands.AddPerson(
        relation="aunt_or_uncle",
        custodian=False,
        name="K",
        cpr=Cpr(cpr),
        valid_from=date(2015, 1, 1),
    )
    case(opened()).when(aunt, at=DECIDING).then_refused("cpr-has-a-day-of-birth")


@pytest.mark.parametrize("cpr", ["630400123", "63040012345", "x"])
def test_a_number_has_ten_digits(cpr: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Cpr).validate_python(cpr)


def test_a_leap_day_is_a_day_of_birth_in_one_century_only() -> None:
    leap = identity(cpr="8902001234", born_on=date(2000, 2, 29))
    case(opened()).when(leap, at=DECIDING).the(events.ChildIdentified)


def test_a_caseworker_takes_charge_no_earlier_than_the_case_opened() -> None:
    taking = charge.AssignCaseworker(
        assigned_on=date(2015, 11, 30), unit="family-unit-north", caseworker="caseworker-2"
    )
    case(opened()).when(taking, at=DECIDING).then_refused("after-opening")
    today = taking.model_copy(update={"assigned_on": DECIDED})
    assigned = case(opened()).when(today, at=DECIDING).the(charged.CaseworkerAssigned)
    assert (assigned.unit, assigned.caseworker) == ("family-unit-north", "caseworker-2")


def test_a_network_mapping_says_whether_kin_can_take_part() -> None:
    mapping = commands.MapNetwork(mapped_on=date(2015, 12, 15), persons_count=7, kin_available=True)
    case(opened()).when(mapping, at=DECIDING).then(
        events.NetworkMapped(
            id=NEW,
            mapped_on=date(2015, 12, 15),
            persons_count=7,
            kin_available=True,
            findings=None,
        )
    )


def test_a_closed_case_takes_no_more_facts_and_cannot_be_closed_again() -> None:
    closure = charge.CloseCase(closed_on=DECIDED, reason="goals_met")
    closed = case(opened()).when(closure, at=DECIDING).after
    closed.when(closure, at=DECIDING).then_refused("case-open")
    closed.when(identity(), at=DECIDING).then_refused("case-open")


def test_a_case_is_not_closed_before_it_was_opened() -> None:
    closure = charge.CloseCase(closed_on=date(2015, 11, 30), reason="goals_met")
    case(opened()).when(closure, at=DECIDING).then_refused("after-opening")
