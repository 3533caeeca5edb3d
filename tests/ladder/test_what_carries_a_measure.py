"""A measure rests on a decision that carries it, on consent, and on nothing that is over."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

import pytest

from services.intervention_ladder.bases import resting_on
from services.intervention_ladder.events import Event
from services.intervention_ladder.news.commands import NoteDecision, NoteRetraction
from services.intervention_ladder.news.events import (
    AppealHeard,
    AppealSettledHeard,
    CommitteeHeard,
    ConsentEndHeard,
    ConsentHeard,
    ExtensionHeard,
    SuspensionHeard,
)
from services.intervention_ladder.readings import BasisChanged, StepsChanged
from services.intervention_ladder.reviews import notices
from tests.decider import NEW
from tests.ladder import story
from tests.ladder.story import (
    CASE,
    DECISION,
    LadderGiven,
    LadderOutcome,
    day,
    decided,
    departed,
    known,
    ladder,
    move,
    start,
    started,
)

MOTHER, LATER, CONSENT, AGAIN, APPEAL = (
    uuid5(CASE, each) for each in ("mother", "later", "yes", "again", "appeal")
)
BEFORE: tuple[Event, ...] = (
    story.opened(),
    story.mapped(),
    story.investigated(),
    *story.goals(),
)


def placing(*facts: Event, on_day: str = "2016-06-01", **more: Any) -> LadderOutcome:  # noqa: ANN401 - any field
    """A placement of the first decision, when these things have happened as well."""
    asked = move(on_day, start("kinship_care", **more))
    return ladder(*BEFORE, *facts).when(asked)


def considered(outcome: str, lapses_on: str | None = None) -> CommitteeHeard:
    return CommitteeHeard(
        id=DECISION,
        considered_on=day("2016-01-10"),
        outcome=outcome,
        lapses_on=day(lapses_on) if lapses_on else None,
    )


def withdrawn(on_day: str = "2016-05-01", *types: str) -> ConsentEndHeard:
    return ConsentEndHeard(
        id=CONSENT, withdrawn_on=day(on_day), party_id=MOTHER, measure_types=types,
        decision_ids=(DECISION,),
    )  # fmt: skip


def given_by(party: UUID, on_day: str, *types: str) -> ConsentHeard:
    return ConsentHeard(id=AGAIN, given_on=day(on_day), party_id=party, measure_types=types)


@pytest.mark.parametrize("kind", ["refusal", "ending"])
def test_only_a_decision_that_grants_something_carries_a_measure(kind: str) -> None:
    placing(decided(kind=kind)).then_refused("decision-made")


def test_a_decision_that_was_replaced_carries_nothing_that_starts_afterwards() -> None:
    over = decided("2016-06-01", id=LATER, kind="ending", replaces=DECISION)
    placing(decided(), over).then_refused("decision-not-replaced")
    assert placing(decided(), over, on_day="2016-05-31").facts


def test_what_the_committee_refused_carries_nothing() -> None:
    chairs = decided(acute=True)
    placing(chairs, considered("refused")).then_refused("committee-did-not-refuse")
    assert placing(chairs, considered("approved")).facts
    assert placing(chairs, considered("refused"), on_day="2016-01-09").facts


def test_a_provisional_decision_carries_until_it_lapses_and_longer_when_extended() -> None:
    chairs, approved = decided(acute=True), considered("approved", "2016-02-10")
    assert placing(chairs, approved, on_day="2016-02-09").facts
    placing(chairs, approved, on_day="2016-02-10").then_refused("decision-not-lapsed")
    longer = ExtensionHeard(id=DECISION, lapses_on=day("2016-03-10"))
    assert placing(chairs, approved, longer, on_day="2016-02-10").facts
    itself = decided(acute=True, lapses_on=day("2016-01-20"))
    placing(itself, on_day="2016-01-20").then_refused("decision-not-lapsed")


def appealed(of: UUID = DECISION) -> AppealHeard:
    return AppealHeard(id=APPEAL, decision_id=of, lodged_on=day("2016-01-15"))


def settled(outcome: str, on_day: str = "2016-05-01") -> AppealSettledHeard:
    return AppealSettledHeard(id=APPEAL, settled_on=day(on_day), outcome=outcome)


def test_an_appeal_by_itself_holds_nothing_up_and_a_suspension_does_until_it_is_settled() -> None:
    waits = SuspensionHeard(id=APPEAL, suspended_on=day("2016-01-20"))
    assert placing(decided(), appealed()).facts
    assert placing(decided(), appealed(), waits, on_day="2016-01-19").facts
    placing(decided(), appealed(), waits).then_refused("decision-not-suspended")
    before = placing(decided(), appealed(), waits, settled("confirmed"), on_day="2016-04-30")
    before.then_refused("decision-not-suspended")
    assert placing(decided(), appealed(), waits, settled("confirmed")).facts
    assert placing(decided(), appealed(NEW), waits).facts  # it is about another decision


def test_a_decision_that_the_appeals_board_has_annulled_carries_nothing() -> None:
    placing(decided(), appealed(), settled("annulled")).then_refused("decision-not-annulled")
    assert placing(decided(), appealed(), settled("annulled"), on_day="2016-04-30").facts
    assert placing(decided(), appealed(), settled("confirmed")).facts


def test_a_decision_whose_expected_duration_is_over_is_a_departure() -> None:
    short = decided(expected_months=5)
    assert departed(placing(short, on_day="2016-06-05")) == []
    over = placing(short, on_day="2016-06-06")
    assert "decision-duration-not-over" in departed(over)


def test_a_consent_that_was_withdrawn_carries_nothing_that_starts_afterwards() -> None:
    placing(decided(), withdrawn()).then_refused("consent-in-force")
    assert placing(decided(), withdrawn(), on_day="2016-04-30").facts


def test_a_consent_that_was_withdrawn_for_other_measures_is_no_matter() -> None:
    assert placing(decided(), withdrawn("2016-05-01", "foster_general")).facts
    placing(decided(), withdrawn("2016-05-01", "kinship_care")).then_refused("consent-in-force")


@pytest.mark.parametrize(
    ("party", "on_day", "kind", "holds"),
    [
        (MOTHER, "2016-05-02", "kinship_care", True),
        (MOTHER, "2016-04-30", "kinship_care", False),
        (MOTHER, "2016-06-02", "kinship_care", False),
        (MOTHER, "2016-05-02", "foster_general", False),
        (LATER, "2016-05-02", "kinship_care", False),
    ],
)
def test_a_consent_holds_again_when_the_same_party_gives_it_again(
    party: UUID, on_day: str, kind: str, *, holds: bool
) -> None:
    found = placing(decided(), withdrawn(), given_by(party, on_day, kind))
    assert found.refused == (() if holds else ("consent-in-force",))


def test_a_consent_that_is_given_again_covers_what_the_decision_is_for() -> None:
    purposes = decided(purpose_codes=("safety", "school"))
    narrow = replace(given_by(MOTHER, "2016-05-02", "kinship_care"), purpose_codes=("school",))
    placing(purposes, withdrawn(), narrow).then_refused("consent-in-force")
    wide = replace(narrow, purpose_codes=("school", "safety"))
    assert placing(purposes, withdrawn(), wide).facts


def test_a_purpose_that_is_named_is_one_that_was_decided_on() -> None:
    purposes = decided(purpose_codes=("safety", "school"))
    assert placing(purposes, purpose_codes=["school"]).facts
    placing(purposes, purpose_codes=["school", "crime"]).then_refused("decision-covers-purpose")
    assert placing(decided(), purpose_codes=["crime"]).facts  # nothing was said of purposes


def test_the_section_is_one_that_is_used_on_the_step() -> None:
    placing(decided(section="52(3)6")).then_refused("section-on-step")


def test_a_variant_is_decided_on_as_the_type_that_it_is_a_variant_of() -> None:
    programme = start("mst", decision_id=DECISION)
    home = decided("2016-01-06", "family_treatment")
    assert ladder(*BEFORE, home).when(move("2016-06-01", programme)).facts


def running(*facts: Event) -> LadderGiven:
    """A foster placement under Serviceloven that runs into Barnets Lov."""
    before = *BEFORE, decided("2019-08-01")
    placed = ladder(*before).when(move("2019-08-05", start("foster_general"))).after
    return story.and_then(placed, *facts)


def note(
    on_day: str, *types: str, regime: str = "BL", replaces: UUID | None = None
) -> NoteDecision:
    return NoteDecision.model_validate(
        {
            "id": LATER, "decided_on": day(on_day), "regime": regime, "section": "46",
            "measure_types": types, "acute": False, "replaces": replaces,
        }
    )  # fmt: skip


def bases(outcome: LadderOutcome) -> list[tuple[date, str]]:
    return [(each.from_on, each.regime) for each in outcome.the(BasisChanged).bases]


def test_a_new_decision_carries_a_running_measure_on_and_that_is_no_movement() -> None:
    heard = running().when(note("2024-04-22", "foster_general", replaces=DECISION))
    assert bases(heard) == [(day("2019-08-05"), "SEL"), (day("2024-04-22"), "BL")]
    assert heard.the(BasisChanged).id == started(NEW)
    assert StepsChanged not in {type(each) for each in heard.facts}


def test_under_the_other_law_it_does_so_without_naming_what_it_replaces() -> None:
    assert bases(running().when(note("2024-04-22", "foster_general")))[-1][1] == "BL"


@pytest.mark.parametrize(
    "heard",
    [
        note("2024-04-22", "kinship_care", replaces=DECISION),
        note("2024-04-22", "foster_general", regime="SEL"),
        note("2019-08-01", "foster_general", replaces=DECISION),
    ],
    ids=["another measure", "the same law, and another matter", "before it began"],
)
def test_a_decision_that_does_not_take_its_place_carries_nothing_on(heard: NoteDecision) -> None:
    assert BasisChanged not in {type(each) for each in running().when(heard).facts}


def test_a_decision_that_is_taken_back_leaves_the_measure_on_what_it_rested_on_before() -> None:
    carried = running().when(note("2024-04-22", "foster_general", replaces=DECISION)).after
    gone = carried.when(NoteRetraction(id=LATER, record_kind="DecisionMade"))
    assert bases(gone) == [(day("2019-08-05"), "SEL")]


def noticed(ladder: LadderGiven, on_day: str) -> list[str]:
    [measure] = known(ladder).running(day(on_day))
    return [each.rule.id for each in notices(known(ladder), measure, day(on_day))]


def test_a_measure_that_runs_on_says_what_no_longer_holds_of_it() -> None:
    assert noticed(running(), "2024-01-01") == []
    assert noticed(running(withdrawn("2020-01-01")), "2024-01-01") == ["consent-in-force"]
    ended = decided("2020-01-01", id=LATER, kind="ending", replaces=DECISION)
    assert noticed(running(ended), "2024-01-01") == ["decision-not-replaced"]
    assert noticed(running(), "2030-01-01") == ["measure-within-planned-end"]


def test_what_is_noticed_is_noticed_of_the_decision_that_carries_the_measure_now() -> None:
    carried = running().when(note("2024-04-22", "foster_general", replaces=DECISION)).after
    [measure] = known(carried).running(day("2024-05-01"))
    assert resting_on(known(carried), measure, day("2024-05-01")) == LATER
    assert resting_on(known(carried), measure, day("2024-04-21")) == DECISION
    assert noticed(carried, "2024-05-01") == []


AFTERCARE = "aftercare_contact_person", "aftercare_residential"
YOUNG = story.born("2006-11-09")


def of_age(on_day: str, until: str, *facts: Event, kind: str = AFTERCARE[0]) -> LadderOutcome:
    made = decided("2024-05-02", *AFTERCARE, section="114(1)2")
    asked = move(on_day, start(kind, until, exit_plan=None))
    return ladder(*BEFORE, made, *facts).when(asked, at=story.datetime_of(on_day))


def test_aftercare_begins_at_18_and_ends_by_the_23rd_birthday() -> None:
    of_age("2024-11-08", "2027-02-01", YOUNG).then_refused("aftercare-from-18")
    assert of_age("2024-11-09", "2029-11-09", YOUNG).facts
    of_age("2024-11-09", "2029-11-10", YOUNG).then_refused("aftercare-until-23")


def test_a_stay_kept_in_aftercare_keeps_its_step_and_is_no_movement() -> None:
    made = decided("2024-05-02", "aftercare_residential", id=LATER, section="114(1)1")
    foster = story.and_then(running(), YOUNG, made)
    kept = move(
        "2024-11-09",
        start("aftercare_residential", "2027-02-01", decision_id=LATER),
        ends=[story.end(started(NEW), "turned_18")],
    )
    stays = foster.when(kept, id=CASE, at=story.datetime_of("2024-11-09"))
    begun = story.the_start(stays)
    assert (begun.step, begun.aftercare, begun.continues) == ("T5", True, started(NEW))
    assert StepsChanged in {type(each) for each in stays.facts}  # other help, on the same step
    assert story.way(stays)[1:] == [("T5", "2019-08-05", None)]


def test_a_stay_can_be_kept_only_by_who_leaves_a_placement() -> None:
    made = decided("2024-05-02", "aftercare_residential", section="114(1)1")
    kept = move("2024-11-11", start("aftercare_residential", "2027-02-01"))
    homeless = ladder(*BEFORE, YOUNG, made).when(kept, at=story.datetime_of("2024-11-11"))
    homeless.then_refused("aftercare-keeps-a-place")
