"""The portfolio (tilbudsvifte): what there is, for whom, at what price, and is there room."""

from datetime import date
from typing import Any
from uuid import UUID, uuid5

import pytest

from services.intervention_ladder.correction.commands import CorrectLadder
from services.intervention_ladder.definitions import DEFINITIONS
from services.intervention_ladder.domain import Stream, evolve, provisions
from services.intervention_ladder.events import Event
from services.intervention_ladder.measure.commands import ChangeSite
from services.intervention_ladder.measure.events import SiteChanged
from services.intervention_ladder.provision import rules
from services.intervention_ladder.provision.commands import (
    ChangeCapacity,
    CloseProvision,
    DescribeProvision,
    OpenProvision,
    ProvisionCommand,
    SetPrice,
)
from services.intervention_ladder.provision.events import (
    PlaceGivenBack,
    PlaceTaken,
    PriceSet,
    ProvisionClosed,
    ProvisionOpened,
)
from services.intervention_ladder.provision.state import Provision
from services.intervention_ladder.return_option.commands import SetReturnOption, UseReturnOption
from shared.decider import Beside
from tests.decider import NEW, Given, Outcome, given
from tests.ladder import story
from tests.ladder.story import CASE, LadderGiven, LadderOutcome, day, departed, move, ready, start

HOUSE, HOME, AGAIN, LATER = (uuid5(CASE, each) for each in ("house", "home", "again", "later"))
PLACE = story.started(NEW)
ProvisionGiven = Given[ProvisionCommand, Stream, Event]


def opening(kind: str = "own_institution", **more: Any) -> OpenProvision:  # noqa: ANN401 - any field
    said = {
        "kind": kind, "name": "Egelund", "provider": "provider-1", "capacity": 1,
        "opened_on": day("2015-01-01"), "measure_types": ["residential_institution"], **more,
    }  # fmt: skip
    return OpenProvision.model_validate(said)


def asked(command: OpenProvision, unit: str | None = "unit-1") -> Outcome[Any, Any, Any]:
    return given(provisions).when(command, id=HOUSE, unit=unit)


def house(*facts: Event, **more: Any) -> ProvisionGiven:  # noqa: ANN401 - as above
    opened = asked(opening(**more)).the(ProvisionOpened)
    return given(provisions, opened, *facts)


def taken(stay: str, from_on: str, until_on: str | None = None) -> PlaceTaken:
    until = day(until_on) if until_on else None
    return PlaceTaken(id=uuid5(CASE, stay), measure_id=CASE, from_on=day(from_on), until_on=until)


def as_it_stands(of: ProvisionGiven) -> Provision:
    assert isinstance(of.state, Provision)
    return of.state


def test_a_provision_says_what_it_is_and_its_name_is_sealed() -> None:
    opened = asked(opening(needs=["school_absence"], age_from=12, age_to=17))
    said = opened.the(ProvisionOpened)
    assert (said.kind, said.needs, said.age_from) == ("own_institution", ("school_absence",), 12)
    assert "Egelund" not in repr(said)


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"kind": "castle"}, "provision-kind-listed"),
        ({"measure_types": ["kinship_care"]}, "provision-measures-of-kind"),
        ({"needs": ["moonlight"]}, "provision-codes-listed"),
        ({"methods": ["moonlight"]}, "provision-codes-listed"),
        ({"evidence_level": "moonlight"}, "provision-codes-listed"),
        ({"age_from": 13, "age_to": 12}, "ages-in-order"),
        ({"opened_on": "2024-06-04"}, "not-in-the-future"),
        ({"case_id": CASE}, "kin-are-for-one-child"),
    ],
)
def test_a_provision_is_described_by_the_lists(more: dict[str, Any], rule: str) -> None:
    said = {**more, **{name: day(each) for name, each in more.items() if name == "opened_on"}}
    asked(opening(**said)).then_refused(rule)


def test_a_carers_home_is_its_unit_s_own_business() -> None:
    carer: dict[str, Any] = {"kind": "foster_family_general", "measure_types": ["foster_general"]}
    asked(opening(**carer)).then_refused("carers-are-the-units-own")
    asked(opening(**carer, unit="unit-2")).then_refused("carers-are-the-units-own")
    assert asked(opening(**carer, unit="unit-1")).the(ProvisionOpened).unit == "unit-1"


def test_kin_are_approved_for_one_child() -> None:
    kin: dict[str, Any] = {
        "kind": "kinship_carer",
        "measure_types": ["kinship_care"],
        "unit": "unit-1",
    }
    asked(opening(**kin)).then_refused("kin-are-for-one-child")
    assert asked(opening(**kin, case_id=CASE)).the(ProvisionOpened).case_id == CASE


def test_every_kind_is_used_for_types_that_are_on_every_ladder() -> None:
    types = {each.code for each in DEFINITIONS["default@1"].measure_types}
    for kind in rules.KINDS.nearest(day("2016-01-11")).rows.values():
        assert {*kind.measure_types} <= types


