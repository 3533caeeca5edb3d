"""The read models, and how far they have come."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "access",
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("caseworker", sa.Text(), nullable=True),
        sa.Column(
            "about",
            sa.Uuid(),
            sa.Computed("coalesce(case_id, stream)", persisted=True),
            nullable=True,
        ),
        sa.PrimaryKeyConstraint("stream"),
    )
    op.create_index(op.f("ix_access_about"), "access", ["about"], unique=False)
    op.create_index(op.f("ix_access_case_id"), "access", ["case_id"], unique=False)
    op.create_table(
        "adjustments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("observed_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("standing", sa.Text(), nullable=True),
        sa.Column("number", sa.Float(), nullable=True),
        sa.Column("second", sa.Float(), nullable=True),
        sa.Column("flag", sa.Boolean(), nullable=True),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "ladder"},
    )
    op.create_index(
        "adjustments_now",
        "adjustments",
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index("adjustments_on", "adjustments", ["kind", "observed_on"], unique=False)
    op.create_index(
        "adjustments_stream",
        "adjustments",
        ["stream", "recorded_to", "kind", "observed_on"],
        unique=False,
    )
    op.create_table(
        "agenda",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("edition", sa.Date(), nullable=True),
        sa.Column("da", sa.Text(), nullable=True),
        sa.Column("en", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("subject", sa.Uuid(), nullable=True),
        sa.Column("trigger", sa.Text(), nullable=True),
        sa.Column("trigger_on", sa.Date(), nullable=True),
        sa.Column("statutory_on", sa.Date(), nullable=True),
        sa.Column("local_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("adjustment", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("met_by", sa.Text(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=True),
        sa.Column("lapsed_on", sa.Date(), nullable=True),
        sa.Column("lapse_reason", sa.Text(), nullable=True),
        sa.Column("overdue_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("falls_on", sa.Text(), nullable=True),
        sa.Column("deferred_to", sa.Date(), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("satisfied_by", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("lapses", sa.Boolean(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "followup"},
    )
    op.create_index(
        "agenda_due",
        "agenda",
        ["due_on", "id"],
        unique=False,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index(
        "agenda_in_unit",
        "agenda",
        ["unit", "due_on", "id"],
        unique=False,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index("agenda_local", "agenda", ["local_on"], unique=False)
    op.create_index("agenda_met", "agenda", ["met_on"], unique=False)
    op.create_index(
        "agenda_now", "agenda", ["id"], unique=True, postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.create_index(
        "agenda_open",
        "agenda",
        ["due_on", "id"],
        unique=False,
        postgresql_where=sa.text("recorded_to IS NULL AND state = 'open'"),
    )
    op.create_index(
        "agenda_open_in_unit",
        "agenda",
        ["unit", "due_on", "id"],
        unique=False,
        postgresql_where=sa.text("recorded_to IS NULL AND state = 'open'"),
    )
    op.create_index("agenda_statutory", "agenda", ["statutory_on"], unique=False)
    op.create_index("agenda_stream", "agenda", ["stream", "recorded_to"], unique=False)
    op.create_table(
        "assignments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("assigned_on", sa.Date(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("caseworker", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "case"},
    )
    op.create_index(
        "assignments_now",
        "assignments",
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index("assignments_stream", "assignments", ["stream", "recorded_to"], unique=False)
    op.create_table(
        "attentions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("observed_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("standing", sa.Text(), nullable=True),
        sa.Column("number", sa.Float(), nullable=True),
        sa.Column("second", sa.Float(), nullable=True),
        sa.Column("flag", sa.Boolean(), nullable=True),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "followup"},
    )
    op.create_index(
        "attentions_now",
        "attentions",
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index("attentions_on", "attentions", ["kind", "observed_on"], unique=False)
    op.create_index(
        "attentions_stream",
        "attentions",
        ["stream", "recorded_to", "kind", "observed_on"],
        unique=False,
    )
    op.create_table(
        "capacities",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "ladder"},
    )
    op.create_index(
        "capacities_now",
        "capacities",
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index("capacities_stream", "capacities", ["stream", "recorded_to"], unique=False)
    op.create_table(
        "cases",
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("aware_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closing_reason", sa.Text(), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.Column("last_unit", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("stream", "recorded_from"),
        info={"versioned_by": "case"},
    )
    op.create_index(
        "cases_in_unit",
        "cases",
        ["last_unit", "opened_on", "stream"],
        unique=False,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index(
        "cases_now",
        "cases",
        ["stream"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index(
        "cases_opened",
        "cases",
        ["opened_on", "stream"],
        unique=False,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_table(
        "charges",
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column(
            "about",
            sa.Uuid(),
            sa.Computed("coalesce(case_id, stream)", persisted=True),
            nullable=True,
        ),
        sa.PrimaryKeyConstraint("stream"),
    )
    op.create_index("ix_charges_about", "charges", ["about"], unique=False)
    op.create_table(
        "classifications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("classified_on", sa.Date(), nullable=True),
        sa.Column("classification", sa.Text(), nullable=True),
        sa.Column("measure_ids", sa.ARRAY(sa.Uuid()), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "ladder"},
    )
    op.create_index(
        "classifications_now",
        "classifications",
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index(
        "classifications_stream", "classifications", ["stream", "recorded_to"], unique=False
    )
    op.create_table(
        "counselling_contacts",
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("age_band", sa.Text(), nullable=True),
        sa.Column("opens_course", sa.Boolean(), nullable=True),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("stream", "recorded_from"),
        info={"versioned_by": "case"},
    )
    op.create_index("counselling_contacts_held", "counselling_contacts", ["held_on"], unique=False)
    op.create_index(
        "counselling_contacts_now",
        "counselling_contacts",
        ["stream"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("regime", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("measure_types", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("expected_months", sa.Integer(), nullable=True),
        sa.Column("purpose_codes", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("committee_due_on", sa.Date(), nullable=True),
        sa.Column("committee_outcome", sa.Text(), nullable=True),
        sa.Column("lapses_on", sa.Date(), nullable=True),
        sa.Column("consent_withdrawn_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "case"},
    )
    op.create_index(
        "decisions_now",
        "decisions",
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index("decisions_on", "decisions", ["decided_on"], unique=False)
    op.create_index("decisions_stream", "decisions", ["stream", "recorded_to"], unique=False)
    op.create_table(
        "events",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("correlation", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("events_place", "events", ["feed", "position"], unique=True)
    op.create_index("events_stream", "events", ["stream", "number"], unique=False)
    op.create_table(
        "events_head",
        sa.Column("only", sa.Boolean(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("only"),
    )
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("measure_ids", sa.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("child_heard", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "followup"},
    )
    op.create_index("follow_ups_held", "follow_ups", ["held_on"], unique=False)
    op.create_index(
        "follow_ups_now",
        "follow_ups",
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index("follow_ups_stream", "follow_ups", ["stream", "recorded_to"], unique=False)
    op.create_table(
        "goals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("set_on", sa.Date(), nullable=True),
        sa.Column("deadline_on", sa.Date(), nullable=True),
        sa.Column("parent_goal_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("status_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "case"},
    )
    op.create_index(
        "goals_now", "goals", ["id"], unique=True, postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.create_index("goals_stream", "goals", ["stream", "recorded_to"], unique=False)
    op.create_table(
        "heard",
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("upstream", sa.Text(), nullable=False),
        sa.Column("reached", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("feed", "upstream"),
    )
    op.create_table(
        "instrument_scores",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("instrument", sa.Text(), nullable=True),
        sa.Column("respondent", sa.Text(), nullable=True),
        sa.Column("scored_on", sa.Date(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("scores", sa.JSON(), nullable=True),
        sa.Column("totals", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "case"},
    )
    op.create_index(
        "instrument_scores_now",
        "instrument_scores",
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index("instrument_scores_on", "instrument_scores", ["scored_on"], unique=False)
    op.create_index(
        "instrument_scores_stream", "instrument_scores", ["stream", "recorded_to"], unique=False
    )
    op.create_table(
        "investigations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("aware_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=True),
        sa.Column("regime", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "case"},
    )
    op.create_index("investigations_completed", "investigations", ["completed_on"], unique=False)
    op.create_index(
        "investigations_now",
        "investigations",
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index("investigations_started", "investigations", ["started_on"], unique=False)
    op.create_index(
        "investigations_stream", "investigations", ["stream", "recorded_to"], unique=False
    )
    op.create_table(
        "ladder_periods",
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("da", sa.Text(), nullable=True),
        sa.Column("en", sa.Text(), nullable=True),
        sa.Column("order", sa.Float(), nullable=True),
        sa.Column("band", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("planned_return", sa.Boolean(), nullable=True),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("position", "number"),
    )
    op.create_index(
        "ladder_periods_from",
        "ladder_periods",
        ["valid_from"],
        unique=False,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index(
        "ladder_periods_now",
        "ladder_periods",
        [sa.literal_column("daterange(valid_from, valid_to)")],
        unique=False,
        postgresql_using="gist",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index(
        "ladder_periods_stream", "ladder_periods", ["stream", "recorded_to"], unique=False
    )
    op.create_index(
        "ladder_periods_then",
        "ladder_periods",
        [
            sa.literal_column("daterange(valid_from, valid_to)"),
            sa.literal_column("tstzrange(recorded_from, recorded_to)"),
        ],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index(
        "ladder_periods_to",
        "ladder_periods",
        ["valid_to"],
        unique=False,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_table(
        "ladder_readings",
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=True),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("da", sa.Text(), nullable=True),
        sa.Column("en", sa.Text(), nullable=True),
        sa.Column("order", sa.Float(), nullable=True),
        sa.Column("band", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("planned_return", sa.Boolean(), nullable=True),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("position", "number"),
    )
    op.create_index(
        "ladder_readings_from",
        "ladder_readings",
        ["valid_from"],
        unique=False,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index(
        "ladder_readings_now",
        "ladder_readings",
        [sa.literal_column("daterange(valid_from, valid_to)")],
        unique=False,
        postgresql_using="gist",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index(
        "ladder_readings_stream", "ladder_readings", ["stream", "recorded_to"], unique=False
    )
    op.create_index(
        "ladder_readings_then",
        "ladder_readings",
        [
            sa.literal_column("daterange(valid_from, valid_to)"),
            sa.literal_column("tstzrange(recorded_from, recorded_to)"),
        ],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index(
        "ladder_readings_to",
        "ladder_readings",
        ["valid_to"],
        unique=False,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_table(
        "ladder_steps",
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("order", sa.Float(), nullable=True),
        sa.Column("band", sa.Text(), nullable=True),
        sa.Column("da", sa.Text(), nullable=True),
        sa.Column("en", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("definition", "code"),
    )
    op.create_table(
        "ladder_types",
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("order", sa.Float(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("da", sa.Text(), nullable=True),
        sa.Column("en", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("definition", "code"),
    )
    op.create_table(
        "measure_bases",
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("regime", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("position", "number"),
    )
    op.create_index("measure_bases_from", "measure_bases", ["from_on"], unique=False)
    op.create_index(
        "measure_bases_stream", "measure_bases", ["stream", "recorded_to"], unique=False
    )
    op.create_table(
        "measures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("measure_type", sa.Text(), nullable=True),
        sa.Column("da", sa.Text(), nullable=True),
        sa.Column("en", sa.Text(), nullable=True),
        sa.Column("definition", sa.Text(), nullable=True),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("order", sa.Float(), nullable=True),
        sa.Column("band", sa.Text(), nullable=True),
        sa.Column("placement", sa.Boolean(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("aftercare", sa.Boolean(), nullable=True),
        sa.Column("under_return_option", sa.Boolean(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("regime", sa.Text(), nullable=True),
        sa.Column("provision_id", sa.Uuid(), nullable=True),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("site_type", sa.Text(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("planned_end_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("exit_target_on", sa.Date(), nullable=True),
        sa.Column("exit_step", sa.Text(), nullable=True),
        sa.Column("return_until_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "ladder"},
    )
    op.create_index("measures_ended", "measures", ["ended_on"], unique=False)
    op.create_index(
        "measures_now",
        "measures",
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index("measures_started", "measures", ["started_on"], unique=False)
    op.create_index("measures_stream", "measures", ["stream", "recorded_to"], unique=False)
    op.create_table(
        "meetings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("meeting_kind", sa.Text(), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column("obligation_ids", sa.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("private_participants", sa.Integer(), nullable=True),
        sa.Column("professional_participants", sa.Integer(), nullable=True),
        sa.Column("child_part", sa.Text(), nullable=True),
        sa.Column("fulfils_review", sa.Boolean(), nullable=True),
        sa.Column("measure_ids", sa.ARRAY(sa.Uuid()), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "followup"},
    )
    op.create_index("meetings_held", "meetings", ["held_on"], unique=False)
    op.create_index(
        "meetings_now",
        "meetings",
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index(
        "meetings_stream", "meetings", ["stream", "recorded_to", "held_on"], unique=False
    )
    op.create_table(
        "movements",
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=True),
        sa.Column("from_step", sa.Text(), nullable=True),
        sa.Column("from_da", sa.Text(), nullable=True),
        sa.Column("from_en", sa.Text(), nullable=True),
        sa.Column("to_step", sa.Text(), nullable=True),
        sa.Column("to_da", sa.Text(), nullable=True),
        sa.Column("to_en", sa.Text(), nullable=True),
        sa.Column("size", sa.Float(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("planned_return", sa.Boolean(), nullable=True),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("position", "number"),
    )
    op.create_index("movements_on", "movements", ["moved_on"], unique=False)
    op.create_index("movements_stream", "movements", ["stream", "recorded_to"], unique=False)
    op.create_table(
        "notifications",
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notifier_type", sa.Text(), nullable=True),
        sa.Column("professional", sa.Boolean(), nullable=True),
        sa.Column("answerable", sa.Boolean(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("reasons", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("unborn", sa.Boolean(), nullable=True),
        sa.Column("assessed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("urgency", sa.Text(), nullable=True),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("informed_on", sa.Date(), nullable=True),
        sa.Column("dismissed_on", sa.Date(), nullable=True),
        sa.Column("dismissal_reason", sa.Text(), nullable=True),
        sa.Column("taken_up_on", sa.Date(), nullable=True),
        sa.Column("reassessed_on", sa.Date(), nullable=True),
        sa.Column("reassessment_outcome", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("stream", "recorded_from"),
        info={"versioned_by": "case"},
    )
    op.create_index(
        "notifications_now",
        "notifications",
        ["stream"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index("notifications_received", "notifications", ["received_at"], unique=False)
    op.create_table(
        "observations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("observed_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("standing", sa.Text(), nullable=True),
        sa.Column("number", sa.Float(), nullable=True),
        sa.Column("second", sa.Float(), nullable=True),
        sa.Column("flag", sa.Boolean(), nullable=True),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "case"},
    )
    op.create_index(
        "observations_now",
        "observations",
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index("observations_on", "observations", ["kind", "observed_on"], unique=False)
    op.create_index(
        "observations_stream",
        "observations",
        ["stream", "recorded_to", "kind", "observed_on"],
        unique=False,
    )
    op.create_table(
        "parked",
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.Column("item", sa.JSON(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tried", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("model", "feed", "position"),
    )
    op.create_index(op.f("ix_parked_stream"), "parked", ["stream"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=True),
        sa.Column("custodian", sa.Boolean(), nullable=True),
        sa.Column("person_kind", sa.Text(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "case"},
    )
    op.create_index(
        "people_now", "people", ["id"], unique=True, postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.create_index("people_stream", "people", ["stream", "recorded_to"], unique=False)
    op.create_table(
        "places",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("measure_id", sa.Uuid(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "ladder"},
    )
    op.create_index(
        "places_now", "places", ["id"], unique=True, postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.create_index("places_stream", "places", ["stream", "recorded_to"], unique=False)
    op.create_table(
        "plans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("plan_kind", sa.Text(), nullable=True),
        sa.Column("drafted_on", sa.Date(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("supersedes", sa.Uuid(), nullable=True),
        sa.Column("revised_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "case"},
    )
    op.create_index(
        "plans_now", "plans", ["id"], unique=True, postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.create_index("plans_stream", "plans", ["stream", "recorded_to"], unique=False)
    op.create_table(
        "positions",
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("reached", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("model", "feed"),
    )
    op.create_table(
        "prices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("dkk_per_day", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "ladder"},
    )
    op.create_index(
        "prices_now", "prices", ["id"], unique=True, postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.create_index("prices_stream", "prices", ["stream", "recorded_to"], unique=False)
    op.create_table(
        "provisions",
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("measure_types", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("needs", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("methods", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("evidence_level", sa.Text(), nullable=True),
        sa.Column("age_from", sa.Integer(), nullable=True),
        sa.Column("age_to", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("stream", "recorded_from"),
        info={"versioned_by": "ladder"},
    )
    op.create_index(
        "provisions_now",
        "provisions",
        ["stream"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_table(
        "signals",
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("stream", "key"),
    )
    op.create_index(op.f("ix_signals_key"), "signals", ["key"], unique=False)
    op.create_table(
        "site_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("measure_id", sa.Uuid(), nullable=True),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("planned", sa.Boolean(), nullable=True),
        sa.Column("provision_id", sa.Uuid(), nullable=True),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("site_type", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "ladder"},
    )
    op.create_index(
        "site_changes_now",
        "site_changes",
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index("site_changes_stream", "site_changes", ["stream", "recorded_to"], unique=False)
    op.create_table(
        "statements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("party_id", sa.Uuid(), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("holds", sa.Boolean(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
        info={"versioned_by": "case"},
    )
    op.create_index(
        "statements_now",
        "statements",
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index("statements_stream", "statements", ["stream", "recorded_to"], unique=False)
    op.create_table(
        "timeline",
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("correlation", sa.Text(), nullable=True),
        sa.Column("data", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("feed", "position"),
    )
    op.create_index(
        "timeline_stream",
        "timeline",
        ["stream", "happened_on", "recorded_at", "feed", "position"],
        unique=False,
    )
    op.create_table(
        "versions",
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.Column("case", sa.BigInteger(), nullable=True),
        sa.Column("ladder", sa.BigInteger(), nullable=True),
        sa.Column("followup", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("stream"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("versions")
    op.drop_index("timeline_stream", table_name="timeline")
    op.drop_table("timeline")
    op.drop_index("statements_stream", table_name="statements")
    op.drop_index(
        "statements_now", table_name="statements", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_table("statements")
    op.drop_index("site_changes_stream", table_name="site_changes")
    op.drop_index(
        "site_changes_now",
        table_name="site_changes",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.drop_table("site_changes")
    op.drop_index(op.f("ix_signals_key"), table_name="signals")
    op.drop_table("signals")
    op.drop_index(
        "provisions_now", table_name="provisions", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_table("provisions")
    op.drop_index("prices_stream", table_name="prices")
    op.drop_index(
        "prices_now", table_name="prices", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_table("prices")
    op.drop_table("positions")
    op.drop_index("plans_stream", table_name="plans")
    op.drop_index("plans_now", table_name="plans", postgresql_where=sa.text("recorded_to IS NULL"))
    op.drop_table("plans")
    op.drop_index("places_stream", table_name="places")
    op.drop_index(
        "places_now", table_name="places", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_table("places")
    op.drop_index("people_stream", table_name="people")
    op.drop_index(
        "people_now", table_name="people", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_table("people")
    op.drop_index(op.f("ix_parked_stream"), table_name="parked")
    op.drop_table("parked")
    op.drop_index("observations_stream", table_name="observations")
    op.drop_index("observations_on", table_name="observations")
    op.drop_index(
        "observations_now",
        table_name="observations",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.drop_table("observations")
    op.drop_index("notifications_received", table_name="notifications")
    op.drop_index(
        "notifications_now",
        table_name="notifications",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.drop_table("notifications")
    op.drop_index("movements_stream", table_name="movements")
    op.drop_index("movements_on", table_name="movements")
    op.drop_table("movements")
    op.drop_index("meetings_stream", table_name="meetings")
    op.drop_index(
        "meetings_now", table_name="meetings", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_index("meetings_held", table_name="meetings")
    op.drop_table("meetings")
    op.drop_index("measures_stream", table_name="measures")
    op.drop_index("measures_started", table_name="measures")
    op.drop_index(
        "measures_now", table_name="measures", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_index("measures_ended", table_name="measures")
    op.drop_table("measures")
    op.drop_index("measure_bases_stream", table_name="measure_bases")
    op.drop_index("measure_bases_from", table_name="measure_bases")
    op.drop_table("measure_bases")
    op.drop_table("ladder_types")
    op.drop_table("ladder_steps")
    op.drop_index(
        "ladder_readings_to",
        table_name="ladder_readings",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.drop_index("ladder_readings_then", table_name="ladder_readings", postgresql_using="gist")
    op.drop_index("ladder_readings_stream", table_name="ladder_readings")
    op.drop_index(
        "ladder_readings_now",
        table_name="ladder_readings",
        postgresql_using="gist",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.drop_index(
        "ladder_readings_from",
        table_name="ladder_readings",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.drop_table("ladder_readings")
    op.drop_index(
        "ladder_periods_to",
        table_name="ladder_periods",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.drop_index("ladder_periods_then", table_name="ladder_periods", postgresql_using="gist")
    op.drop_index("ladder_periods_stream", table_name="ladder_periods")
    op.drop_index(
        "ladder_periods_now",
        table_name="ladder_periods",
        postgresql_using="gist",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.drop_index(
        "ladder_periods_from",
        table_name="ladder_periods",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.drop_table("ladder_periods")
    op.drop_index("investigations_stream", table_name="investigations")
    op.drop_index("investigations_started", table_name="investigations")
    op.drop_index(
        "investigations_now",
        table_name="investigations",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.drop_index("investigations_completed", table_name="investigations")
    op.drop_table("investigations")
    op.drop_index("instrument_scores_stream", table_name="instrument_scores")
    op.drop_index("instrument_scores_on", table_name="instrument_scores")
    op.drop_index(
        "instrument_scores_now",
        table_name="instrument_scores",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.drop_table("instrument_scores")
    op.drop_table("heard")
    op.drop_index("goals_stream", table_name="goals")
    op.drop_index("goals_now", table_name="goals", postgresql_where=sa.text("recorded_to IS NULL"))
    op.drop_table("goals")
    op.drop_index("follow_ups_stream", table_name="follow_ups")
    op.drop_index(
        "follow_ups_now", table_name="follow_ups", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_index("follow_ups_held", table_name="follow_ups")
    op.drop_table("follow_ups")
    op.drop_table("events_head")
    op.drop_index("events_stream", table_name="events")
    op.drop_index("events_place", table_name="events")
    op.drop_table("events")
    op.drop_index("decisions_stream", table_name="decisions")
    op.drop_index("decisions_on", table_name="decisions")
    op.drop_index(
        "decisions_now", table_name="decisions", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_table("decisions")
    op.drop_index(
        "counselling_contacts_now",
        table_name="counselling_contacts",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.drop_index("counselling_contacts_held", table_name="counselling_contacts")
    op.drop_table("counselling_contacts")
    op.drop_index("classifications_stream", table_name="classifications")
    op.drop_index(
        "classifications_now",
        table_name="classifications",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.drop_table("classifications")
    op.drop_index(
        "cases_opened", table_name="cases", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_index("cases_now", table_name="cases", postgresql_where=sa.text("recorded_to IS NULL"))
    op.drop_index(
        "cases_in_unit", table_name="cases", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_table("cases")
    op.drop_index("ix_charges_about", table_name="charges")
    op.drop_table("charges")
    op.drop_index("capacities_stream", table_name="capacities")
    op.drop_index(
        "capacities_now", table_name="capacities", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_table("capacities")
    op.drop_index("attentions_stream", table_name="attentions")
    op.drop_index("attentions_on", table_name="attentions")
    op.drop_index(
        "attentions_now", table_name="attentions", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_table("attentions")
    op.drop_index("assignments_stream", table_name="assignments")
    op.drop_index(
        "assignments_now", table_name="assignments", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_table("assignments")
    op.drop_index("agenda_stream", table_name="agenda")
    op.drop_index("agenda_statutory", table_name="agenda")
    op.drop_index(
        "agenda_open_in_unit",
        table_name="agenda",
        postgresql_where=sa.text("recorded_to IS NULL AND state = 'open'"),
    )
    op.drop_index(
        "agenda_open",
        table_name="agenda",
        postgresql_where=sa.text("recorded_to IS NULL AND state = 'open'"),
    )
    op.drop_index(
        "agenda_now", table_name="agenda", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_index("agenda_met", table_name="agenda")
    op.drop_index("agenda_local", table_name="agenda")
    op.drop_index(
        "agenda_in_unit", table_name="agenda", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_index(
        "agenda_due", table_name="agenda", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_table("agenda")
    op.drop_index("adjustments_stream", table_name="adjustments")
    op.drop_index("adjustments_on", table_name="adjustments")
    op.drop_index(
        "adjustments_now", table_name="adjustments", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_table("adjustments")
    op.drop_index(op.f("ix_access_case_id"), table_name="access")
    op.drop_index(op.f("ix_access_about"), table_name="access")
    op.drop_table("access")
