"""Looking closer: what Barnets Lov added, and what is added to an investigation while it runs."""

from datetime import UTC, date, datetime
from uuid import uuid5

import pytest
from pydantic import ValidationError

from services.case.assessment import commands, events
from services.case.charge.events import CaseClosed
from services.case.investigation.commands import StartInvestigation
from services.case.investigation.events import InvestigationStarted
from tests.case import story
from tests.case.story import DECIDING, INVESTIGATION, PLAN, case, opened
from tests.case.telling import publish

NEW_LAW = date(2024, 1, 1)
ON_THE_DAY = datetime(2024, 1, 1, 9, tzinfo=UTC)
LATER = datetime(2016, 6, 1, 9, tzinfo=UTC)
ASSESSMENT = uuid5(story.CASE, "targeted assessment")


def screening(on: date = NEW_LAW) -> commands.RecordStatutoryScreening:
    return commands.RecordStatutoryScreening(
        screened_on=on, outcome="targeted", risk_assessment_done=True, words="The school alone."
    )


def start(on: date = NEW_LAW) -> commands.StartTargetedAssessment:
    return commands.StartTargetedAssessment(started_on=on, matters=["school"])


def conclusion(on: date = NEW_LAW) -> commands.CompleteTargetedAssessment:
    return commands.CompleteTargetedAssessment(completed_on=on, conclusion="No more is needed.")


def consultation(on: date = date(2015, 12, 16)) -> commands.HoldProfessionalConsultation:
    return commands.HoldProfessionalConsultation(
        held_on=on, participants=4, provision="ppr", words="Start with the school."
    )


def preliminary(on: date = date(2016, 3, 19)) -> commands.MakePreliminaryAssessment:
    return commands.MakePreliminaryAssessment(made_on=on, words="A statement is missing.")


def begun(on: date = NEW_LAW) -> events.TargetedAssessmentStarted:
    return events.TargetedAssessmentStarted(id=ASSESSMENT, started_on=on, matters=("school",))


def test_a_screening_is_recorded_with_its_words_sealed_and_published_without_them() -> None:
    recorded = case(opened()).when(screening(), at=ON_THE_DAY)
    fact = recorded.the(events.StatutoryScreeningRecorded)
    assert (fact.outcome, fact.risk_assessment_done) == ("targeted", True)
    assert repr(fact.words) == "Sealed(…)"
    assert "words" not in publish(fact).model_dump()


def test_there_is_no_screening_and_no_targeted_assessment_before_barnets_lov() -> None:
    day_before = date(2023, 12, 31)
    case(opened()).when(screening(day_before)).then_refused("screening-from-barnets-lov")
    case(opened()).when(start(day_before)).then_refused("targeted-assessment-from-barnets-lov")


def test_nothing_is_assessed_in_the_future_or_in_a_closed_case() -> None:
    case(opened()).when(start(date(2024, 1, 2)), at=ON_THE_DAY).then_refused("not-in-the-future")
    closing = CaseClosed(id=story.CASE, closed_on=date(2023, 12, 1), reason="goals_met")
    closed = case(opened(), begun(), closing)
    for command in (screening(), start(), conclusion()):
        closed.when(command, at=ON_THE_DAY, of=ASSESSMENT).then_refused("case-open")
    case().when(screening(), at=ON_THE_DAY).then_unknown()


def test_a_targeted_assessment_is_of_something() -> None:
    with pytest.raises(ValidationError):
        commands.StartTargetedAssessment(started_on=NEW_LAW, matters=[])


def test_a_targeted_assessment_is_completed_once_and_after_it_started() -> None:
    running = case(opened(), begun())
    ended = running.when(conclusion(), at=ON_THE_DAY, of=ASSESSMENT)
    fact = ended.the(events.TargetedAssessmentCompleted)
    assert (fact.id, fact.completed_on, repr(fact.conclusion)) == (
        ASSESSMENT,
        NEW_LAW,
        "Sealed(…)",
    )
    again = ended.after.when(conclusion(), at=ON_THE_DAY, of=ASSESSMENT)
    again.then_refused("targeted-assessment-completed-once")
    early = conclusion(date(2023, 12, 31))
    running.when(early, at=ON_THE_DAY, of=ASSESSMENT).then_refused("assessed-after-start")
    running.when(conclusion(), at=ON_THE_DAY, of=PLAN).then_unknown()


def test_other_professions_are_consulted_while_an_investigation_runs() -> None:
    running = case(opened(), story.started())
    held = running.when(consultation(), at=DECIDING, of=INVESTIGATION)
    fact = held.the(events.ProfessionalConsultationHeld)
    assert (fact.investigation_id, fact.participants, fact.provision) == (INVESTIGATION, 4, "ppr")
    early = consultation(date(2015, 12, 1))
    running.when(early, at=DECIDING, of=INVESTIGATION).then_refused("assessed-after-start")
    running.when(consultation(), at=DECIDING, of=PLAN).then_unknown()


def test_a_preliminary_assessment_is_of_an_investigation_that_still_runs() -> None:
    running = case(opened(), story.started())
    made = running.when(preliminary(), at=LATER, of=INVESTIGATION)
    assert made.the(events.PreliminaryAssessmentMade).investigation_id == INVESTIGATION
    ended = case(opened(), story.started(), story.completed())
    ended.when(preliminary(), at=LATER, of=INVESTIGATION).then_refused("investigation-under-way")


def test_a_preliminary_assessment_is_for_when_the_four_months_run_out() -> None:
    running = case(opened(), story.started())
    early = running.when(preliminary(date(2016, 3, 18)), at=LATER, of=INVESTIGATION)
    early.then_refused("preliminary-when-time-runs-out")
    late = running.when(preliminary(date(2016, 5, 2)), at=LATER, of=INVESTIGATION)
    assert late.the(events.PreliminaryAssessmentMade).made_on == date(2016, 5, 2)


def test_risk_is_assessed_before_a_family_in_conflict_over_honour_is_involved() -> None:
    feared = screening().model_copy(update={"honour_related_conflict": True})
    recorded = case(opened()).when(feared, at=ON_THE_DAY)
    assert recorded.the(events.StatutoryScreeningRecorded).honour_related_conflict
    unassessed = feared.model_copy(update={"risk_assessment_done": False})
    case(opened()).when(unassessed, at=ON_THE_DAY).then_refused("risk-assessed-first")


def test_a_child_has_one_investigation_at_a_time() -> None:
    again = StartInvestigation(started_on=date(2016, 1, 5))
    running = case(opened(), story.started())
    running.when(again, at=DECIDING).then_refused("one-open-investigation")
    ended = case(opened(), story.started(), story.completed())
    assert ended.when(again, at=DECIDING).the(InvestigationStarted).started_on == again.started_on
