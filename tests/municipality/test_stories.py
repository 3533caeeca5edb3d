"""What real municipalities have, and few: that a plan has it, in an order that could be lived.

Given two years of 600 children a year. Each story is one lane's; what is rare has a proposed share.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from deploy.municipality.commands import Command, Json
from deploy.municipality.counting import Read, case_of
from deploy.municipality.numbers import PLACEMENTS
from deploy.municipality.planning import Plan, plan
from shared.calendar import add_months, age_on

LAST = date(2026, 11, 26)
ANSWERED_WITHIN = timedelta(days=6)


@pytest.fixture(scope="module")
def mid() -> Plan:
    return plan("mid", 2, 2, LAST, rhythm=7)


def bodies(said: list[Command], what: str) -> list[Json]:
    return [each.body for each in said if each.path.endswith(f"/{what}")]


def of(made: Plan, kind: str) -> list[Command]:
    """What is told of a kind; there has to be some, and not much of it."""
    found = [each for each in made.commands if each.kind == kind]
    assert 0 < len(found) < len(made.commands) / 100
    return found


def lane_of(made: Plan, command: Command) -> list[Command]:
    """What is told of the same case, in the order in which it is told."""
    return [
        each
        for each in made.commands
        if each.lane == command.lane and case_of(each) in {case_of(command), "/v1/cases"}
    ]


def answers(made: Plan, asked: str, answer: str) -> Iterator[tuple[Command, Command]]:
    """Each thing that was asked and its answer, as far as both are told."""
    by_name = {(each.lane, f"{{{each.name}}}"): each for each in of(made, asked)}
    for each in of(made, answer):
        for part in each.path.split("/"):
            if (each.lane, part) in by_name:
                yield by_name[each.lane, part], each


def test_a_placement_that_cannot_wait_is_made_on_the_day_it_is_told_of(mid: Plan) -> None:
    for approved in of(mid, "approved"):
        lane = [each for each in mid.commands if each.lane == approved.lane]
        [notified] = [each for each in lane if each.kind == "notified investigation"]
        [judged] = [each for each in lane if each.kind == "assessed" and each.on == notified.on]
        assert judged.body["outcome"] == "acute"
        chair, committee, *_ = [each for each in lane if each.kind.startswith("decision T6")]
        [move] = [each for each in lane if chair.name in str(each.body.get("starts"))]
        assert chair.body["body"] == "chair"
        assert notified.on == judged.on == chair.on == move.on
        assert approved.on <= chair.on + timedelta(days=7)
        assert committee.body["replacesDecisionId"] == f"{{{chair.name}}}"
        assert approved.on < committee.on < add_months(approved.on, 1)


def test_what_could_not_wait_is_investigated_afterwards(mid: Plan) -> None:
    for approved in of(mid, "approved"):
        lane = lane_of(mid, approved)
        begun = next(each for each in lane if each.kind == "investigation started")
        assert timedelta(0) < begun.on - date.fromisoformat(begun.body["awareOn"]) < timedelta(7)


def test_of_a_child_that_is_not_born_there_is_a_case_and_at_birth_a_name(mid: Plan) -> None:
    for expected in of(mid, "expected"):
        lane = lane_of(mid, expected)
        [notified] = [
            each for each in mid.commands if each.lane == expected.lane and "unborn" in each.body
        ]
        assert "childCpr" not in notified.body
        assert expected.at.date() < date.fromisoformat(expected.body["expectedOn"])
        helping = [each.on for each in lane if each.kind in {"consent", "moved"}]
        for identified in (each for each in lane if each.kind == "identified"):
            born_on = date.fromisoformat(identified.body["bornOn"])
            assert notified.on < expected.on < born_on <= identified.on < min(helping, default=LAST)


def test_a_young_person_who_comes_of_age_is_supported_and_never_beyond_twenty_three(
    mid: Plan,
) -> None:
    children = mid.children
    supported = 0
    for move in (each for each in mid.commands if each.kind == "moved"):
        kinds = [each["measureType"] for each in move.body["starts"]]
        if "aftercare_contact_person" not in kinds:
            continue
        supported += 1
        lane = lane_of(mid, move)
        [cpr] = {each.body["cpr"] for each in lane if each.kind == "identified"}
        assert age_on(children[cpr].born_on, move.on) == 18
        assert move.body["ends"]
        assert all(age_on(children[cpr].born_on, each.on) < 23 for each in lane)
        adult = [each for each in lane if each.on > move.on and each.kind == "consent"]
        assert all(each.body.get("child") for each in adult)
        started = [start for one in bodies(lane, "moves") for start in one["starts"]]
        assert sum(each["measureType"] == "aftercare_contact_person" for each in started) == 1
    assert supported > 1


def test_who_came_home_may_return_to_the_same_place_for_some_weeks(mid: Plan) -> None:
    left = {
        (lane, f"{{{name}}}"): each
        for lane, _, name, each in Read(mid).measures()
        if each.step in PLACEMENTS
    }
    for option in of(mid, "way back open"):
        measure = left[option.lane, option.body["measureId"]]
        assert measure.end == option.on < date.fromisoformat(option.body["validUntilOn"])


def test_a_stay_is_within_what_was_agreed_and_ends_or_has_not_ended_yet(mid: Plan) -> None:
    stays = [each for *_, each in Read(mid).stays()]
    assert len(stays) == len(of(mid, "came back"))
    for option, back in answers(mid, "way back open", "came back"):
        assert option.on < back.on < date.fromisoformat(option.body["validUntilOn"])
    for each in stays:
        assert each.end - each.start < timedelta(days=30) or each.end == date.max


def test_a_safety_plan_is_looked_at_again_when_it_said_and_then_ends(mid: Plan) -> None:
    for begun, seen in answers(mid, "safety plan", "safety reviewed"):
        assert f"{seen.on}" == begun.body["reviewOn"]
    for begun, over in answers(mid, "safety plan", "safety plan over"):
        assert begun.on < over.on


def test_a_worry_about_a_place_or_a_helper_is_answered_within_days_or_hours(mid: Plan) -> None:
    for kind in ("concern place", "concern help"):
        for raised, answered in answers(mid, kind, "concern answered"):
            waited = moment(answered, "answeredAt") - moment(raised, "raisedAt")
            assert timedelta(0) < waited < ANSWERED_WITHIN
            assert waited < timedelta(hours=24) or not raised.body["pressing"]


def moment(command: Command, name: str) -> datetime:
    return datetime.fromisoformat(command.body[name])


def test_an_appeal_is_lodged_in_time_reconsidered_sent_on_and_decided(mid: Plan) -> None:
    told: dict[tuple[int, str], date] = defaultdict(lambda: date.max)
    for each in mid.commands:
        told[each.lane, f"{{{each.name}}}"] = each.on
    for appeal in of(mid, "appealed"):
        decided = told[appeal.lane, appeal.body["decisionId"]]
        assert decided < appeal.on <= decided + timedelta(days=28)
    weeks = timedelta(days=28)
    for appeal, again in answers(mid, "appealed", "appeal reconsidered"):
        assert appeal.on < again.on <= appeal.on + weeks
    for appeal, sent in answers(mid, "appealed", "appeal sent on"):
        assert appeal.on < sent.on
    for appeal, outcome in answers(mid, "appealed", "appeal decided"):
        assert outcome.on > appeal.on + weeks
