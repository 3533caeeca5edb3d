"""The ladder by every definition, what measures rest on, and the portfolio; found by their days."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables, and the indexes by which a way is found."""
    op.create_table(
        "capacities",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
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
    op.create_index("ladder_readings_from", "ladder_readings", ["valid_from"], unique=False)
    op.create_index(
        "ladder_readings_now",
        "ladder_readings",
        [sa.text("daterange(valid_from, valid_to)")],
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
            sa.text("daterange(valid_from, valid_to)"),
            sa.text("tstzrange(recorded_from, recorded_to)"),
        ],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index("ladder_readings_to", "ladder_readings", ["valid_to"], unique=False)
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
        "places",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("measure_id", sa.Uuid(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
    )
    op.create_index(
        "places_now", "places", ["id"], unique=True, postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.create_index("places_stream", "places", ["stream", "recorded_to"], unique=False)
    op.create_table(
        "prices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("dkk_per_day", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", "recorded_from"),
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
    )
    op.create_index(
        "provisions_now",
        "provisions",
        ["stream"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
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
    )
    op.create_index(
        "site_changes_now",
        "site_changes",
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index("site_changes_stream", "site_changes", ["stream", "recorded_to"], unique=False)
    op.create_index("ladder_periods_from", "ladder_periods", ["valid_from"], unique=False)
    op.create_index(
        "ladder_periods_now",
        "ladder_periods",
        [sa.text("daterange(valid_from, valid_to)")],
        unique=False,
        postgresql_using="gist",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index(
        "ladder_periods_then",
        "ladder_periods",
        [
            sa.text("daterange(valid_from, valid_to)"),
            sa.text("tstzrange(recorded_from, recorded_to)"),
        ],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index("ladder_periods_to", "ladder_periods", ["valid_to"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ladder_periods_to", table_name="ladder_periods")
    op.drop_index("ladder_periods_then", table_name="ladder_periods", postgresql_using="gist")
    op.drop_index(
        "ladder_periods_now",
        table_name="ladder_periods",
        postgresql_using="gist",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.drop_index("ladder_periods_from", table_name="ladder_periods")
    op.drop_index("site_changes_stream", table_name="site_changes")
    op.drop_index(
        "site_changes_now",
        table_name="site_changes",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.drop_table("site_changes")
    op.drop_index(
        "provisions_now", table_name="provisions", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_table("provisions")
    op.drop_index("prices_stream", table_name="prices")
    op.drop_index(
        "prices_now", table_name="prices", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_table("prices")
    op.drop_index("places_stream", table_name="places")
    op.drop_index(
        "places_now", table_name="places", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_table("places")
    op.drop_index("measure_bases_stream", table_name="measure_bases")
    op.drop_index("measure_bases_from", table_name="measure_bases")
    op.drop_table("measure_bases")
    op.drop_table("ladder_types")
    op.drop_table("ladder_steps")
    op.drop_index("ladder_readings_to", table_name="ladder_readings")
    op.drop_index("ladder_readings_then", table_name="ladder_readings", postgresql_using="gist")
    op.drop_index("ladder_readings_stream", table_name="ladder_readings")
    op.drop_index(
        "ladder_readings_now",
        table_name="ladder_readings",
        postgresql_using="gist",
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.drop_index("ladder_readings_from", table_name="ladder_readings")
    op.drop_table("ladder_readings")
    op.drop_index("capacities_stream", table_name="capacities")
    op.drop_index(
        "capacities_now", table_name="capacities", postgresql_where=sa.text("recorded_to IS NULL")
    )
    op.drop_table("capacities")
