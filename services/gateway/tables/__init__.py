"""The read models' tables. Every row is about one case (or notification) and says which.

Each column is written by one feed only, so that it never matters which feed came first. Tables are
in both times where the past is asked of: rows hold from `recorded_from` until `recorded_to`.
"""

from services.gateway.tables.access import access, relations
from services.gateway.tables.calendars import calendar_links
from services.gateway.tables.case import (
    assignments,
    cases,
    decisions,
    goals,
    instrument_scores,
    investigations,
    people,
    plans,
    statements,
    versions,
)
from services.gateway.tables.columns import metadata
from services.gateway.tables.events import events, events_head
from services.gateway.tables.followup import agenda, charges, follow_ups, meetings
from services.gateway.tables.jobs import job_parts, job_streams, jobs
from services.gateway.tables.ladder import (
    classifications,
    ladder_periods,
    ladder_readings,
    ladder_steps,
    ladder_types,
    measure_bases,
    measures,
    movements,
    site_changes,
)
from services.gateway.tables.looking import emergency_accesses, read_log
from services.gateway.tables.notifications import counselling_contacts, notifications, signals
from services.gateway.tables.observed import adjustments, attentions, observations
from services.gateway.tables.plumbing import heard, parked, positions
from services.gateway.tables.portfolio import capacities, places, prices, provisions
from services.gateway.tables.reports import reports
from services.gateway.tables.statistics import deliveries
from services.gateway.tables.timeline import timeline
from services.gateway.tables.webhooks import webhook_deliveries, webhook_subscriptions

__all__ = [
    "access",
    "adjustments",
    "agenda",
    "assignments",
    "attentions",
    "calendar_links",
    "capacities",
    "cases",
    "charges",
    "classifications",
    "counselling_contacts",
    "decisions",
    "deliveries",
    "emergency_accesses",
    "events",
    "events_head",
    "follow_ups",
    "goals",
    "heard",
    "instrument_scores",
    "investigations",
    "job_parts",
    "job_streams",
    "jobs",
    "ladder_periods",
    "ladder_readings",
    "ladder_steps",
    "ladder_types",
    "measure_bases",
    "measures",
    "meetings",
    "metadata",
    "movements",
    "notifications",
    "observations",
    "parked",
    "people",
    "places",
    "plans",
    "positions",
    "prices",
    "provisions",
    "read_log",
    "relations",
    "reports",
    "signals",
    "site_changes",
    "statements",
    "timeline",
    "versions",
    "webhook_deliveries",
    "webhook_subscriptions",
]
