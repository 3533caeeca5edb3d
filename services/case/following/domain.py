"""What follows from recording how the child fares."""

from collections.abc import Iterator, Mapping
from typing import Any, assert_never

from services.case.following import commands, events, rules
from services.case.following.instruments import INSTRUMENTS, Instrument
from services.case.rules import unmet
from services.case.state import Case
from shared.calendar import day_of
from shared.decider import Asked, require
from shared.sealing import sealed

Facts = list[events.FollowingEvent]


def evolve(case: Case, _: events.FollowingEvent) -> Case:
    """No rule asks how the child fared before."""
    return case


def what_follows(asked: Asked[Any], command: commands.FollowingCommand, case: Case) -> Facts:
    match command:
        case commands.ScoreInstrument():
            return scored(asked, command, case)
        case commands.AnswerSatisfaction():
            return answered(asked, command, case)
        case commands.ReportSchoolAbsence():
            return reported(asked, command, case)
        case commands.RecordEducationStatus():
            return educated(asked, command, case)
        case commands.RecordCrimeCharge():
            return charged(asked, command, case)
        case commands.RecordSubstanceUse():
            return used(asked, command, case)
        case _:
            assert_never(command)


def scored(asked: Asked[Any], scoring: commands.ScoreInstrument, case: Case) -> Facts:
    require(unmet(scoring.scored_on, rules.of_scoring(scoring, case, day_of(asked.at))))
    instrument = INSTRUMENTS[scoring.instrument]
    scores = {each.dimension: each.value for each in scoring.scores}
    fact = events.InstrumentScored(
        id=asked.id,
        instrument=instrument.name,
        respondent=scoring.respondent,
        scored_on=scoring.scored_on,
        scores=tuple(valued(instrument, scores)),
        totals=tuple(valued(instrument, instrument.totalled(scores))),
        words=sealed(scoring.words),
    )
    return [fact]


def valued(instrument: Instrument, values: Mapping[str, int]) -> Iterator[events.DimensionScore]:
    """Values with the direction in which their scales are read."""
    for dimension, value in values.items():
        direction = instrument.scale(dimension).direction
        yield events.DimensionScore(dimension=dimension, value=value, direction=direction)


def answered(asked: Asked[Any], answer: commands.AnswerSatisfaction, case: Case) -> Facts:
    day = answer.answered_on
    require(unmet(day, rules.of_satisfaction(answer, case, day_of(asked.at))))
    fact = events.SatisfactionAnswered(
        id=asked.id,
        respondent=answer.respondent,
        topic=answer.topic,
        answered_on=day,
        answer=answer.answer,
        satisfied=rules.listed("satisfaction_answer", day)[str(answer.answer)].satisfied,
        words=sealed(answer.words),
    )
    return [fact]


def reported(asked: Asked[Any], absence: commands.ReportSchoolAbsence, case: Case) -> Facts:
    require(unmet(absence.reported_on, rules.of_absence(absence, case, day_of(asked.at))))
    fact = events.SchoolAbsenceReported(
        id=asked.id,
        school=absence.school,
        reported_on=absence.reported_on,
        period_from=absence.period_from,
        period_to=absence.period_to,
        total=absence.total,
        lawful=absence.lawful,
        illness=absence.illness,
        unlawful=absence.unlawful,
        words=sealed(absence.words),
    )
    return [fact]


def educated(asked: Asked[Any], education: commands.RecordEducationStatus, case: Case) -> Facts:
    require(unmet(education.status_on, rules.of_education(education, case, day_of(asked.at))))
    fact = events.EducationStatusRecorded(
        id=asked.id,
        level=education.level,
        status=education.status,
        status_on=education.status_on,
        school=education.school,
        words=sealed(education.words),
    )
    return [fact]


def charged(asked: Asked[Any], charge: commands.RecordCrimeCharge, case: Case) -> Facts:
    require(unmet(charge.charged_on, rules.of_charge(charge, case, day_of(asked.at))))
    fact = events.CrimeChargeRecorded(
        id=asked.id,
        offence_class=charge.offence_class,
        serious=rules.listed("offence_class", charge.charged_on)[charge.offence_class].serious,
        charged_on=charge.charged_on,
        words=sealed(charge.words),
    )
    return [fact]


def used(asked: Asked[Any], use: commands.RecordSubstanceUse, case: Case) -> Facts:
    require(unmet(use.observed_on, rules.of_use(use, case, day_of(asked.at))))
    fact = events.SubstanceUseRecorded(
        id=asked.id,
        substance=use.substance,
        frequency=use.frequency,
        often=rules.listed("substance_frequency", use.observed_on)[use.frequency].often,
        observed_on=use.observed_on,
        words=sealed(use.words),
    )
    return [fact]
