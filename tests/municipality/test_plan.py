"""Whatever the seed, a plan is possible: nothing before birth, no measure without what it rests on.

Nothing here needs a database. The years cross from Serviceloven into Barnets Lov.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deploy.municipality.commands import EVERYBODY, NAMED, Command, Json
from deploy.municipality.counting import Read, Running
from deploy.municipality.numbers import PLACEMENTS
from deploy.municipality.planning import Plan, plan
from shared.contracts.case import regime_on

LAST = date(2025, 6, 30)
UNDER_FORCE = {"58", "47"}
WITHOUT_CONSENT = re.compile(r"^(11|30|31)")  # early help: nobody has to consent to it
AHEAD = {
    "plannedEndOn", "targetOn", "deadlineOn", "movesOn", "expectedOn", "reviewOn", "validUntilOn",
}  # fmt: skip
SEEDS = st.integers(min_value=0, max_value=100_000)
whatever_the_seed = settings(max_examples=12, derandomize=True)


def planned(seed: int) -> Plan:
    return plan("tiny", 3, seed, LAST)


def cases(made: Plan) -> Iterator[tuple[str, list[Command]]]:
    """Each case, and what is told of it in the order in which it is told."""
    found: dict[tuple[int, str], list[Command]] = defaultdict(list)
    for each in made.commands:
        if each.kind == "opened":
            found[each.lane, f"{{{each.name}}}"].append(each)
        elif each.path.startswith("/v1/cases/"):
            found[each.lane, each.path.split("/")[3]].append(each)
    return ((case, said) for (_, case), said in found.items())


def days_in(said: object) -> Iterator[date]:
    """Every day that a body speaks of as past."""
    if isinstance(said, dict):
        for key, value in said.items():
            if key.endswith("On") and key not in AHEAD:
                yield date.fromisoformat(value)
            yield from days_in(value)
    elif isinstance(said, list):
        for each in said:
            yield from days_in(each)


def names_in(said: object) -> Iterator[str]:
    if isinstance(said, str):
        yield from NAMED.findall(said)
    elif isinstance(said, dict):
        for each in said.values():
            yield from names_in(each)
    elif isinstance(said, list):
        for each in said:
            yield from names_in(each)


def bodies(said: list[Command], what: str) -> list[Json]:
    return [each.body for each in said if each.path.endswith(f"/{what}")]


@whatever_the_seed
@given(SEEDS)
def test_the_same_seed_makes_the_same_municipality_and_another_makes_another(seed: int) -> None:
    assert planned(seed).commands == planned(seed).commands
    assert planned(seed).commands != planned(seed + 1).commands


@whatever_the_seed
@given(SEEDS)
def test_nothing_is_registered_before_it_happened_or_after_the_last_day(seed: int) -> None:
    made = planned(seed)
    for each in made.commands:
        assert each.on <= each.at.date() <= LAST
        assert all(day <= each.at.date() for day in days_in(each.body))


@whatever_the_seed
@given(SEEDS)
def test_nothing_happens_to_a_child_before_it_is_born(seed: int) -> None:
    made = planned(seed)
    for _, said in cases(made):
        if bodies(said, "expected-children"):
            continue
        [born_on] = {each["bornOn"] for each in bodies(said, "identity")} or {"9999-12-31"}
        assert all(each.on >= date.fromisoformat(born_on) for each in said), born_on


@whatever_the_seed
@given(SEEDS)
def test_what_a_command_names_was_told_of_before_it(seed: int) -> None:
    names_are_known(planned(seed))


def test_in_a_bigger_municipality_too_what_a_command_names_was_told_of_before_it() -> None:
    names_are_known(plan("mid", 2, 1, date(2026, 11, 26), rhythm=7))


@pytest.mark.parametrize("seed", range(1, 6))
def test_whoever_speaks_of_a_case_has_it_that_evening(seed: int) -> None:
    for _, said in cases(plan("small", 2, seed, date(2026, 11, 26), rhythm=7)):
        has = said[0].actor.sub
        for each in said:
            if each.kind == "handed on":
                has = each.body["caseworker"]
            elif each.actor.persona == "caseworker" and each.kind != "reassessed":
                assert each.actor.sub == has, each


def names_are_known(made: Plan) -> None:
    known: dict[int, set[str]] = defaultdict(set)
    for each in made.commands:
        wanted = {*names_in(each.path), *names_in(each.body)}
        assert wanted <= known[each.lane] | known[EVERYBODY], each
        known[each.lane] |= {each.name, *each.measures}


@whatever_the_seed
@given(SEEDS)
def test_a_measure_starts_on_a_decision_of_its_day_or_before_under_the_law_of_that_day(
    seed: int,
) -> None:
    for _, said in cases(planned(seed)):
        decisions = {each.name: each.body for each in said if each.path.endswith("/decisions")}
        for each in decisions.values():
            assert each["regime"] == regime_on(date.fromisoformat(each["decidedOn"]))
        for move in bodies(said, "moves"):
            for start in move["starts"]:
                rests_on = decisions[start["decisionId"].strip("{}")]
                assert rests_on["decidedOn"] <= move["effectiveOn"] < start["plannedEndOn"]


@whatever_the_seed
@given(SEEDS)
def test_whoever_must_consent_has_consented_before_it_is_decided(seed: int) -> None:
    for _, said in cases(planned(seed)):
        custodians = {
            f"{{{each.name}}}"
            for each in said
            if each.path.endswith("/people") and each.body["custodian"]
        }
        for decision in bodies(said, "decisions"):
            if decision["section"] in UNDER_FORCE or WITHOUT_CONSENT.match(decision["section"]):
                continue
            consented = {
                each.get("partyId")
                for each in bodies(said, "consents")
                if each["givenOn"] <= decision["decidedOn"]
                and {*decision["measureTypes"]} <= {*each["measureTypes"]}
            }
            assert custodians <= consented


@whatever_the_seed
@given(SEEDS)
def test_a_child_lives_in_one_place_at_a_time_and_every_measure_ends_after_it_starts(
    seed: int,
) -> None:
    placed: dict[tuple[int, str], list[Running]] = defaultdict(list)
    for lane, path, _, each in Read(planned(seed)).measures():
        assert each.start < each.end
        if each.step in PLACEMENTS:
            placed[lane, path].append(each)
    for places in placed.values():
        for before, after in pairwise(sorted(places, key=lambda one: one.start)):
            assert before.end <= after.start


@whatever_the_seed
@given(SEEDS)
def test_people_have_replacement_numbers_that_agree_with_their_birth_and_sex(seed: int) -> None:
    for cpr, child in planned(seed).children.items():
        assert int(cpr[:2]) == child.born_on.day + 60
        assert cpr[2:6] == f"{child.born_on:%m%y}"
        assert int(cpr[9]) % 2 == (child.sex == "male")


def test_no_two_children_have_the_same_number() -> None:
    made = plan("mid", 1, 1, LAST)
    identified = [each.body["cpr"] for each in made.commands if each.kind == "identified"]
    assert len(identified) == len({*identified})


@pytest.mark.parametrize("rhythm", [1, 7])
def test_what_is_told_on_an_evening_was_to_be_registered_by_then(rhythm: int) -> None:
    made = plan("tiny", 1, 3, LAST, rhythm)
    ticks = [*made.ticks()]
    assert [at for at, _ in ticks] == sorted({at for at, _ in ticks})
    assert [each for _, said in ticks for each in said] == [*made.commands]
    for at, said in ticks:
        assert all(each.at <= at for each in said)
        assert at.tzinfo is UTC
        assert (at - min(each.at for each in said)).days < rhythm


def test_a_measure_of_the_older_law_that_goes_on_is_decided_again_under_the_newer() -> None:
    made = plan("small", 3, 1, LAST)
    again = [each for each in made.commands if each.kind.endswith(" again")]
    assert again
    assert all(each.body["replacesDecisionId"] for each in again)
    assert all(each.at >= datetime(2024, 1, 1, tzinfo=UTC) for each in again)
