"""The sheets: each the question that its listing asks, with every column named and typed.

No column can hold a name, a number of a person's, or free text: codes, days, numbers and ids.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from services.gateway.access import visible
from services.gateway.exports.sheet import Sheet, Wanted, known
from services.gateway.indicators.asked import Asked
from services.gateway.indicators.definition import Definition, definitions
from services.gateway.indicators.figures import Counted
from services.gateway.queries.agenda import obligations as due
from services.gateway.queries.caseload import lines
from services.gateway.queries.inbox import inbox
from services.gateway.tables import (
    decisions,
    follow_ups,
    ladder_periods,
    measures,
    movements,
    site_changes,
)

OF_A_PLACE = ("provision_id", "provider", "site_type")


def of_cases(wanted: Wanted) -> sa.Select[Any]:
    """Every case that there was, with its step on the day and what was due next."""
    rows = lines(wanted.times).where(visible(wanted.caller)).subquery("lines")
    names = ("unit", "caseworker", "opened_on", "closed_on", "closing_reason", "step")
    step = (rows.c.da.label("step_da"), rows.c.en.label("step_en"))
    due = (rows.c.next_due_on, rows.c.overdue)
    return sa.select(rows.c.stream.label("case_id"), *rows.c[names], *step, *due)


def of_measures(wanted: Wanted) -> sa.Select[Any]:
    told = measures.c
    names = (
        "id", "measure_type", "definition", "step", "band", "category", "placement", "aftercare",
        "under_return_option", "decision_id", "regime", *OF_A_PLACE, "started_on",
        "planned_end_on", "ended_on", "end_reason", "exit_target_on", "exit_step",
    )  # fmt: skip
    words = (told.da.label("measure_da"), told.en.label("measure_en"))
    begun = wanted.times.begun(told.started_on)
    return known(wanted, measures, *told[names], *words).where(begun)


def of_placements(wanted: Wanted) -> sa.Select[Any]:
    """Every place that a placed child has lived in, from a day until, not including, another."""
    told, moved, times = measures.c, site_changes.c, wanted.times
    kind = (told.id.label("measure_id"), told.measure_type, told.step, told.regime)
    first = known(
        wanted, measures, *kind, told.started_on.label("valid_from"), *told[OF_A_PLACE],
        told.ended_on, sa.null().label("planned"), sa.literal(0).label("moves"),
    ).where(told.placement, times.begun(told.started_on))  # fmt: skip
    later = (
        known(
            wanted, measures, *kind, moved.changed_on, *moved[OF_A_PLACE], told.ended_on,
            moved.planned, sa.literal(1),
        )
        .join(site_changes, site_changes.c.measure_id == told.id)
        .where(told.placement, times.believed(site_changes), times.begun(moved.changed_on))
        .where(moved.stream.is_not(None))
    )  # fmt: skip
    every = sa.union_all(first, later).subquery("places").c
    follows = sa.func.lead(every.valid_from).over(
        partition_by=every.measure_id, order_by=(every.valid_from, every.moves)
    )
    return sa.select(
        *every["case_id", "measure_id", "measure_type", "step", "regime", "valid_from"],
        sa.func.coalesce(follows, every.ended_on).label("valid_to"),
        *every[(*OF_A_PLACE, "planned")],
    )


def of_periods(wanted: Wanted) -> sa.Select[Any]:
    told = ladder_periods.c
    names = ("step", "order", "band", "valid_from", "valid_to", "planned_return", "recorded_from")
    words = (told.da.label("step_da"), told.en.label("step_en"))
    return known(wanted, ladder_periods, *told[names], *words)


def of_movements(wanted: Wanted) -> sa.Select[Any]:
    names = ("moved_on", "from_step", "to_step", "size", "kind", "planned_return", "recorded_from")
    return known(wanted, movements, *movements.c[names])


def of_follow_ups(wanted: Wanted) -> sa.Select[Any]:
    told = follow_ups.c
    names = ("id", "held_on", "outcome", "child_heard", "measure_ids")
    return known(wanted, follow_ups, *told[names]).where(wanted.times.begun(told.held_on))


def of_obligations(wanted: Wanted) -> sa.Select[Any]:
    rows = due(wanted.caller, wanted.times).subquery("due")
    names = (
        "id", "case_id", "stream", "rule", "edition", "subject", "trigger", "trigger_on",
        "statutory_on", "local_on", "due_on", "due_at", "basis", "met_on", "met_by", "lapsed_on",
        "lapse_reason", "deferred_to", "escalated_at", "unit",
    )  # fmt: skip
    return sa.select(*rows.c[names], rows.c.now.label("state"))


def of_notifications(wanted: Wanted) -> sa.Select[Any]:
    rows = inbox(wanted.caller, wanted.times)
    names = (
        "case_id", "unit", "received_at", "notifier_type", "professional", "section", "reasons",
        "unborn", "state", "urgency", "urgency_due_at", "assessed_at", "acknowledgement_due_on",
        "acknowledged_on", "informed_on", "dismissed_on", "dismissal_reason", "taken_up_on",
        "reassessed_on", "reassessment_outcome",
    )  # fmt: skip
    day = sa.cast(sa.func.timezone("Europe/Copenhagen", rows.c.received_at), sa.Date)
    return sa.select(
        rows.c.stream.label("notification_id"), *rows.c[names], day.label("received_on")
    )


def of_decisions(wanted: Wanted) -> sa.Select[Any]:
    told = decisions.c
    names = (
        "id", "decided_on", "regime", "section", "kind", "body", "measure_types",
        "expected_months", "purpose_codes", "ends_on", "committee_due_on", "committee_outcome",
        "lapses_on", "consent_withdrawn_on",
    )  # fmt: skip
    return known(wanted, decisions, *told[names]).where(wanted.times.begun(told.decided_on))


def of_figure(definition: Definition) -> Sheet:
    """What a figure adds up in a period, line by line, by the definition it is counted by."""

    def question(wanted: Wanted) -> sa.Select[Any]:
        asked = Asked([wanted.period], wanted.times.as_of, wanted.times.day)
        return sa.select(Counted(wanted.caller, definition, asked).cases({}))

    return Sheet(f"indicator-{definition.code}", "worklist", "figures.cases", "on_day", question)


SHEETS: Mapping[str, Sheet] = {
    each.code: each
    for each in (
        Sheet(
            "cases",
            "case",
            "case.read",
            "opened_on",
            of_cases,
            {"step": "ladder", "step_da": "ladder", "step_en": "ladder",
             "next_due_on": "follow-up", "overdue": "follow-up"},
        ),
        Sheet("measures", "measure", "ladder.read", "started_on", of_measures),
        Sheet("placements", "measure", "ladder.read", "valid_from", of_placements),
        Sheet("periods", "ladder", "ladder.read", "valid_from", of_periods),
        Sheet("movements", "ladder", "ladder.read", "moved_on", of_movements),
        Sheet("follow-ups", "follow-up", "followup.read", "held_on", of_follow_ups),
        Sheet("obligations", "follow-up", "followup.read", "due_on", of_obligations),
        Sheet("notifications", "notification", "case.read", "received_on", of_notifications),
        Sheet("decisions", "decision", "case.read", "decided_on", of_decisions),
        *(of_figure(each) for each in definitions().values() if each.rows),
    )
}  # fmt: skip
