"""The portfolio of provisions (tilbudsvifte), and the places that are taken in it. No names."""

import sqlalchemy as sa

from services.gateway.tables.columns import code, day, versioned

provisions = versioned(
    "provisions",
    "ladder",
    code("kind"),
    code("provider"),
    code("unit"),
    sa.Column("case_id", sa.Uuid),
    sa.Column("measure_types", sa.ARRAY(sa.Text)),
    sa.Column("needs", sa.ARRAY(sa.Text)),
    sa.Column("methods", sa.ARRAY(sa.Text)),
    code("evidence_level"),
    sa.Column("age_from", sa.Integer),
    sa.Column("age_to", sa.Integer),
    day("opened_on"),
    day("closed_on"),
    key="stream",
)
capacities = versioned("capacities", "ladder", day("changed_on"), sa.Column("capacity", sa.Integer))
prices = versioned("prices", "ladder", day("from_on"), sa.Column("dkk_per_day", sa.Integer))
places = versioned(  # stays, in the stream of the provision
    "places", "ladder", sa.Column("measure_id", sa.Uuid), day("from_on"), day("until_on")
)
