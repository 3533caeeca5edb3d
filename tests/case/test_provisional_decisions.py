"""What the chair decides in a hurry: a week to the committee, and a month once approved."""

from datetime import UTC, date, datetime

import pytest

from services.case.decision.events import DecisionMade
from services.case.provisional_decision import commands, events
from tests.case import story
from tests.case.story import MOTHER, CaseGiven, case, child, custodian
from tests.case.telling import publish

DECIDED, CONSIDERED, LAPSES = date(2025, 1, 18), date(2025, 1, 23), date(2025, 2, 23)
NOW = datetime(2025, 6, 2, 9, tzinfo=UTC)


def provisional(**said: object) -> CaseGiven:
    """A boy placed by the chair on a Saturday night."""
    facts = (story.opened(DECIDED), child(date(2015, 1, 2)), custodian(MOTHER))
    asked = story.compulsory(
        decided_on=DECIDED, regime="BL", section="47", body="chair", acute=True, grounds=["abuse"],
        **said,
    )  # fmt: skip
    return case(*facts, story.waiver(DECIDED)).when(asked, at=NOW, id=story.PLAN).after


def considered(on: date = CONSIDERED, **said: object) -> commands.ConsiderProvisionalDecision:
    usual = {"considered_on": on, "outcome": "approved", "members_present": 5, "members_for": 5}
    return commands.ConsiderProvisionalDecision.model_validate({**usual, **said})


def extension(**said: object) -> commands.ExtendProvisionalDecision:
    usual = {"extended_on": date(2025, 2, 17), "lapses_on": date(2025, 3, 23), "reasons": "Wait."}
    return commands.ExtendProvisionalDecision.model_validate({**usual, **said})


def test_the_committee_is_to_have_it_within_seven_days() -> None:
    made = provisional().past[-1]
    assert isinstance(made, DecisionMade)
    assert made.committee_due_on == date(2025, 1, 25)
    assert publish(made).model_dump()["committee_due_on"] == date(2025, 1, 25)
    ordinary = case(*story.ready()).when(story.compulsory(), at=story.DECIDING)
    assert ordinary.the(DecisionMade).committee_due_on is None


def test_once_approved_it_carries_for_a_calendar_month() -> None:
    answer = provisional().when(considered(), at=NOW, of=story.PLAN)
    fact = answer.the(events.ProvisionalDecisionConsidered)
    assert (fact.lapses_on, fact.departures) == (LAPSES, ())
    assert publish(fact).model_dump()["lapses_on"] == LAPSES
    answer.after.when(considered(), at=NOW, of=story.PLAN).then_refused("considered-once")


def test_a_refused_one_carries_nothing_more() -> None:
    refused = provisional().when(considered(outcome="refused"), at=NOW, of=story.PLAN)
    assert refused.the(events.ProvisionalDecisionConsidered).lapses_on is None
    refused.after.when(extension(), at=NOW, of=story.PLAN).then_refused("approved-before-extension")


def test_three_of_five_do_not_approve_it_but_may_refuse_it() -> None:
    few = considered(members_for=3)
    provisional().when(few, at=NOW, of=story.PLAN).then_refused("four-of-five-agree")
    refused = provisional().when(
        considered(outcome="refused", members_for=3), at=NOW, of=story.PLAN
    )
    refused.the(events.ProvisionalDecisionConsidered)


@pytest.mark.parametrize(("on", "late"), [(date(2025, 1, 25), False), (date(2025, 1, 26), True)])
def test_the_committee_that_is_late_is_recorded_as_late(on: date, *, late: bool) -> None:
    fact = provisional().when(considered(on), at=NOW, of=story.PLAN)
    departed = fact.the(events.ProvisionalDecisionConsidered).departures
    assert [each.rule for each in departed] == ["committee-considers-in-time"] * late


def test_it_is_considered_after_it_is_made_by_those_present() -> None:
    early = provisional().when(considered(date(2025, 1, 17)), at=NOW, of=story.PLAN)
    early.then_refused("considered-after-decision")
    crowd = provisional().when(considered(members_for=6), at=NOW, of=story.PLAN)
    crowd.then_refused("votes-add-up")
    provisional().when(considered(), at=NOW, of=MOTHER).then_unknown()


def test_an_extension_reaches_further_and_comes_before_the_lapse() -> None:
    approved = provisional().when(considered(), at=NOW, of=story.PLAN).after
    longer = approved.when(extension(), at=NOW, of=story.PLAN)
    assert longer.the(events.ProvisionalDecisionExtended).lapses_on == date(2025, 3, 23)
    assert publish(longer.facts[0]).model_dump()["lapses_on"] == date(2025, 3, 23)
    late = extension(extended_on=LAPSES)
    approved.when(late, at=NOW, of=story.PLAN).then_refused("extended-before-lapse")
    short = extension(lapses_on=LAPSES)
    approved.when(short, at=NOW, of=story.PLAN).then_refused("extension-lengthens")
    provisional().when(extension(), at=NOW, of=story.PLAN).then_refused("approved-before-extension")


def test_only_the_chairs_decisions_are_provisional() -> None:
    facts = case(*story.ready()).when(story.compulsory(), at=story.DECIDING, id=story.MOTHER).after
    asked = considered(date(2016, 1, 7))
    facts.when(asked, at=NOW, of=MOTHER).then_refused("decision-provisional")
