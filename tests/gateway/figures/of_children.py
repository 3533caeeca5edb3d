"""How children are investigated, heard, followed up and fare: by the words of their figures."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from shared.calendar import add_months, day_of
from shared.contracts import case, charge, following, followup, ladder, meeting, people, review
from tests.gateway.figures.adding import Days, Line, age
from tests.gateway.figures.known import Fact, Known, Measure

YEAR = 365.25
NETWORK = "network"


def years_at(known: Known, stream: UUID, day: date) -> float | None:
    born_on = known.born_on(stream)
    return None if born_on is None else (day - born_on).days / YEAR


def standing_cases(known: Known) -> Iterator[Fact[case.CaseOpened]]:
    """Cases that have not been found to be about a child with another case."""
    for each in known.all(case.CaseOpened):
        if known.one(people.CaseMerged, each.stream) is None:
            yield each


def has_measure(known: Known, stream: UUID, days: Days) -> bool:
    return any(measure.runs_on(day) for measure in known.measures_of(stream) for day in days)


def completions(known: Known) -> Iterator[tuple[Fact[case.InvestigationStarted], date]]:
    for each in known.all(case.InvestigationStarted):
        end = known.one(case.InvestigationCompleted, each.said.id)
        if end:
            yield each, end.completed_on


def first_investigated(known: Known, days: Days) -> Iterator[Line]:
    for opened in known.all(case.CaseOpened):
        found = known.of(case.InvestigationStarted, opened.stream)
        if found:
            first = min(found, key=lambda each: (each.said.started_on, each.said.id)).said
            years = years_at(known, opened.stream, first.started_on)
            if first.started_on in days and years is not None:
                yield Line(opened.stream, first.id, first.started_on, years)


def first_met(known: Known, days: Days) -> Iterator[Line]:
    """The first of: its notifications, a need that was known, the case."""
    for each in standing_cases(known):
        received = (day_of(one.received_at) for one in known.notifications_of(each.stream))
        first = min(each.said.opened_on, each.said.aware_on, *received)
        years = years_at(known, each.stream, first)
        if first in days and years is not None:
            yield Line(each.stream, each.stream, first, years)


def investigation_days(known: Known, days: Days) -> Iterator[Line]:
    for each, end in completions(known):
        if end in days:
            yield Line(each.stream, each.said.id, end, (end - each.said.started_on).days)


def with_network(known: Known, days: Days) -> Iterator[Line]:
    for each, end in completions(known):
        if end in days:
            met = any(
                each.said.started_on <= found.said.held_on <= end
                for found in known.of(followup.MeetingHeld, each.stream)
                if found.said.meeting_kind == NETWORK
            )
            yield Line(each.stream, each.said.id, end, met)


def with_consultation(known: Known, days: Days) -> Iterator[Line]:
    for each, end in completions(known):
        if end in days:
            held = any(
                found.said.investigation_id == each.said.id
                for found in known.of(case.ProfessionalConsultationHeld, each.stream)
            )
            yield Line(each.stream, each.said.id, end, held)


def heard(known: Known, days: Days, months: int) -> Iterator[Line]:
    """Lately, or for the decision itself when none was made since; or lawfully not."""
    for each in known.all(case.DecisionMade):
        day = each.said.decided_on
        if day not in days:
            continue
        earlier = [
            other.said.decided_on
            for other in known.of(case.DecisionMade, each.stream)
            if other.said.decided_on < day
        ]
        since = max(earlier, default=date.min)
        said = [
            (found.said.held_on, found.said.purpose)
            for found in known.of(case.ChildConversationHeld, each.stream)
        ]
        said += [
            (found.said.waived_on, "")
            for found in known.of(case.ChildConversationWaived, each.stream)
        ]
        lately = add_months(day, -months)
        counts = any(
            lately <= on <= day or (since <= on <= day and purpose == "decision")
            for on, purpose in said
        )
        yield Line(each.stream, each.said.id, day, counts)


def family_takes_part(known: Known, days: Days) -> Iterator[Line]:
    for each in standing_cases(known):
        closed = known.one(charge.CaseClosed, each.stream)
        was_open = each.said.opened_on < days.until
        if was_open and (closed is None or closed.closed_on >= days.since):
            looked_into = any(
                found.said.started_on < days.until
                and (end is None or end.completed_on >= days.since)
                for found in known.of(case.InvestigationStarted, each.stream)
                for end in [known.one(case.InvestigationCompleted, found.said.id)]
            )
            if looked_into or planned_by(known, each.stream, days.until):
                yield Line(each.stream, each.stream, days.last, takes_part(known, each, days))


def takes_part(known: Known, opened: Fact[case.CaseOpened], days: Days) -> bool:
    met = any(
        each.said.held_on in days
        and each.said.meeting_kind == NETWORK
        and each.said.private_participants > 0
        for each in known.of(followup.MeetingHeld, opened.stream)
    )
    declined = known.of(meeting.NetworkDeclined, opened.stream)
    return met or any(each.said.declined_on < days.until for each in declined)


def planned_by(known: Known, stream: UUID, until: date) -> bool:
    """Whether a plan that was drafted had been approved before a day."""
    return any(
        approved.approved_on < until
        for each in known.of(case.PlanDrafted, stream)
        if (approved := known.one(case.PlanApproved, each.said.id))
    )


def planned(known: Known, days: Days, categories: Sequence[str]) -> Iterator[Line]:
    for each in known.measures:
        if each.said.category in categories and any(each.runs_on(day) for day in days):
            counts = planned_by(known, each.case, days.until)
            yield Line(each.case, each.id, days.last, counts, 1.0, each)


def reviews(known: Known, stream: UUID, days: Days) -> list[tuple[UUID, date, Sequence[UUID]]]:
    """Follow-ups of some days, at meetings too: what was followed up."""
    apart: list[Any] = [each.said for each in known.of(followup.FollowUpHeld, stream)]
    together: list[Any] = [
        each.said for each in known.of(followup.MeetingHeld, stream) if each.said.fulfils_review
    ]
    return [
        (each.id, each.held_on, each.measure_ids)
        for each in (*apart, *together)
        if each.held_on in days
    ]


def times_followed(known: Known, measure: Measure, days: Days) -> int:
    held = reviews(known, measure.case, days)
    return len([1 for _, _, measures in held if measure.id in measures])


def follow_ups_a_month(known: Known, days: Days) -> Iterator[Line]:
    for each in known.measures:
        if there := sum(each.runs_on(day) for day in days):
            times = times_followed(known, each, days)
            yield Line(each.case, each.id, days.last, times, there / (YEAR / 12), each)


def follow_ups_held(known: Known, days: Days) -> Iterator[Line]:
    for opened in known.all(case.CaseOpened):
        for id_, on, _ in reviews(known, opened.stream, days):
            yield Line(opened.stream, id_, on)


def courses(known: Known, days: Days, category: str) -> Iterator[Line]:
    for each in known.measures:
        if each.said.category == category and any(each.runs_on(day) for day in days):
            counts = times_followed(known, each, days) > 0
            yield Line(each.case, each.id, days.last, counts, 1.0, each)


def meeting_gaps(known: Known, days: Days, /, **only: int) -> Iterator[Line]:
    for opened in known.all(case.CaseOpened):
        met = sorted(
            (each.said.held_on, each.said.id)
            for each in known.of(followup.MeetingHeld, opened.stream)
            if each.said.meeting_kind == NETWORK
        )
        for (before, _), (day, id_) in pairwise(met):
            if day in days:
                soon = day - before <= timedelta(days=only["days"])
                yield Line(opened.stream, id_, day, soon)


def worry_days(known: Known, days: Days) -> Iterator[Line]:
    for each in known.all(review.ConcernRaised):
        raised = day_of(each.said.raised_at)
        if raised not in days:
            continue
        measures = known.measures_of(each.stream)
        changes = [
            *(found.said.adjusted_on for found in known.of(ladder.MeasureAdjusted, each.stream)),
            *(found.said.changed_on for found in known.of(ladder.SiteChanged, each.stream)),
            *(measure.started_on for measure in measures),
            *(measure.ended_on for measure in measures if measure.ended_on),
        ]
        since = [day for day in changes if day >= raised]
        if since:
            yield Line(each.stream, each.said.id, raised, (min(since) - raised).days)


def absence(
    known: Known, days: Days, of: str, at_least: float | None = None, *, measured: bool = True
) -> Iterator[Line]:
    for each in known.all(following.SchoolAbsenceReported):
        percent = each.said.unlawful if of == "unlawful" else each.said.total
        on = each.said.period_from
        if on not in days or percent is None:
            continue
        if not measured or has_measure(known, each.stream, days):
            part = percent if at_least is None else float(percent >= at_least)
            yield Line(each.stream, each.said.id, on, part)


def finished(known: Known, days: Days, levels: Sequence[str], of: Sequence[str]) -> Iterator[Line]:
    """By the last that was recorded of a level in the time."""
    for opened in known.all(case.CaseOpened):
        for level in levels:
            told = [
                each
                for each in known.of(following.EducationStatusRecorded, opened.stream)
                if each.said.level == level
                and each.said.status in of
                and each.said.status_on in days
            ]
            if told and has_measure(known, opened.stream, days):
                last = max(told, key=lambda each: (each.said.status_on, each.at)).said
                counts = last.status == "completed"
                yield Line(opened.stream, last.id, last.status_on, counts)


def in_education(
    known: Known, days: Days, levels: Sequence[str], of: Sequence[str], **only: int
) -> Iterator[Line]:
    """Completed ever; or enrolled, and nothing else has been said of that level since."""
    for each in standing_cases(known):
        if age(known, each.stream, days.last) != only["age"] or not any(
            measure.started_on < days.until for measure in known.measures_of(each.stream)
        ):
            continue
        told = sorted(
            (
                found
                for found in known.of(following.EducationStatusRecorded, each.stream)
                if found.said.level in levels and found.said.status_on < days.until
            ),
            key=lambda found: (found.said.status_on, found.at),
        )
        now = {found.said.level: found.said.status for found in told}
        counts = any(found.said.status == "completed" for found in told)
        counts = counts or any(status in of for status in now.values())
        yield Line(each.stream, each.stream, days.last, counts)


def charged(known: Known, days: Days, age_from: int, age_below: int) -> Iterator[Line]:
    for each in standing_cases(known):
        years = age(known, each.stream, days.last)
        if years is None or not age_from <= years < age_below:
            continue
        if has_measure(known, each.stream, days):
            accused = any(
                found.said.serious and found.said.charged_on in days
                for found in known.of(following.CrimeChargeRecorded, each.stream)
            )
            yield Line(each.stream, each.stream, days.last, accused)


def using_less(known: Known, days: Days) -> Iterator[Line]:
    for opened in known.all(case.CaseOpened):
        recorded = known.of(following.SubstanceUseRecorded, opened.stream)
        for substance in {each.said.substance for each in recorded}:
            told = sorted(
                (each for each in recorded if each.said.substance == substance),
                key=lambda each: (each.said.observed_on, each.at),
            )
            until = [each for each in told if each.said.observed_on < days.until]
            if len(until) > 1 and until[-1].said.observed_on in days:
                last = until[-1].said
                less = last.often < until[0].said.often
                yield Line(opened.stream, last.id, last.observed_on, less)


def content(
    known: Known, days: Days, instruments: Sequence[str], total: str, above: int
) -> Iterator[Line]:
    for each in known.all(following.InstrumentScored):
        if each.said.scored_on in days and each.said.instrument.split("@")[0] in instruments:
            for one in each.said.totals:
                if one.dimension == total:
                    on = each.said.scored_on
                    yield Line(each.stream, each.said.id, on, one.value > above)


def satisfied(known: Known, days: Days) -> Iterator[Line]:
    for each in known.all(following.SatisfactionAnswered):
        if each.said.answered_on in days:
            on = each.said.answered_on
            yield Line(each.stream, each.said.id, on, each.said.satisfied)


POPULATIONS = {
    "first_investigated": first_investigated, "first_met": first_met,
    "investigation_days": investigation_days, "with_network": with_network,
    "with_consultation": with_consultation, "heard": heard,
    "family_takes_part": family_takes_part, "planned": planned,
    "follow_ups_a_month": follow_ups_a_month, "follow_ups_held": follow_ups_held,
    "courses": courses, "meeting_gaps": meeting_gaps, "worry_days": worry_days,
    "absence": absence, "finished": finished, "in_education": in_education, "charged": charged,
    "using_less": using_less, "content": content, "satisfied": satisfied,
}  # fmt: skip
