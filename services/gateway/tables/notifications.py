"""Worries as they stand, what they have in common, and what came before there was one."""

import sqlalchemy as sa

from services.gateway.tables.columns import code, day, metadata, moment, versioned

notifications = versioned(
    "notifications",
    "case",
    moment("received_at"),
    code("notifier_type"),
    sa.Column("professional", sa.Boolean),
    sa.Column("answerable", sa.Boolean),
    code("section"),
    sa.Column("reasons", sa.ARRAY(sa.Text)),
    sa.Column("unborn", sa.Boolean),
    moment("assessed_at"),
    code("urgency"),
    day("acknowledged_on"),
    day("informed_on"),
    day("dismissed_on"),
    code("dismissal_reason"),
    day("taken_up_on"),
    day("reassessed_on"),
    code("reassessment_outcome"),
    sa.Index("notifications_received", "received_at"),
    key="stream",
)
signals = sa.Table(  # what notifications have in common: a child known again, or a case
    "signals",
    metadata,
    sa.Column("stream", sa.Uuid, primary_key=True),
    sa.Column("key", sa.Uuid, primary_key=True, index=True),
    sa.Column("gone", sa.Boolean),  # it was of a number recorded wrongly
)
counselling_contacts = versioned(  # no column can hold an identity, none names another contact
    "counselling_contacts",
    "case",
    day("held_on"),
    code("kind"),
    code("topic"),
    code("age_band"),
    sa.Column("opens_course", sa.Boolean),
    day("handed_over_on"),
    sa.Index("counselling_contacts_held", "held_on"),
    key="stream",
)
