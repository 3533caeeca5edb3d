"""What the ladder tells: measures in their versions, and the child's way in both times."""

import sqlalchemy as sa

from services.gateway.tables.columns import bitemporal, code, day, versioned

measures = versioned(
    "measures",
    "ladder",
    code("measure_type"),
    code("da"),
    code("en"),
    code("definition"),
    code("step"),
    sa.Column("placement", sa.Boolean),
    sa.Column("decision_id", sa.Uuid),
    code("regime"),
    day("started_on"),
    day("planned_end_on"),
    day("ended_on"),
    code("end_reason"),
    day("exit_target_on"),
    code("exit_step"),
    day("return_until_on"),
)
classifications = versioned(
    "classifications",
    "ladder",
    day("classified_on"),
    code("classification"),
    sa.Column("measure_ids", sa.ARRAY(sa.Uuid)),
)
ladder_periods = bitemporal(
    "ladder_periods",
    code("step"),
    code("da"),
    code("en"),
    sa.Column("order", sa.Float),
    code("band"),
    day("valid_from"),
    day("valid_to"),
    sa.Column("planned_return", sa.Boolean),
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
)
