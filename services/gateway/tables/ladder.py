"""What the ladder tells: measures in their versions, and the child's way in both times.

A way is asked about by day, and by what was known when: its rows are found by the ranges that they
hold for, so that an answer costs what it holds and not what the years have left behind.
"""

import sqlalchemy as sa
from sqlalchemy.schema import SchemaItem

from services.gateway.tables.columns import bitemporal, code, day, metadata, versioned


def way(name: str, *columns: SchemaItem) -> sa.Table:
    """Periods of every way as they were believed, found by the day and the moment they hold on."""
    table = bitemporal(
        name,
        *columns,
        code("step"),
        code("da"),
        code("en"),
        sa.Column("order", sa.Float),
        code("band"),
        day("valid_from"),
        day("valid_to"),
        sa.Column("planned_return", sa.Boolean),
    )
    rows = table.c
    days = sa.func.daterange(rows.valid_from, rows.valid_to)
    now = sa.text("recorded_to IS NULL")
    sa.Index(f"{name}_now", days, postgresql_using="gist", postgresql_where=now)
    moments = sa.func.tstzrange(rows.recorded_from, rows.recorded_to)
    sa.Index(f"{name}_then", days, moments, postgresql_using="gist")
    sa.Index(f"{name}_from", rows.valid_from, postgresql_where=now)
    sa.Index(f"{name}_to", rows.valid_to, postgresql_where=now)
    return table


measures = versioned(
    "measures",
    "ladder",
    code("measure_type"),
    code("da"),
    code("en"),
    code("definition"),
    code("step"),
    sa.Column("order", sa.Float),
    code("band"),
    sa.Column("placement", sa.Boolean),
    code("category"),
    sa.Column("aftercare", sa.Boolean),
    sa.Column("under_return_option", sa.Boolean),
    sa.Column("decision_id", sa.Uuid),
    code("regime"),
    sa.Column("provision_id", sa.Uuid),  # where it began; `site_changes` tell of every other place
    code("provider"),
    code("site_type"),
    day("started_on"),
    day("planned_end_on"),
    day("ended_on"),
    code("end_reason"),
    day("exit_target_on"),
    code("exit_step"),
    day("return_until_on"),
    sa.Index("measures_started", "started_on"),
    sa.Index("measures_ended", "ended_on"),
)
classifications = versioned(
    "classifications",
    "ladder",
    day("classified_on"),
    code("classification"),
    sa.Column("measure_ids", sa.ARRAY(sa.Uuid)),
)
site_changes = versioned(  # a placed child moved to another place on the same step
    "site_changes",
    "ladder",
    sa.Column("measure_id", sa.Uuid),
    day("changed_on"),
    sa.Column("planned", sa.Boolean),
    sa.Column("provision_id", sa.Uuid),
    code("provider"),
    code("site_type"),
)
measure_bases = bitemporal(  # what a measure rests on in turn; its stream is the measure
    "measure_bases",
    sa.Column("case_id", sa.Uuid),
    day("from_on"),
    sa.Column("decision_id", sa.Uuid),
    code("regime"),
    code("section"),
    sa.Index("measure_bases_from", "from_on"),
)
ladder_periods = way("ladder_periods")  # by what each measure pinned
ladder_readings = way(  # by each definition throughout
    "ladder_readings", sa.Column("definition", sa.Text)
)
ladder_types = sa.Table(  # the measure types of every definition, each on its step
    "ladder_types",
    metadata,
    sa.Column("definition", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    code("step"),
    sa.Column("order", sa.Float),
    code("category"),
    code("da"),
    code("en"),
)
ladder_steps = sa.Table(  # the steps of every definition
    "ladder_steps",
    metadata,
    sa.Column("definition", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("order", sa.Float),
    code("band"),
    code("da"),
    code("en"),
)
movements = bitemporal(
    "movements",
    day("moved_on"),
    code("from_step"),
    code("from_da"),
    code("from_en"),
    code("to_step"),
    code("to_da"),
    code("to_en"),
    sa.Column("size", sa.Float),
    code("kind"),
    sa.Column("planned_return", sa.Boolean),
    sa.Index("movements_on", "moved_on"),
)
