"""What is required of the work that is done together around children."""

from collections.abc import Iterator
from datetime import date

from services.case.cooperation import commands
from services.case.cooperation.events import Grade
from services.case.rules import number, of_own_unit, of_the_past


def of_screening(
    screening: commands.RecordDetectionScreening, unit: str | None, today: date
) -> Iterator[str]:
    yield from of_the_past(screening.screened_on, today)
    yield from of_own_unit(screening.unit, unit)
    if screening.setting == "class_review" and not consented(
        screening.consent_on, screening.screened_on
    ):
        yield "class-review-consented"
    if screening.setting == "class_review" and not early(screening.grade, screening.screened_on):
        yield "class-reviewed-before-5th-grade"


def early(grade: Grade, day: date) -> bool:
    """Whether a class is known to be below the grade before which classes are reviewed."""
    return grade != "none" and int(grade.removeprefix("grade_")) < number("review_grade", day)


def of_consultation(
    consultation: commands.HoldSocialWorkerConsultation, unit: str | None, today: date
) -> Iterator[str]:
    yield from of_the_past(consultation.held_on, today)
    yield from of_own_unit(consultation.unit, unit)


def of_network_meeting(
    meeting: commands.HoldProfessionalNetworkMeeting, unit: str | None, today: date
) -> Iterator[str]:
    yield from of_the_past(meeting.held_on, today)
    yield from of_own_unit(meeting.unit, unit)
    named = meeting.child is not None or meeting.case_id is not None
    if named and not consented(meeting.consent_on, meeting.held_on):
        yield "named-discussion-consented"


def of_forum(decision: commands.DecideInAgreementForum, today: date) -> Iterator[str]:
    yield from of_the_past(decision.decided_on, today)
    if len({*decision.parties}) == 1:
        yield "decided-jointly"


def consented(consent_on: date | None, day: date) -> bool:
    """Whether there is a consent, no later than the day that needs it."""
    return consent_on is not None and consent_on <= day