def test_every_placement_can_be_offered_by_some_kind() -> None:
    kinds = rules.KINDS.nearest(day("2016-01-11")).rows.values()
    offered = {each for kind in kinds for each in kind.measure_types}
    types = DEFINITIONS["default@1"].measure_types
    assert {each.code for each in types if each.step.placement} <= offered


def test_what_it_can_do_is_said_anew() -> None:
    anew = DescribeProvision(
        described_on=day("2016-01-11"), measure_types=["respite"], needs=["trauma"],
        methods=["milieu_therapy"], evidence_level="practice_based", age_from=6, age_to=12,
    )  # fmt: skip
    said = as_it_stands(house().when(anew, unit="unit-9").after).described
    assert (said.measure_types, said.age_to) == (("respite",), 12)
    wrong = anew.model_copy(update={"measure_types": ["kinship_care"], "age_from": 13})
    house().when(wrong).then_refused("provision-measures-of-kind", "ages-in-order")


def test_how_many_places_there_are_is_a_matter_of_the_day() -> None:
    more = house().when(ChangeCapacity(capacity=3, changed_on=day("2016-03-01")), id=AGAIN).after
    fewer = more.when(ChangeCapacity(capacity=2, changed_on=day("2016-03-01")), id=LATER).after
    provision = as_it_stands(fewer)
    assert [provision.capacity_on(day(each)) for each in ("2014-12-31", "2016-02-29")] == [0, 1]
    assert provision.capacity_on(day("2016-03-01")) == 2  # the last word about a day holds


def test_a_place_is_taken_until_the_day_it_is_left() -> None:
    lived_in = as_it_stands(house(taken("a", "2016-01-11", "2016-03-01")))
    days = "2016-01-10", "2016-01-11", "2016-02-29", "2016-03-01"
    assert [lived_in.taken_on(day(each)) for each in days] == [0, 1, 1, 0]
    assert not lived_in.room_from(day("2016-01-10"))
    assert lived_in.room_from(day("2016-03-01"))


def test_there_is_no_room_when_somebody_comes_later() -> None:
    assert not as_it_stands(house(taken("a", "2016-06-01"))).room_from(day("2016-01-11"))
    fewer = house(taken("a", "2016-01-01")).when(
        ChangeCapacity(capacity=2, changed_on=day("2016-01-01")), id=AGAIN
    )
    closing = fewer.after.when(ChangeCapacity(capacity=1, changed_on=day("2016-09-01")), id=LATER)
    assert not as_it_stands(closing.after).room_from(day("2016-02-01"))


def test_a_price_holds_from_its_day_and_the_last_word_about_a_day_counts() -> None:
    first = house().when(SetPrice(from_on=day("2016-01-01"), dkk_per_day=4000), id=AGAIN)
    assert first.the(PriceSet).dkk_per_day == 4000
    again = first.after.when(SetPrice(from_on=day("2016-01-01"), dkk_per_day=4250), id=LATER)
    assert [each.dkk_per_day for each in as_it_stands(again.after).prices] == [4250]


def test_a_provision_closes_when_nobody_is_there() -> None:
    closed = house(taken("a", "2016-01-11", "2016-03-01")).when(
        CloseProvision(closed_on=day("2016-03-01"))
    )
    assert closed.the(ProvisionClosed).id == HOUSE
    lived_in = house(taken("a", "2016-01-11"))
    lived_in.when(CloseProvision(closed_on=day("2016-03-01"))).then_refused(
        "places-given-up-before-closing"
    )
    over = closed.after.when(SetPrice(from_on=day("2016-03-01"), dkk_per_day=1))
    over.then_refused("provision-open")


def test_only_the_unit_that_may_know_of_it_changes_a_carers_home() -> None:
    carer = house(kind="foster_family_general", measure_types=["foster_general"], unit="unit-1")
    price = SetPrice(from_on=day("2016-01-01"), dkk_per_day=1000)
    assert carer.when(price, unit="unit-1").facts
    carer.when(price, unit="unit-2").then_unknown()


def test_what_was_never_opened_is_not_there() -> None:
    given(provisions).when(CloseProvision(closed_on=day("2016-03-01"))).then_unknown()
    house().when(opening()).then_unknown()


def others(**places: ProvisionGiven) -> dict[UUID, Provision]:
    return {uuid5(CASE, name): as_it_stands(each) for name, each in places.items()}


def placing(
    of: ProvisionGiven, unit: str | None = "unit-1", on_day: str = "2016-01-11"
) -> LadderOutcome:
    asked_for = move(on_day, start("residential_institution", provision_id=HOUSE))
    return ready().when(asked_for, others=others(house=of), unit=unit)


def test_a_placement_takes_a_place_in_the_provision_s_own_stream_at_once() -> None:
    placed = placing(house())
    said = story.the_start(placed)
    assert (said.provision_id, said.provider, said.site_type) == (
        HOUSE, "provider-1", "own_institution",
    )  # fmt: skip
    place = PlaceTaken(id=PLACE, measure_id=PLACE, from_on=day("2016-01-11"), until_on=None)
    assert placed.beside == (Beside(HOUSE, place),)


