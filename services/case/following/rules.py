"""What is required of what is recorded of how the child fares, and the codes it may use."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from services.case.following import commands
from services.case.following.instruments import INSTRUMENTS, Instrument
from services.case.rules import of_any_fact
from services.case.state import Case
from shared.editions import Edition, Editions, Row

CODES_FOLDER = Path(__file__).parent / "codes"
WHEN_ROUNDED = 0.2  # of a percent: what kinds rounded to a tenth can be beside their total


class ListedCode(Row):
    """A code, and what it counts as: a satisfied answer, a serious offence, how often (0 never)."""

    satisfied: bool = False
    serious: bool = False
    often: int = 0


LISTS: Mapping[str, Editions[ListedCode]] = {
    table: Editions.read(CODES_FOLDER, table, ListedCode)
    for table in ("satisfaction_answer", "satisfaction_respondent", "satisfaction_topic",
                  "education_level", "education_status", "offence_class", "substance",
                  "substance_frequency")
}  # fmt: skip


def listed(table: str, day: date) -> Edition[ListedCode]:
    """A list as it is on a day; before the first, that one."""
    return LISTS[table].nearest(day)


def of_codes(day: date, **codes: str) -> Iterator[str]:
    """Each code is on the list of its name, as the list is on the day."""
    if any(listed(table, day).get(code) is None for table, code in codes.items()):
        yield "code-on-the-list"


def of_scoring(scoring: commands.ScoreInstrument, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, scoring.scored_on, today)
    instrument = INSTRUMENTS.get(scoring.instrument)
    if instrument is None:
        yield "instrument-known"
    else:
        yield from of_scores(scoring, instrument)


def of_scores(scoring: commands.ScoreInstrument, instrument: Instrument) -> Iterator[str]:
    """Each dimension is the instrument's, scored once, and within its scale."""
    if instrument.respondent(scoring.respondent) is None:
        yield "respondent-of-the-instrument"
    if len({each.dimension for each in scoring.scores}) < len(scoring.scores):
        yield "dimension-scored-once"
    for each in scoring.scores:
        dimension = instrument.dimension(each.dimension)
        if dimension is None:
            yield "dimension-of-the-instrument"
        elif not dimension.minimum <= each.value <= dimension.maximum:
            yield "score-within-the-scale"


def of_satisfaction(answer: commands.AnswerSatisfaction, case: Case, today: date) -> Iterator[str]:
    day = answer.answered_on
    yield from of_any_fact(case, day, today)
    yield from of_codes(
        day, satisfaction_respondent=answer.respondent, satisfaction_topic=answer.topic
    )
    if listed("satisfaction_answer", day).get(str(answer.answer)) is None:
        yield "answer-on-the-scale"


def of_absence(absence: commands.ReportSchoolAbsence, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, absence.reported_on, today)
    if absence.period_to <= absence.period_from:
        yield "period-has-days"
    if absence.reported_on < absence.period_to:
        yield "reported-after-the-period"
    kinds = (absence.lawful, absence.illness, absence.unlawful)
    known = [each for each in kinds if each is not None]
    left = absence.total - sum(known)
    if left < -WHEN_ROUNDED or (len(known) == len(kinds) and left > WHEN_ROUNDED):
        yield "absence-kinds-add-up"


def of_education(
    education: commands.RecordEducationStatus, case: Case, today: date
) -> Iterator[str]:
    day = education.status_on
    yield from of_any_fact(case, day, today)
    yield from of_codes(day, education_level=education.level, education_status=education.status)


def of_charge(charge: commands.RecordCrimeCharge, case: Case, today: date) -> Iterator[str]:
    yield from of_any_fact(case, charge.charged_on, today)
    yield from of_codes(charge.charged_on, offence_class=charge.offence_class)


def of_use(use: commands.RecordSubstanceUse, case: Case, today: date) -> Iterator[str]:
    day = use.observed_on
    yield from of_any_fact(case, day, today)
    yield from of_codes(day, substance=use.substance, substance_frequency=use.frequency)
