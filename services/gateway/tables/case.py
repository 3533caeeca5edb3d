"""What the case service tells of a child's case, in the versions in which it was known."""

import sqlalchemy as sa

from services.gateway.tables.columns import code, day, metadata, versioned

cases = versioned(
    "cases",
    "case",
    day("opened_on"),
    day("aware_on"),
    day("closed_on"),
    code("closing_reason"),
    day("born_on"),
    code("sex"),
    sa.Column("merged_into", sa.Uuid),
    code("last_unit"),  # that it was assigned to
    sa.Index(
        "cases_opened", "opened_on", "stream", postgresql_where=sa.text("recorded_to IS NULL")
    ),
    sa.Index(
        "cases_in_unit",
        "last_unit",
        "opened_on",
        "stream",
        postgresql_where=sa.text("recorded_to IS NULL"),
    ),
    key="stream",
)
versions = sa.Table(  # of the case's three streams, as they are now: what an If-Match must name
    "versions",
    metadata,
    sa.Column("stream", sa.Uuid, primary_key=True),
    sa.Column("case", sa.BigInteger),
    sa.Column("ladder", sa.BigInteger),
    sa.Column("followup", sa.BigInteger),
)
assignments = versioned(  # the unit and the caseworker in charge from a day on, until the next
    "assignments", "case", day("assigned_on"), code("unit"), code("caseworker")
)
people = versioned(
    "people",
    "case",
    code("relation"),
    sa.Column("custodian", sa.Boolean),
    code("person_kind"),
    sa.Column("case_id", sa.Uuid),
    day("valid_from"),
    day("valid_to"),
)
statements = versioned(  # of custody, or of a protected address (the child's without a party)
    "statements",
    "case",
    sa.Column("party_id", sa.Uuid),
    code("about"),
    sa.Column("holds", sa.Boolean),
    day("valid_from"),
    day("valid_to"),
    sa.Column("position", sa.BigInteger),
)
investigations = versioned(
    "investigations",
    "case",
    day("started_on"),
    day("aware_on"),
    day("completed_on"),
    code("conclusion"),
    code("regime"),
    sa.Index("investigations_started", "started_on"),
    sa.Index("investigations_completed", "completed_on"),
)
plans = versioned(
    "plans",
    "case",
    code("plan_kind"),
    day("drafted_on"),
    day("approved_on"),
    sa.Column("supersedes", sa.Uuid),
    day("revised_on"),
)
goals = versioned(
    "goals",
    "case",
    sa.Column("plan_id", sa.Uuid),
    day("set_on"),
    day("deadline_on"),
    sa.Column("parent_goal_id", sa.Uuid),
    code("status"),
    day("status_on"),
)
instrument_scores = versioned(
    "instrument_scores",
    "case",
    code("instrument"),
    code("respondent"),
    day("scored_on"),
    sa.Column("position", sa.BigInteger),
    sa.Column("scores", sa.JSON),
    sa.Column("totals", sa.JSON),
    sa.Index("instrument_scores_on", "scored_on"),
)
decisions = versioned(
    "decisions",
    "case",
    day("decided_on"),
    code("regime"),
    code("section"),
    code("kind"),
    code("body"),
    sa.Column("measure_types", sa.ARRAY(sa.Text)),
    sa.Column("expected_months", sa.Integer),
    sa.Column("purpose_codes", sa.ARRAY(sa.Text)),
    day("ends_on"),
    day("committee_due_on"),
    code("committee_outcome"),
    day("lapses_on"),
    day("consent_withdrawn_on"),
    sa.Index("decisions_on", "decided_on"),
)