def test_a_placement_where_there_is_no_room_is_a_departure() -> None:
    assert departed(placing(house(taken("a", "2016-01-01")))) == ["place-free-at-provision"]
    assert departed(placing(house(taken("a", "2016-01-01", "2016-01-11")))) == []


def test_a_placement_in_what_is_closed_is_refused() -> None:
    closed = house(ProvisionClosed(id=HOUSE, closed_on=day("2016-01-11")))
    placing(closed).then_refused("provision-open")


def test_a_placement_in_what_is_for_others_is_a_departure() -> None:
    other = house(measure_types=["respite"], age_from=6, age_to=11)
    aged = story.and_then(ready(), story.born("2003-01-11"))
    asked_for = move("2016-01-11", start("residential_institution", provision_id=HOUSE))
    made = aged.when(asked_for, others=others(house=other), unit="unit-1")
    assert departed(made) == ["provision-offers-measure", "provision-fits-age"]


@pytest.mark.parametrize(
    ("more", "unit", "known"),
    [
        ({"unit": "unit-1"}, "unit-1", True),
        ({"unit": "unit-1"}, "unit-2", False),
        ({"unit": "unit-1", "case_id": AGAIN}, "unit-1", False),
        ({"unit": "unit-1", "case_id": CASE}, "unit-2", True),
        ({}, None, True),
    ],
)
def test_who_may_not_know_of_a_home_cannot_place_there(
    more: dict[str, Any], unit: str | None, *, known: bool
) -> None:
    opened = house().past[0]
    assert isinstance(opened, ProvisionOpened)
    home = given(provisions, replaced(opened, **more))
    assert placing(home, unit).unknown is not known


def replaced(opened: ProvisionOpened, **more: Any) -> ProvisionOpened:  # noqa: ANN401 - any field
    return ProvisionOpened(**{name: getattr(opened, name) for name in opened.__slots__} | more)


def test_a_provision_that_is_not_there_is_no_place() -> None:
    asked_for = move("2016-01-11", start("residential_institution", provision_id=HOUSE))
    ready().when(asked_for).then_unknown()


def lived(in_: ProvisionGiven) -> LadderGiven:
    return placing(in_).after


def test_a_place_is_given_up_when_the_placement_ends() -> None:
    left = lived(house()).when(
        move("2016-10-03", ends=[story.end(PLACE)]), id=AGAIN, others=others(house=house())
    )
    [said] = left.beside
    assert said.fact == PlaceTaken(
        id=PLACE, measure_id=PLACE, from_on=day("2016-01-11"), until_on=day("2016-10-03")
    )


def shifted() -> LadderOutcome:
    shift = ChangeSite(
        changed_on=day("2016-06-01"), planned=True, provision_id=HOME, reasons="Nearer."
    )
    both = others(house=house(), home=house())
    return lived(house()).when(shift, of=PLACE, id=AGAIN, others=both, unit="unit-1")


def test_another_place_frees_the_one_and_takes_the_other() -> None:
    moved = shifted()
    assert moved.the(SiteChanged).site_type == "own_institution"
    said = {each.stream: each.fact for each in moved.beside}
    assert (said[HOUSE].until_on, said[HOME].from_on) == (day("2016-06-01"), day("2016-06-01"))
    assert said[HOME].id == AGAIN


def test_a_correction_moves_the_places_with_it() -> None:
    both = others(house=house(), home=house())
    back = CorrectLadder(
        record_kind="SiteChanged", record_id=AGAIN, corrected_on=day("2016-12-01"),
        reason="She never moved.", retracted=True,
    )  # fmt: skip
    never = shifted().after.when(back, id=LATER, others=both)
    said = {each.stream: each.fact for each in never.beside}
    assert said[HOUSE].until_on is None
    assert said[HOME] == PlaceGivenBack(id=AGAIN)


def test_a_planned_return_takes_the_last_place_again() -> None:
    home = shifted().after.when(
        move("2016-10-03", ends=[story.end(PLACE)]), id=LATER,
        others=others(house=house(), home=house()),
    ).after  # fmt: skip
    kept = SetReturnOption(
        measure_id=PLACE, set_on=day("2016-10-03"), valid_until_on=day("2017-04-03"),
        conditions="In unrest.",
    )  # fmt: skip
    option = home.when(kept, id=CASE).after
    use = UseReturnOption(
        effective_on=day("2016-11-01"), planned_end_on=day("2016-11-20"), rationale="Calm."
    )
    full = house(taken("other", "2016-10-10"))
    back = option.when(use, of=CASE, id=NEW, others=others(home=full), unit="unit-1")
    assert story.the_start(back).provision_id == HOME
    assert departed(back) == ["place-free-at-provision"]


def test_every_kind_of_stream_is_remembered_as_what_it_is() -> None:
    state: Stream = None
    for fact in house(taken("a", "2016-01-11")).past:
        state = evolve(state, fact)
    assert isinstance(state, Provision)
    assert state.taken_on(date(2016, 2, 1)) == 1
    gone = evolve(state, PlaceGivenBack(id=uuid5(CASE, "a")))
    assert isinstance(gone, Provision)
    assert gone.taken_on(date(2016, 2, 1)) == 0
